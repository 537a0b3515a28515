import type { Stat } from '../../../../shared/model/stat.ts';
import { serverCodes } from '../../error-codes.ts';
import type { EnsembleChange, EnsembleConfig } from '../../port.ts';
import type { JuteReader } from '../wire/jute-reader.ts';
import type { JuteWriter } from '../wire/jute-writer.ts';
import type { Operation } from './operation.ts';
import { opCodes } from '../wire/protocol.ts';
import { readStat } from '../wire/records.ts';

/** The ensemble's own configuration, which is outside every chroot (`org.apache.zookeeper.admin.ZooKeeperAdmin`). */

/** `ZooDefs.CONFIG_NODE`, as the server sees it. */
const configPath = '/zookeeper/config';

export const getConfig: Operation<EnsembleConfig> = {
  name: 'getConfig',
  opCode: opCodes.getData,
  needs: 'getConfig',
  isWrite: false,
  write: (writer) => writer.string(configPath).bool(false),
  read: readConfig,
};

/** Whether there is such a node distinguishes a server of 3.5 or newer from an older one, and harms neither. */
export const readConfigNode: Operation<Stat | null> = {
  name: 'probe',
  opCode: opCodes.exists,
  isWrite: false,
  write: (writer) => writer.string(configPath).bool(false),
  read: readStat,
  recover: (serverCode) => (serverCode === serverCodes.noNode ? { result: null } : undefined),
};

export function reconfig(change: EnsembleChange): Operation<EnsembleConfig> {
  const { joining = [], leaving = [], members = [], fromVersion = -1n } = change;
  return {
    name: 'reconfig',
    opCode: opCodes.reconfig,
    needs: 'reconfig',
    isWrite: true,
    write(writer) {
      for (const list of [joining, leaving, members]) writeList(writer, list);
      writer.int64(fromVersion);
    },
    read: readConfig,
  };
}

/** The server takes an empty text for a list with one empty entry; null is no list. */
function writeList(writer: JuteWriter, list: readonly string[]): void {
  if (list.length === 0) writer.int32(-1);
  else writer.string(list.join(','));
}

function readConfig(reader: JuteReader): EnsembleConfig {
  const text = new TextDecoder().decode(reader.bytes() ?? new Uint8Array());
  const version = /^version=([0-9a-f]+)$/m.exec(text)?.[1];
  return {
    text,
    version: version === undefined ? null : BigInt(`0x${version}`),
    stat: readStat(reader),
  };
}
