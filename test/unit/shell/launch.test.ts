import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ownArguments } from '../../../electron/shell/launch.ts';

const checkout = resolve('/home/me/treekeeper');

describe('own arguments', () => {
  test('a packaged application owns all but its own name', () => {
    expect(ownArguments(['treekeeper', '--connect', 'a'], undefined, '/')).toEqual([
      '--connect',
      'a',
    ]);
  });

  test('in a checkout what stands before the folder belongs to Electron', () => {
    const argv = ['electron', '--inspect=0', '--no-sandbox', checkout, '--path', '/x'];
    expect(ownArguments(argv, checkout, '/')).toEqual(['--path', '/x']);
  });

  test('the folder may be written as the shell saw it', () => {
    expect(ownArguments(['electron', '.', 'zk://a'], checkout, checkout)).toEqual(['zk://a']);
  });

  test('without the folder everything is ours', () => {
    expect(ownArguments(['electron', '--path', '/x'], checkout, '/')).toEqual(['--path', '/x']);
  });
});
