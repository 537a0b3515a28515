import { describe, expect, test } from 'vitest';
import { isTrustedSender } from '../../../electron/shell/sender.ts';

const origin = 'app://treekeeper';
const own = { contentsId: 1, origin, isTopFrame: true };

describe('sender', () => {
  test('the page of the very window is trusted', () => {
    expect(isTrustedSender(own, 1, origin)).toBe(true);
  });

  test.each([
    ['another window', { ...own, contentsId: 2 }],
    ['a frame inside the page', { ...own, isTopFrame: false }],
    ['another origin', { ...own, origin: 'https://example.com' }],
    ['an origin that only begins alike', { ...own, origin: 'app://treekeeper.example.com' }],
    ['an origin of another scheme', { ...own, origin: 'http://treekeeper' }],
    ['an opaque origin', { ...own, origin: 'null' }],
    ['no origin', { ...own, origin: '' }],
  ])('%s is not', (_, sender) => {
    expect(isTrustedSender(sender, 1, origin)).toBe(false);
  });
});
