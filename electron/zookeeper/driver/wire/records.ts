import type { AclEntry } from '../../../../shared/model/acl.ts';
import type { Stat } from '../../../../shared/model/stat.ts';
import { AnswerTooLargeError } from './protocol.ts';
import type { JuteReader } from './jute-reader.ts';
import type { JuteWriter } from './jute-writer.ts';

/** Records that several operations share (`zookeeper.jute`). */

export function readStat(reader: JuteReader): Stat {
  return {
    czxid: reader.int64(),
    mzxid: reader.int64(),
    ctime: reader.int64AsNumber(),
    mtime: reader.int64AsNumber(),
    version: reader.int32(),
    cversion: reader.int32(),
    aversion: reader.int32(),
    ephemeralOwner: reader.int64(),
    dataLength: reader.int32(),
    numChildren: reader.int32(),
    pzxid: reader.int64(),
  };
}

/** Ten times what fits a request of the usual largest size; reading each takes a microsecond of the main process. */
const mostAclEntries = 500_000;

/** An ACL as it was asked for. */
export interface AclAnswer {
  /** Its first entries, all of them where no bound was given. */
  readonly acl: AclEntry[];
  readonly entryCount: number;
}

/**
 * @param longest how many entries are wanted; those after them are counted and not decoded
 * @throws AnswerTooLargeError for a list that nobody can have set.
 */
export function readAcl(reader: JuteReader, longest = mostAclEntries): AclAnswer {
  const entryCount = reader.vectorLength(12);
  if (entryCount > mostAclEntries) {
    throw new AnswerTooLargeError(`${String(entryCount)} ACL entries`);
  }
  const acl = Array.from({ length: Math.min(entryCount, longest) }, () => {
    const permissions = reader.int32();
    const scheme = reader.string();
    return { scheme, id: reader.string(), permissions };
  });
  for (let i = acl.length; i < entryCount; i++) {
    reader.int32();
    reader.skip();
    reader.skip();
  }
  return { acl, entryCount };
}

export function writeAcl(writer: JuteWriter, acl: readonly AclEntry[]): void {
  writer.int32(acl.length);
  for (const { permissions, scheme, id } of acl) {
    writer.int32(permissions).string(scheme).string(id);
  }
}
