import { expect, it, vi } from 'vitest';
import { deleteSubtreeKind } from '../../../electron/tasks/kinds/delete-subtree.ts';
import type { TaskContext } from '../../../electron/tasks/task-kind.ts';

const planned = { version: 0, asOf: 50n, czxid: 10n, ctime: 1_000 };

function contextOf(stat: object | null, lastZxid: bigint) {
  const session = { exists: vi.fn(() => Promise.resolve(stat)), lastZxid };
  return { session, signal: new AbortController().signal } as unknown as TaskContext;
}

it.each([
  [
    'a node of another set of data, with the same version',
    { version: 0, czxid: 12n, ctime: 1_000 },
  ],
  ['a node that was made at another time', { version: 0, czxid: 10n, ctime: 2_000 }],
  ['no node on a server that is behind the plan', null],
])('a delete that is resumed does not take %s for its own', async (_, stat) => {
  const running = deleteSubtreeKind.run('/a', planned, contextOf(stat, 40n));
  await expect(running).rejects.toMatchObject({ failure: { code: 'BAD_VERSION', path: '/a' } });
});
