import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Chroot } from '../../../electron/zookeeper/driver/chroot.ts';
import { decodeGrant } from '../../../electron/zookeeper/driver/handshake.ts';
import { JuteReader } from '../../../electron/zookeeper/driver/jute-reader.ts';
import { LinkError } from '../../../electron/zookeeper/driver/link-end.ts';
import { opCodes, ProtocolError } from '../../../electron/zookeeper/driver/protocol.ts';
import { readWatchEvent } from '../../../electron/zookeeper/driver/watch-operations.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { grantFrame } from '../../fixtures/hostile-server.ts';
import { mutate } from '../../fixtures/mutations.ts';
import {
  opCodesWithoutSample,
  sampleAnswers,
  sampleChroot,
  sampleEvent,
} from '../../fixtures/sample-answers.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const chroot = new Chroot(sampleChroot);
const roundsEach = 10_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A right answer for every decoder, to be broken. */
const answers: readonly (readonly [string, Buffer, (frame: Buffer) => unknown])[] = [
  ...sampleAnswers.map(
    ({ name, operation, body }) =>
      [name, body, (frame: Buffer) => operation.read(new JuteReader(frame), chroot)] as const,
  ),
  ['event', sampleEvent, (frame) => readWatchEvent(new JuteReader(frame), chroot)],
  ['grant', Buffer.from(grantFrame().subarray(4)), decodeGrant],
];

/** The first says that the peer is broken; the others are what it may answer. */
function isExpected(error: unknown): boolean {
  return [ProtocolError, ZooKeeperError, LinkError].some((kind) => error instanceof kind);
}

describe('decoders', () => {
  it('are all here', () => {
    const sampled = new Set(sampleAnswers.map(({ operation }) => operation.opCode));
    const missing = Object.entries(opCodes).filter(
      ([, code]) => !sampled.has(code) && !opCodesWithoutSample.includes(code),
    );
    expect(missing.map(([name]) => name).filter((name) => name !== 'create')).toEqual([]);
    expect(answers.length * roundsEach).toBeGreaterThanOrEqual(100_000);
  });

  it.each(answers)('read the right answer: %s', (name, whole, decode) => {
    if (name === 'multi that failed') expect(() => decode(whole)).toThrow(ZooKeeperError);
    else expect(() => decode(whole)).not.toThrow();
  });

  it.each(answers)('meet broken answers: %s', (_name, whole, decode) => {
    const random = seededRandom(42);
    const before = process.memoryUsage().arrayBuffers;
    for (let round = 0; round < roundsEach; round++) {
      try {
        decode(mutate(whole, random));
      } catch (error) {
        if (!isExpected(error)) throw error;
      }
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });

  // What costs most for its size: as many elements as fit, each as small as can be.
  it.each(answers)(
    'take a few times the memory of the frame at most: %s',
    (_name, whole, decode) => {
      const sizeBytes = 1_000_000;
      const limitBytes = 10 * sizeBytes;
      collectGarbage();
      const frames = [0, 0xff, 0x01].map((byte) => {
        const frame = Buffer.alloc(sizeBytes, byte);
        whole.copy(frame, 0, 0, Math.min(4, whole.length));
        return frame;
      });
      for (const elementBytes of [1, 4, 9, 12, 68]) {
        const frame = Buffer.alloc(sizeBytes, 0);
        frame.writeInt32BE(Math.floor((sizeBytes - 4 - 68) / elementBytes), 0);
        frames.push(frame);
      }
      for (const frame of frames) {
        const before = memoryBytes();
        const result = outcomeOf(decode, frame);
        // What only waits to be collected does not count.
        if (memoryBytes() - before > limitBytes) collectGarbage();
        expect(memoryBytes() - before).toBeLessThan(limitBytes);
        expect(result).toBeDefined();
      }
    },
  );
});

describe('a transaction', () => {
  it('is given up at the first result that is too many', () => {
    const { operation } = sampleAnswers.find(({ name }) => name === 'multi') ?? {};
    const results = Buffer.alloc(9 * 100_000);
    for (let at = 0; at < results.length; at += 9) results.writeInt32BE(opCodes.delete, at);
    const reader = new JuteReader(results);
    expect(() => operation?.read(reader, chroot)).toThrow(ProtocolError);
    expect(reader.remaining).toBeGreaterThan(9 * 99_990);
  });
});

function outcomeOf(decode: (frame: Buffer) => unknown, frame: Buffer): unknown {
  try {
    return { decoded: decode(frame) };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return error;
  }
}

function memoryBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
