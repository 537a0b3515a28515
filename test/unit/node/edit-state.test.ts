import { describe, expect, it } from 'vitest';
import type { Draft, NodeValue } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { baseOf, newerValue, standingOf } from '../../../renderer/features/node/edit-state.ts';

function value(content: string | Uint8Array | null, version: number, mzxid: bigint): NodeValue {
  const data = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { data, stat: { version, mzxid } as Stat };
}

const draft: Draft = {
  path: '/a',
  text: 'mine',
  base: { text: 'base', version: 3, mzxid: 10n },
  updatedAt: 0,
};

describe('a draft', () => {
  it.each([
    ['the value it was typed over', value('base', 3, 10n), 'current'],
    ['the same text written again', value('base', 4, 12n), 'rebase'],
    ['the same text in a node made again', value('base', 0, 12n), 'rebase'],
    ['its own text, saved by somebody', value('mine', 4, 12n), 'settled'],
    ['another text', value('theirs', 4, 12n), 'diverged'],
    ['another text at the same version, in a node made again', value('theirs', 3, 12n), 'diverged'],
    ['another text in another data set that was made alike', value('theirs', 3, 10n), 'diverged'],
    ['bytes that are no text', value(Uint8Array.of(0xff), 4, 12n), 'diverged'],
    ['no data', value(null, 4, 12n), 'diverged'],
  ] as const)('over %s', (_, present, standing) => {
    expect(standingOf(draft, present)).toBe(standing);
  });
});

it('over a base that could not be read is for the user to look at, unless the server holds its text', () => {
  const unread = { ...draft, base: { ...draft.base, text: '', isUnknown: true } };
  expect(standingOf(unread, value('base', 3, 10n))).toBe('diverged');
  expect(standingOf(unread, value('', 4, 12n))).toBe('diverged');
  expect(standingOf(unread, value('mine', 4, 12n))).toBe('settled');
});

it('starts from text only', () => {
  expect(baseOf(value('x', 1, 2n))).toEqual({ text: 'x', version: 1, mzxid: 2n });
  expect(baseOf(value(null, 1, 2n))).toEqual({ text: '', version: 1, mzxid: 2n });
  expect(baseOf(value(Uint8Array.of(0), 1, 2n))).toBeNull();
});

it('shows what was saved until the snapshot has caught up', () => {
  const old = value('old', 1, 10n);
  const saved = value('saved', 2, 11n);
  const later = value('later', 3, 12n);
  expect(newerValue(old, undefined)).toBe(old);
  expect(newerValue(old, saved)).toBe(saved);
  expect(newerValue(later, saved)).toBe(later);
});
