import { expect, test } from 'vitest';
import { RendererCrashes } from '../../../electron/shell/renderer-crashes.ts';

test('a page that crashes is reloaded once; soon again, the user decides', () => {
  const crashes = new RendererCrashes();
  expect(crashes.next(100_000)).toBe('reload');
  expect(crashes.next(109_999)).toBe('ask');
  expect(crashes.next(119_998)).toBe('ask');
  expect(crashes.next(129_998)).toBe('reload');
});
