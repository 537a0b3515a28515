import type { AclEntry } from '../../../../shared/model/acl.ts';
import type { Stat } from '../../../../shared/model/stat.ts';
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

export function readAcl(reader: JuteReader): AclEntry[] {
  return Array.from({ length: reader.vectorLength(12) }, () => {
    const permissions = reader.int32();
    const scheme = reader.string();
    return { scheme, id: reader.string(), permissions };
  });
}

export function writeAcl(writer: JuteWriter, acl: readonly AclEntry[]): void {
  writer.int32(acl.length);
  for (const { permissions, scheme, id } of acl) {
    writer.int32(permissions).string(scheme).string(id);
  }
}
