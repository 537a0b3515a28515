import { describe, expect, it } from 'vitest';
import { JuteReader } from '../../../electron/zookeeper/driver/wire/jute-reader.ts';
import { JuteWriter } from '../../../electron/zookeeper/driver/wire/jute-writer.ts';
import { ProtocolError } from '../../../electron/zookeeper/driver/wire/protocol.ts';

/** @returns a reader of what was written, after its length. */
function reread(write: (writer: JuteWriter) => void, capacity?: number): JuteReader {
  const writer = new JuteWriter(capacity);
  write(writer);
  const frame = writer.finish();
  expect(frame.readInt32BE(0)).toBe(frame.length - 4);
  return new JuteReader(frame, 4);
}

describe('jute records', () => {
  it('reads back what it writes', () => {
    const reader = reread((writer) =>
      writer
        .bool(true)
        .bool(false)
        .int32(-2_147_483_648)
        .int64(-1n)
        .int64(0x7fff_ffff_ffff_ffffn)
        .int64(1_700_000_000_123n)
        .bytes(null)
        .bytes(new Uint8Array())
        .bytes(new Uint8Array([0, 255]))
        .string('')
        .string('配置-ü')
        .strings(['a', '', 'b/c']),
    );
    expect(reader.bool()).toBe(true);
    expect(reader.bool()).toBe(false);
    expect(reader.int32()).toBe(-2_147_483_648);
    expect(reader.int64()).toBe(-1n);
    expect(reader.int64()).toBe(0x7fff_ffff_ffff_ffffn);
    expect(reader.int64AsNumber()).toBe(1_700_000_000_123);
    expect(reader.bytes()).toBeNull();
    expect(reader.bytes()).toEqual(new Uint8Array());
    expect(reader.bytes()).toEqual(new Uint8Array([0, 255]));
    expect(reader.string()).toBe('');
    expect(reader.string()).toBe('配置-ü');
    expect(reader.strings()).toEqual(['a', '', 'b/c']);
    expect(reader.remaining).toBe(0);
  });

  it('grows the frame wherever it becomes too small', () => {
    const long = 'x'.repeat(200);
    for (let capacity = 0; capacity < 40; capacity++) {
      const reader = reread(
        (writer) =>
          writer.bool(true).int32(7).int64(8n).string(long).bytes(Buffer.from(long)).int32(9),
        capacity,
      );
      expect([reader.bool(), reader.int32(), reader.int64()]).toEqual([true, 7, 8n]);
      expect(reader.string()).toBe(long);
      expect(reader.bytes()).toHaveLength(200);
      expect(reader.int32()).toBe(9);
    }
  });

  it.each([
    ['ASCII', ['a', 'node-1', '', 'x'.repeat(127)]],
    ['long names', ['x'.repeat(128), 'y'.repeat(300), 'z']],
    ['other scripts', ['plain', 'ünïcode', '配置', '']],
    ['none', []],
  ])('reads lists of names: %s', (_name, names) => {
    expect(reread((writer) => writer.strings(names)).strings()).toEqual(names);
  });

  it('reads null where a list or a name is expected', () => {
    expect(reread((writer) => writer.int32(-1)).strings()).toEqual([]);
    expect(reread((writer) => writer.int32(2).int32(-1).string('a')).strings()).toEqual(['', 'a']);
    expect(reread((writer) => writer.int32(-1)).string()).toBe('');
  });

  it('gives data that shares no memory with the frame', () => {
    const data = reread((writer) => writer.bytes(new Uint8Array([1, 2, 3]))).bytes();
    expect(data?.buffer.byteLength).toBe(3);
  });

  it.each<[string, (writer: JuteWriter) => void, (reader: JuteReader) => unknown]>([
    ['a number', (w) => w.bool(true), (r) => r.int32()],
    ['a long', (w) => w.int32(1), (r) => r.int64()],
    ['a flag', () => undefined, (r) => r.bool()],
    ['data cut short', (w) => w.int32(5).bool(true), (r) => r.bytes()],
    ['data of negative length', (w) => w.int32(-2), (r) => r.bytes()],
    ['a name of negative length', (w) => w.int32(-2), (r) => r.string()],
    ['a name of 2 GB', (w) => w.int32(0x7fff_ffff), (r) => r.string()],
    ['a list of 2 billion', (w) => w.int32(0x7fff_ffff), (r) => r.strings()],
    ['a list of a negative number', (w) => w.int32(-5), (r) => r.strings()],
    ['a list with a broken name', (w) => w.int32(1).int32(-7), (r) => r.strings()],
  ])('refuses %s', (_name, write, readIt) => {
    expect(() => readIt(reread(write))).toThrow(ProtocolError);
  });
});
