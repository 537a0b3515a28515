import type { ChangeDetail } from '../../../shared/model/change.ts';
import type { ChangeRecorder } from './change-recorder.ts';

/** A node whose ACL was found to have a later version than was known. */
export interface FoundAclChange {
  readonly path: string;
  readonly czxid: bigint;
  /** Version of the ACL as it was known, and as it is. */
  readonly from: number;
  readonly to: number;
}

interface ToldVersion {
  readonly czxid: bigint;
  readonly version: number;
}

/** So many nodes are remembered; several who know the same node find its change soon after each other. */
const maxNodes = 20_000;

/**
 * Writes down that the ACL of a node was changed. No event tells of it: whoever reads the node again finds it, and
 * all of them find the same, so what was written down of an incarnation is remembered.
 */
export class AclChanges {
  readonly #changes: ChangeRecorder;
  readonly #told = new Map<string, ToldVersion>();

  constructor(changes: ChangeRecorder) {
    this.#changes = changes;
  }

  /** Another session is there, perhaps of another data set. */
  beginSession(): void {
    this.#told.clear();
  }

  /** @returns the entry that it became; null when it was written down already. */
  take({ path, czxid, from, to }: FoundAclChange): ChangeDetail | null {
    const told = this.#told.get(path);
    const fromVersion = told?.czxid === czxid ? Math.max(from, told.version) : from;
    if (to <= fromVersion || (told && told.czxid > czxid)) return null;
    this.#told.delete(path);
    this.#told.set(path, { czxid, version: to });
    if (this.#told.size > maxNodes) {
      for (const oldest of this.#told.keys()) {
        this.#told.delete(oldest);
        break;
      }
    }
    const id = this.#changes.record({
      kind: 'aclChanged',
      path,
      count: to - fromVersion,
      fromVersion,
      version: to,
      seenBy: 'comparison',
    });
    return this.#changes.detail(id);
  }
}
