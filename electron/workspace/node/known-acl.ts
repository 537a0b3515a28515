import type { AclEntry } from '../../../shared/model/acl.ts';
import { shownAclEntries } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';

/** Which ACL a node had: its incarnation, and the version of its ACL. */
type AclVersion = Pick<Stat, 'czxid' | 'aversion'>;

/**
 * The ACL of the open node, read as soon as the node is: when the node is deleted nobody can be asked for it any more,
 * and who makes it again must not open it to everybody.
 */
export class KnownAcl {
  readonly #session: () => ReadSession;
  #path: string | null = null;
  #asked: AclVersion | null = null;
  #known: { readonly of: AclVersion; readonly acl: readonly AclEntry[] } | null = null;

  constructor(session: () => ReadSession) {
    this.#session = session;
  }

  /** Another node is open now, or none. */
  begin(path: string | null): void {
    if (path === this.#path) return;
    this.#path = path;
    this.#asked = null;
    this.#known = null;
  }

  /** The open node was read: reads its ACL unless that very one is known. */
  notice(path: string, stat: Stat): void {
    if (path !== this.#path || isSame(this.#asked, stat)) return;
    this.#asked = stat;
    void this.#read(path).catch(expectFailure);
  }

  /** @returns the ACL that a node had with this stat; undefined where that is not known. */
  of(path: string, stat: Stat): readonly AclEntry[] | undefined {
    const known = path === this.#path ? this.#known : null;
    return known && isSame(known.of, stat) ? known.acl : undefined;
  }

  async #read(path: string): Promise<void> {
    const { acl, entryCount, stat } = await this.#session().getAcl(path, {
      longest: shownAclEntries,
    });
    if (path !== this.#path || entryCount > acl.length) return;
    this.#known = { of: stat, acl };
  }
}

function isSame(one: AclVersion | null, other: AclVersion): boolean {
  return one?.czxid === other.czxid && one.aversion === other.aversion;
}
