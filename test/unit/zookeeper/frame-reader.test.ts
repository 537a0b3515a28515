import { describe, expect, it } from 'vitest';
import { FrameReader } from '../../../electron/zookeeper/driver/wire/frame-reader.ts';
import { ProtocolError } from '../../../electron/zookeeper/driver/wire/protocol.ts';
import { frame } from '../../fixtures/hostile-server.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

function read(chunks: readonly Buffer[], maxFrameBytes = 1_000): string[] {
  const frames: string[] = [];
  const reader = new FrameReader(maxFrameBytes, (body) => frames.push(body.toString('latin1')));
  for (const chunk of chunks) reader.push(chunk);
  return frames;
}

describe('FrameReader', () => {
  const bodies = ['', 'a', 'hello', 'x'.repeat(300), ''];
  const stream = Buffer.concat(bodies.map((body) => frame(Buffer.from(body))));

  it('finds the same frames however the stream is cut', () => {
    expect(read([stream])).toEqual(bodies);
    expect(read(Array.from(stream, (byte) => Buffer.from([byte])))).toEqual(bodies);
    const random = seededRandom(1);
    for (let round = 0; round < 2_000; round++) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < stream.length;) {
        const size = Math.floor(random() * 40);
        chunks.push(stream.subarray(at, at + size));
        at += size;
      }
      expect(read(chunks)).toEqual(bodies);
    }
  });

  it('passes over what is not wanted of a long frame, however the stream is cut', () => {
    for (let size = 1; size < 50; size++) {
      const frames: [string, number][] = [];
      const reader = new FrameReader(
        1_000,
        (body, length) => frames.push([body.toString('latin1'), length]),
        (length) => (length > 100 ? 16 : length),
      );
      for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size));
      expect(frames).toEqual(
        bodies.map((body) => [body.length > 100 ? body.slice(0, 16) : body, body.length]),
      );
    }
  });

  it('refuses an impossible length as soon as it is known', () => {
    for (const length of [
      [0x7f, 0xff, 0xff, 0xff],
      [0xff, 0xff, 0xff, 0xff],
      [0, 0, 3, 0xe9],
    ]) {
      expect(() => read([Buffer.from(length)])).toThrow(ProtocolError);
    }
    expect(() => read([Buffer.from([0, 0, 3, 0xe8])])).not.toThrow();
  });

  it('holds no more than what arrived', () => {
    const before = process.memoryUsage().arrayBuffers;
    const reader = new FrameReader(2 ** 30, () => undefined);
    reader.push(Buffer.from([0x3f, 0xff, 0xff, 0xff]));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('copies a large frame once, not once for each piece of it', () => {
    const piece = Buffer.alloc(16);
    const size = 8_000_000;
    const reader = new FrameReader(2 ** 30, () => undefined);
    const head = Buffer.alloc(4);
    head.writeInt32BE(size);
    reader.push(head);
    // Copying at each of the 500,000 pieces would move two terabytes, for which no test has the time.
    for (let at = 0; at < size; at += piece.length) reader.push(piece);
  });

  it('does not depend on the memory that it was given, beyond the call for a small frame', () => {
    const sizes = [10, 100, 9_000, 40_000, 2_500_000, 10];
    const bodies = sizes.map((size, i) => Buffer.alloc(size, i + 1));
    const sent = Buffer.concat(bodies.map((body) => frame(body)));
    for (const step of [7_000, 50_000, 65_536]) {
      const large: Buffer[] = [];
      const small: Buffer[] = [];
      const reader = new FrameReader(3_000_000, (body) => {
        if (body.length < 8_192) small.push(Buffer.from(body));
        else large.push(body);
      });
      const memory = Buffer.alloc(step);
      for (let at = 0; at < sent.length; at += step) {
        reader.push(memory.subarray(0, sent.copy(memory, 0, at, at + step)));
      }
      memory.fill(0xff);
      const isSmall = (body: Buffer) => body.length < 8_192;
      expect(small.map((body) => body.length)).toEqual([10, 100, 10]);
      expect(small.every((body, i) => body.equals(bodies.filter(isSmall)[i]!))).toBe(true);
      expect(large.every((body, i) => body.equals(bodies.filter((b) => !isSmall(b))[i]!))).toBe(
        true,
      );
      expect(large).toHaveLength(3);
    }
  });

  it('delivers nothing any more once stopped, not even the rest of a chunk', () => {
    const frames: Buffer[] = [];
    const reader: FrameReader = new FrameReader(1_000, (body) => {
      frames.push(body);
      reader.stop();
    });
    reader.push(stream);
    reader.push(stream);
    expect(frames).toHaveLength(1);
  });
});
