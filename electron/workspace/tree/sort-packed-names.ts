import { nameLength, type PackedNames } from '../../zookeeper/packed-names.ts';

/** Ranges up to this length are sorted by comparing names. */
const shortRange = 16;
/** Ranges up to this length are sorted at once, in well below a millisecond; a power of two. */
const mediumRange = 4_096;
const bucketCount = 4_096;
/** So many names are looked at between two yields. */
const namesPerStep = 8_192;
const keyBytes = 4;

/** Names from `from` up to `to` that are the same in their first `depth` bytes. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

/**
 * Puts the starts of names in the order of the names, by their bytes. Yields every few hundred microseconds, so that
 * a million names can be sorted in time slices.
 *
 * For the names that ZooKeeper accepts this is the order of `<` on strings: bytes of UTF-8 and units of UTF-16 are
 * ordered differently only where there are surrogates, which it refuses. Names are distributed by four bytes at a time
 * (a most-significant-first radix sort) until a range is short enough for the engine's own sort of numbers.
 */
export function* sortPackedNames({ bytes, starts }: PackedNames): Generator<void> {
  const keys = new Uint32Array(starts.length);
  const spare = new Uint32Array(starts.length);
  const ranges: Range[] = [{ from: 0, to: starts.length, depth: 0 }];
  let looked = 0;
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const { from, to, depth } = range;
    looked += to - from;
    if (to - from <= shortRange) {
      sortShort(bytes, starts, range);
    } else {
      let smallest = 0xffff_ffff;
      let largest = 0;
      for (let at = from; at < to;) {
        const end = Math.min(to, at + namesPerStep);
        for (; at < end; at++) {
          const key = keyOf(bytes, starts[at] ?? 0, depth);
          keys[at] = key;
          if (key < smallest) smallest = key;
          if (key > largest) largest = key;
        }
        if (at < to) yield;
      }
      if (smallest === largest) pushDeeper(ranges, from, to, depth, smallest);
      else if (to - from <= mediumRange) sortMedium(starts, keys, spare, range, ranges);
      else yield* distribute(starts, keys, spare, { range, smallest, largest }, ranges);
    }
    if (looked >= namesPerStep) {
      looked = 0;
      yield;
    }
  }
}

/** @returns four bytes of a name as a number, with zeros after its end: no name contains one. */
function keyOf(bytes: Buffer, start: number, depth: number): number {
  const rest = nameLength(bytes, start) - depth;
  const at = start + depth;
  if (rest >= keyBytes) return bytes.readUInt32BE(at);
  let key = 0;
  for (let i = 0; i < keyBytes; i++) key = (key << 8) | (i < rest ? (bytes[at + i] ?? 0) : 0);
  return key >>> 0;
}

/** Names with the same key differ after it, unless they end in it. */
function pushDeeper(ranges: Range[], from: number, to: number, depth: number, key: number): void {
  const isEnded = (key & 0xff) === 0;
  if (!isEnded && to - from > 1) ranges.push({ from, to, depth: depth + keyBytes });
}

function sortShort(bytes: Buffer, starts: Uint32Array, { from, to, depth }: Range): void {
  for (let at = from + 1; at < to; at++) {
    const start = starts[at] ?? 0;
    let hole = at;
    for (; hole > from; hole--) {
      const before = starts[hole - 1] ?? 0;
      if (compareFrom(bytes, before, start, depth) <= 0) break;
      starts[hole] = before;
    }
    starts[hole] = start;
  }
}

function compareFrom(bytes: Buffer, one: number, other: number, depth: number): number {
  const oneLength = nameLength(bytes, one);
  const otherLength = nameLength(bytes, other);
  const shared = Math.min(oneLength, otherLength);
  for (let i = depth; i < shared; i++) {
    const difference = (bytes[one + i] ?? 0) - (bytes[other + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return oneLength - otherLength;
}

const packed = new Float64Array(mediumRange);

/** Sorts keys with their places in one number each, which is exact and which the engine sorts without a callback. */
function sortMedium(
  starts: Uint32Array,
  keys: Uint32Array,
  spare: Uint32Array,
  { from, to, depth }: Range,
  ranges: Range[],
): void {
  const count = to - from;
  const numbers = packed.subarray(0, count);
  for (let i = 0; i < count; i++) numbers[i] = (keys[from + i] ?? 0) * mediumRange + i;
  numbers.sort();
  let runFrom = 0;
  let runKey = -1;
  for (let i = 0; i < count; i++) {
    const number = numbers[i] ?? 0;
    const key = Math.floor(number / mediumRange);
    spare[from + i] = starts[from + (number - key * mediumRange)] ?? 0;
    if (key === runKey) continue;
    if (i - runFrom > 1) pushDeeper(ranges, from + runFrom, from + i, depth, runKey);
    runFrom = i;
    runKey = key;
  }
  if (count - runFrom > 1) pushDeeper(ranges, from + runFrom, to, depth, runKey);
  starts.set(spare.subarray(from, to), from);
}

interface Spread {
  readonly range: Range;
  readonly smallest: number;
  readonly largest: number;
}

/** Splits a long range into buckets by its keys. The smallest and the largest never share one, so each is shorter. */
function* distribute(
  starts: Uint32Array,
  keys: Uint32Array,
  spare: Uint32Array,
  { range: { from, to, depth }, smallest, largest }: Spread,
  ranges: Range[],
): Generator<void> {
  let shift = 0;
  while ((largest - smallest) >>> shift >= bucketCount) shift++;
  const ends = new Uint32Array(bucketCount);
  for (let at = from; at < to; at++) {
    const bucket = ((keys[at] ?? 0) - smallest) >>> shift;
    ends[bucket] = (ends[bucket] ?? 0) + 1;
    if (at % namesPerStep === 0) yield;
  }
  for (let bucket = 0, end = from; bucket < bucketCount; bucket++) {
    const count = ends[bucket] ?? 0;
    if (count > 1) ranges.push({ from: end, to: end + count, depth });
    ends[bucket] = end;
    end += count;
  }
  for (let at = from; at < to; at++) {
    const bucket = ((keys[at] ?? 0) - smallest) >>> shift;
    const place = ends[bucket] ?? 0;
    spare[place] = starts[at] ?? 0;
    ends[bucket] = place + 1;
    if (at % namesPerStep === 0) yield;
  }
  starts.set(spare.subarray(from, to), from);
}
