import { beforeEach, describe, expect, it } from 'vitest';
import {
  deleteSubtree,
  type DeleteSubtreeOptions,
} from '../../../electron/workspace/node/delete-subtree.ts';
import { deletedBy } from '../../../electron/workspace/write/write-record.ts';
import type { Writer } from '../../../electron/workspace/write/writer.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { FakeSession } from '../zookeeper/fake-session.ts';
import { writerOver } from './writer-over.ts';

let session: FakeSession;
let writer: Writer;
let deleted: string[];

beforeEach(() => {
  session = new FakeSession();
  writer = writerOver(session);
  writer.onWritten((record) => deleted.push(...deletedBy(record)));
  deleted = [];
  session.put('/a', '');
  session.put('/a/b', 'seen');
  session.put('/a/c', 'seen');
  session.put('/a/mine', '', 7n);
  session.answersAtOnce = false;
});

const start = (changes: Partial<DeleteSubtreeOptions> = {}) =>
  deleteSubtree({
    session,
    path: '/a',
    version: 0,
    asOf: 100n,
    signal: new AbortController().signal,
    writer,
    checkpoint: () => Promise.resolve(),
    onDeleted: () => {},
    ...changes,
  });

/** Gives out replies until the walk has asked for the last node and waits for its reply. */
async function walkToTheLastReply(): Promise<void> {
  await session.answer();
  while (session.waitingCount > 1) await session.answer();
}

describe('deleteSubtree', () => {
  it('leaves all as it is when a node below is set between the walk and the delete', async () => {
    const deleting = start();
    await walkToTheLastReply();
    session.put('/a/b', 'unseen');
    const outcome = expect(deleting).rejects.toMatchObject({
      failure: { code: 'BAD_VERSION', path: '/a/b' },
    });
    await session.answerAll();
    await outcome;
    expect(deleted).toEqual([]);
    session.answersAtOnce = true;
    expect((await session.getChildren('/a')).children).toEqual(['b', 'c', 'mine']);
  });

  it('deletes an ephemeral node that is set between the walk and the delete', async () => {
    const deleting = start();
    await walkToTheLastReply();
    session.put('/a/mine', 'beat');
    await session.answerAll();
    await deleting;
    expect(deleted).toHaveLength(4);
    expect(deleted.at(-1)).toBe('/a');
  });

  it('passes over what goes between the walk and the delete', async () => {
    const deleting = start();
    await walkToTheLastReply();
    session.drop('/a/b');
    await session.answerAll();
    await deleting;
    expect(deleted).toHaveLength(3);
    expect(deleted).not.toContain('/a/b');
  });

  it('counts what the connection was lost during apart from what was deleted', async () => {
    session.answersAtOnce = true;
    const lost = {
      code: 'CONNECTION_LOST',
      operation: 'multi',
      retryable: true,
      maybeDone: true,
    } as const;
    session.multi = () => Promise.reject(new ZooKeeperError(lost));
    const counts = { deleted: 0, maybe: 0 };
    const deleting = start({
      onDeleted: (count) => (counts.deleted += count),
      onMaybeDeleted: (count) => (counts.maybe += count),
    });
    await expect(deleting).rejects.toMatchObject({ failure: { maybeDone: true } });
    expect(counts).toEqual({ deleted: 0, maybe: 3 });
  });
});
