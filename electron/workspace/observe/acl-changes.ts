import type { ChangeDetail } from '../../../shared/model/change.ts';
import type { ChangeRecorder } from './change-recorder.ts';
import type { FoundAclChange } from './observation.ts';

interface RecordedVersion {
  readonly czxid: bigint;
  readonly version: number;
}

/** So many nodes are remembered; several who know the same node find its change soon after each other. */
const maxNodes = 20_000;

/**
 * Writes down that the ACL of a node was changed. No event reports it: whoever reads the node again finds it, and
 * all of them find the same, so what was written down of an incarnation is remembered.
 */
export class AclChanges {
  readonly #changes: ChangeRecorder;
  readonly #recorded = new Map<string, RecordedVersion>();

  constructor(changes: ChangeRecorder) {
    this.#changes = changes;
  }

  /** Another session is there, perhaps of another data set. */
  beginSession(): void {
    this.#recorded.clear();
  }

  /** @returns the entry that it became; null when it was written down already. */
  take({ path, czxid, from, to }: FoundAclChange): ChangeDetail | null {
    const recorded = this.#recorded.get(path);
    const fromVersion = recorded?.czxid === czxid ? Math.max(from, recorded.version) : from;
    if (to <= fromVersion || (recorded && recorded.czxid > czxid)) return null;
    this.#recorded.delete(path);
    this.#recorded.set(path, { czxid, version: to });
    if (this.#recorded.size > maxNodes) {
      for (const oldest of this.#recorded.keys()) {
        this.#recorded.delete(oldest);
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
