import { expect, test } from 'vitest';
import { refuseDebugSwitches } from '../../../electron/shell/command-line-switches.ts';

test('switches that open a debugger, or the rules of the web, are taken off', () => {
  const switches = new Set(['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'lang']);
  refuseDebugSwitches({ removeSwitch: (name) => switches.delete(name) });
  expect([...switches]).toEqual(['lang']);
});
