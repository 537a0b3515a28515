import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Chroot } from '../../../electron/zookeeper/driver/chroot.ts';
import { Link } from '../../../electron/zookeeper/driver/link.ts';
import { LinkError } from '../../../electron/zookeeper/driver/link-end.ts';
import { PendingRequest } from '../../../electron/zookeeper/driver/pending-request.ts';
import { plainTransport } from '../../../electron/zookeeper/driver/transport.ts';
import { readWatchEvent } from '../../../electron/zookeeper/driver/watch-operations.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { frame, grantFrame, replyHeader } from '../../fixtures/hostile-server.ts';
import { inPieces, mutate } from '../../fixtures/mutations.ts';
import { sampleAnswers, sampleChroot, sampleEvent } from '../../fixtures/sample-answers.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const chroot = new Chroot(sampleChroot);

const offer = {
  lastZxid: new Uint8Array(8),
  sessionTimeoutMs: 10_000,
  sessionId: new Uint8Array(8),
  password: new Uint8Array(16),
  allowReadOnly: false,
};

/** A connection whose other side is the test. What is written to it goes nowhere. */
function connection(): { socket: Socket; deliver(bytes: Buffer): void; end(): void } {
  const duplex = new Duplex({
    read: () => undefined,
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  return {
    socket: Object.assign(duplex, { setNoDelay: () => undefined }) as unknown as Socket,
    // Straight to the handler: what it throws is seen here, and the order is the one that was dealt.
    deliver: (bytes) => void duplex.emit('data', bytes),
    end: () => void duplex.destroy(),
  };
}

function openLink(socket: Socket) {
  return new Link(plainTransport(socket), 'server:1', chroot, {
    onNotification: (reader) => void readWatchEvent(reader, chroot),
    onReplyHeader: (header) => void header.readBigInt64BE(4),
  });
}

/** Everything a server says on one connection when all goes well. */
const answered = sampleAnswers.filter(({ name }) => name !== 'auth');
const stream = Buffer.concat([
  ...answered.flatMap(({ body }, index) => [
    frame(replyHeader(index + 1, 0), body),
    frame(replyHeader(-1, 0), sampleEvent),
  ]),
  frame(replyHeader(-2, 0)),
  frame(replyHeader(-4, 0, 0n)),
]);

/** Sends every operation. @returns how each of them has ended. */
function sendAll(link: Link): Promise<PromiseSettledResult<unknown>[]> {
  const calls = sampleAnswers.map(
    ({ name, operation }) =>
      new Promise((resolve, reject) => {
        const request = new PendingRequest<unknown>(operation, { resolve, reject });
        if (name === 'auth') link.sendAuthentication(request);
        else link.send(request);
      }),
  );
  return Promise.allSettled(calls);
}

describe('a link', () => {
  it('reads the right stream, however it is cut', async () => {
    const random = seededRandom(1);
    for (let round = 0; round < 50; round++) {
      const { socket, deliver, end } = connection();
      const link = openLink(socket);
      const handshake = link.handshake(offer, 10_000);
      for (const piece of inPieces(grantFrame(), random)) deliver(piece);
      expect((await handshake).sessionId).toBe(0x1234n);
      const outcomes = sendAll(link);
      for (const piece of inPieces(stream, random)) deliver(piece);
      const rejected = (await outcomes).filter(({ status }) => status === 'rejected');
      // The transaction that the server refuses.
      expect(rejected).toHaveLength(1);
      end();
      expect(await link.ended).toEqual({ code: 'CONNECTION_LOST' });
    }
  });

  it('settles every request, once, whatever arrives, and ends in order', async () => {
    const random = seededRandom(2);
    let broken = 0;
    for (let round = 0; round < 1_500; round++) {
      const { socket, deliver, end } = connection();
      const link = openLink(socket);
      const handshake = link.handshake(offer, 10_000);
      deliver(grantFrame());
      await handshake;
      const outcomes = sendAll(link);
      const start = Math.floor(random() * 10);
      const damaged = Buffer.concat([
        stream.subarray(0, start * 60),
        mutate(stream.subarray(start * 60), random),
      ]);
      for (const piece of inPieces(damaged, random)) deliver(piece);
      end();
      const { code } = await link.ended;
      // The last: a broken answer to a ping can look like a server's refusal.
      expect(['CONNECTION_LOST', 'PROTOCOL_ERROR', 'SERVER_ERROR']).toContain(code);
      if (code === 'PROTOCOL_ERROR') broken++;
      for (const outcome of await outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(ZooKeeperError);
      }
      expect(socket.destroyed).toBe(true);
    }
    expect(broken).toBeGreaterThan(500);
  });

  it('meets broken grants', async () => {
    const random = seededRandom(3);
    for (let round = 0; round < 4_000; round++) {
      const { socket, deliver, end } = connection();
      const link = openLink(socket);
      const handshake = link.handshake(offer, 10_000).catch((error: unknown) => error);
      for (const piece of inPieces(mutate(grantFrame(), random), random)) deliver(piece);
      end();
      const outcome = await handshake;
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(LinkError);
      await link.ended;
    }
  });

  it.each([
    ['2 GB', 0x7fff_ffff],
    ['one byte more than is read', 256 * 1_024 * 1_024 + 1],
    ['a negative number of bytes', -5],
  ])('refuses a frame of %s as soon as it is announced', async (_name, length) => {
    const { socket, deliver } = connection();
    const link = openLink(socket);
    const handshake = link.handshake(offer, 10_000);
    deliver(grantFrame());
    await handshake;
    const outcomes = sendAll(link);
    const before = process.memoryUsage().arrayBuffers;
    const announcement = Buffer.alloc(4);
    announcement.writeInt32BE(length);
    deliver(announcement);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(socket.destroyed).toBe(true);
    expect(await link.ended).toMatchObject({ code: 'PROTOCOL_ERROR' });
    expect((await outcomes).every(({ status }) => status === 'rejected')).toBe(true);
    // What still comes on a connection that is over is not even looked at.
    deliver(stream);
    await nextTurn();
  });

  it('leaves no timer and no listener behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
    const before = timers().length;
    const random = seededRandom(4);
    for (let round = 0; round < 200; round++) {
      const { socket, deliver, end } = connection();
      const link = openLink(socket);
      const handshake = link.handshake(offer, 10_000);
      deliver(grantFrame());
      await handshake;
      link.startHeartbeat(10_000);
      const outcomes = sendAll(link);
      for (const piece of inPieces(mutate(stream, random), random)) deliver(piece);
      end();
      await Promise.all([link.ended, outcomes]);
    }
    expect(timers().length).toBe(before);
  });
});
