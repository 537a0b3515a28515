import { describe, expect, it } from 'vitest';
import { Capabilities } from '../../../electron/zookeeper/capabilities.ts';
import { Chroot } from '../../../electron/zookeeper/driver/chroot.ts';
import { getConfig } from '../../../electron/zookeeper/driver/ensemble-operations.ts';
import { decodeGrant } from '../../../electron/zookeeper/driver/handshake.ts';
import { JuteReader } from '../../../electron/zookeeper/driver/jute-reader.ts';
import { JuteWriter } from '../../../electron/zookeeper/driver/jute-writer.ts';
import { LinkError } from '../../../electron/zookeeper/driver/link-end.ts';
import { multi } from '../../../electron/zookeeper/driver/multi.ts';
import type { Operation } from '../../../electron/zookeeper/driver/operation.ts';
import { ProtocolError } from '../../../electron/zookeeper/driver/protocol.ts';
import * as reads from '../../../electron/zookeeper/driver/read-operations.ts';
import { writeAcl } from '../../../electron/zookeeper/driver/records.ts';
import * as own from '../../../electron/zookeeper/driver/session-operations.ts';
import { readWatchEvent } from '../../../electron/zookeeper/driver/watch-operations.ts';
import * as writes from '../../../electron/zookeeper/driver/write-operations.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { grantFrame } from '../../fixtures/hostile-server.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const chroot = new Chroot('/app');
const server = new Capabilities('3.7');
const stat = (writer: JuteWriter) => {
  for (let i = 0; i < 4; i++) writer.int64(1_700_000_000_000n);
  for (let i = 0; i < 3; i++) writer.int32(i);
  writer.int64(0n).int32(3).int32(0).int64(9n);
};

function body(write: (writer: JuteWriter) => void): Buffer {
  const writer = new JuteWriter();
  write(writer);
  return Buffer.from(writer.finish().subarray(4));
}

function decoderOf(operation: Operation<unknown>) {
  return (frame: Buffer) => operation.read(new JuteReader(frame), chroot);
}

/** A right answer for every decoder, to be broken. */
const answers: readonly [string, Buffer, (frame: Buffer) => unknown][] = [
  [
    'children',
    body((w) => {
      w.strings(['a', 'b', '配']);
      stat(w);
    }),
    decoderOf(reads.getChildren('/')),
  ],
  [
    'data',
    body((w) => {
      w.bytes(new Uint8Array(50));
      stat(w);
    }),
    decoderOf(reads.getData('/')),
  ],
  ['stat', body(stat), decoderOf(reads.exists('/'))],
  [
    'acl',
    body((w) => {
      writeAcl(w, [{ scheme: 'world', id: 'anyone', permissions: 31 }]);
      stat(w);
    }),
    decoderOf(reads.getAcl('/')),
  ],
  [
    'created',
    body((w) => {
      w.string('/app/a');
      stat(w);
    }),
    decoderOf(writes.create({ path: '/a', data: null, mode: 'persistent' }, server)),
  ],
  [
    'ephemeral nodes',
    body((w) => w.strings(['/app/a', '/apples', '/app/配'])),
    decoderOf(own.getEphemerals('/')),
  ],
  [
    'identities',
    body((w) => w.int32(2).string('ip').string('127.0.0.1').string('digest').string('bob')),
    decoderOf(own.whoAmI),
  ],
  [
    'configuration',
    body((w) => {
      w.bytes(new TextEncoder().encode('server.1=a:1:2:participant;3\nversion=1000000a'));
      stat(w);
    }),
    decoderOf(getConfig),
  ],
  [
    'transaction',
    body((w) => {
      w.int32(13)
        .bool(false)
        .int32(0)
        .int32(-1)
        .bool(false)
        .int32(-1)
        .int32(-103)
        .int32(-1)
        .bool(true)
        .int32(-1);
    }),
    decoderOf(
      multi([
        { kind: 'check', path: '/a', version: 0 },
        { kind: 'check', path: '/b', version: 0 },
      ]),
    ),
  ],
  [
    'event',
    body((w) => w.int32(3).int32(3).string('/app/a')),
    (frame) => readWatchEvent(new JuteReader(frame), chroot),
  ],
  ['grant', Buffer.from(grantFrame().subarray(4)), decodeGrant],
];

describe('decoders', () => {
  it.each(answers)('meet broken answers: %s', (_name, whole, decode) => {
    const random = seededRandom(42);
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < 15_000; round++) {
      const broken = Buffer.from(whole.subarray(0, Math.ceil(random() * whole.length)));
      for (let changes = Math.floor(random() * 4); changes > 0; changes--) {
        broken[Math.floor(random() * broken.length)] = Math.floor(random() * 256);
      }
      try {
        decode(broken);
      } catch (error) {
        // The first says that the peer is broken; the others are what it may answer.
        const isExpected = [ProtocolError, ZooKeeperError, LinkError].some(
          (kind) => error instanceof kind,
        );
        if (!isExpected) throw error;
      }
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });
});
