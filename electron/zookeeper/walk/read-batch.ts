import type { Stat } from '../../../shared/model/stat.ts';
import { ZooKeeperError } from '../errors.ts';
import type { ReadOperation, ReadResult, ZooKeeperSession } from '../port.ts';

/** What a walk needs of a session: reads. */
export type BulkReader = Pick<
  ZooKeeperSession,
  'capabilities' | 'listChildren' | 'getData' | 'multiRead'
>;

export interface Ask extends ReadOperation {
  /** To be sent as a request of its own, which for `getChildren` also gives the stat. */
  readonly isAlone: boolean;
}

export type Answer = ReadResult & { readonly stat?: Stat };

/**
 * Reads what was asked for: by one multiRead, except for what goes alone.
 * @returns answers in the order asked, failures of single nodes included; null when the reply would have been longer
 * than `maxReplyBytes`.
 * @throws ZooKeeperError for what is not about one node.
 */
export async function readBatch(
  session: BulkReader,
  asks: readonly Ask[],
  maxReplyBytes: number,
): Promise<Answer[] | null> {
  const together = asks.filter(({ isAlone }) => !isAlone);
  // What cannot be parted is taken whatever its length.
  const limit = together.length > 1 ? { maxReplyBytes } : {};
  const [joint, single] = await Promise.all([
    together.length > 0 ? session.multiRead(together, limit) : [],
    Promise.all(asks.filter(({ isAlone }) => isAlone).map((ask) => readAlone(session, ask))),
  ]);
  if (!joint) return null;
  const rest = { joint: joint.values(), single: single.values() };
  return asks.map(({ isAlone }) => {
    const { value } = isAlone ? rest.single.next() : rest.joint.next();
    if (!value) throw new RangeError('fewer answers than asks');
    if (value.kind === 'failure' && !isAboutNode(value.failure.code)) {
      throw new ZooKeeperError(value.failure);
    }
    return value;
  });
}

async function readAlone(session: BulkReader, { kind, path }: Ask): Promise<Answer> {
  try {
    return kind === 'getData'
      ? { kind: 'data', ...(await session.getData(path)) }
      : { kind: 'children', ...(await session.listChildren(path)) };
  } catch (error) {
    if (!(error instanceof ZooKeeperError) || !isAboutNode(error.failure.code)) throw error;
    return { kind: 'failure', failure: error.failure };
  }
}

function isAboutNode(code: ZooKeeperError['failure']['code']): boolean {
  return code === 'NO_NODE' || code === 'NO_AUTH';
}
