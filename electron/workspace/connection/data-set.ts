import { randomUUID } from 'node:crypto';
import { joinPath } from '../../../shared/znode-path.ts';
import type { DataSetStore, KnownDataSet } from '../../storage/data-set-store.ts';
import type { ReadSession } from '../../zookeeper/port.ts';

/** Nodes by which a set of data is recognised; a few could all be made anew. */
const mostWitnesses = 32;
/** A longer list of children is not read for this alone. */
const longestList = 10_000;

export type SeenDataSet = Omit<KnownDataSet, 'id'>;

/**
 * Servers do not name what they hold: the nodes that each begins with have a czxid and a ctime of 0. But the ctime of
 * any other node is the leader's clock in milliseconds, is part of the transaction, and so is the same on all servers
 * and after each restart: a node with the path, czxid and ctime of before is that very node.
 * @returns the set of data that this is; null when it is none of those
 */
export function recognise(known: readonly KnownDataSet[], seen: SeenDataSet): KnownDataSet | null {
  const isThere = ({ path, czxid, ctime }: KnownDataSet['witnesses'][number]) =>
    seen.witnesses.some(
      (each) => each.path === path && each.czxid === czxid && each.ctime === ctime,
    );
  const same = known.find(({ witnesses }) => witnesses.some(isThere));
  return same ?? known.find((each) => mayHaveGrown(each, seen)) ?? null;
}

/** Transactions are never taken back, and what was made before an empty set was seen would have been seen in it. */
function mayHaveGrown({ witnesses, zxid }: KnownDataSet, seen: SeenDataSet): boolean {
  if (witnesses.length > 0 || seen.zxid < zxid) return false;
  return seen.witnesses.every(({ czxid }) => czxid > zxid);
}

/**
 * Finds out which set of data answers, and remembers it.
 * @returns its id, and whether it is another one than the last time; it is none the first time
 * @throws ZooKeeperError when it cannot be read
 */
export async function identifyDataSet(
  session: ReadSession,
  store: DataSetStore,
  profile: string,
): Promise<{ readonly id: string; readonly isOther: boolean }> {
  const known = store.list(profile);
  const seen = await look(
    session,
    known.flatMap(({ witnesses }) => witnesses),
  );
  const found = recognise(known, seen);
  const id = found?.id ?? randomUUID();
  store.use(profile, { id, ...seen });
  return { id, isOther: known[0] !== undefined && known[0].id !== id };
}

async function look(
  session: ReadSession,
  remembered: readonly { readonly path: string }[],
): Promise<SeenDataSet> {
  const root = await session.exists('/');
  const isShort = root !== null && root.numChildren <= longestList;
  const names = isShort ? (await session.getChildren('/')).children : [];
  const paths = [
    '/',
    ...remembered.map(({ path }) => path),
    ...names.slice(0, mostWitnesses).map((name) => joinPath('/', name)),
  ];
  const asked = [...new Set(paths)];
  const stats = await session.existsMany(asked);
  const witnesses = asked.flatMap((path, index) => {
    const stat = stats[index];
    // The nodes that every server begins with say nothing, and ephemeral ones go with their session.
    if (!stat || stat.czxid === 0n || stat.ephemeralOwner !== 0n) return [];
    return [{ path, czxid: stat.czxid, ctime: stat.ctime }];
  });
  return { zxid: session.lastZxid, witnesses: witnesses.slice(0, mostWitnesses) };
}
