import { describe, expect, test } from 'vitest';
import { SegmentCipher } from '../../../electron/storage/history/segment-format.ts';
import { formatHeader, headerBytes } from '../../../electron/storage/history/segment-header.ts';

const rounds = 1_000;

describe('a segment', () => {
  test('has a salt of its own, though all that it says is the same', () => {
    const fields = {
      keyId: new Uint8Array(16),
      watchId: new Uint8Array(20),
      writer: new Uint8Array(8),
      startedAt: 0,
      sequence: 0,
      previous: null,
    };
    const salts = Array.from({ length: rounds }, () =>
      formatHeader(fields)
        .subarray(headerBytes - 24)
        .toString('hex'),
    );
    expect(new Set(salts).size).toBe(rounds);
    // Each byte of it: a salt of which a part is fixed would be a shorter one.
    for (let at = 0; at < 24; at++) {
      expect(new Set(salts.map((salt) => salt.slice(at * 2, at * 2 + 2))).size).toBeGreaterThan(
        100,
      );
    }
  });

  test('never seals two blocks with one nonce, whatever they hold', () => {
    const cipher = new SegmentCipher(new Uint8Array(32), new Uint8Array(headerBytes));
    const nonces = Array.from({ length: rounds }, () =>
      cipher.seal(0, Buffer.from('the same')).subarray(8, 20).toString('hex'),
    );
    expect(new Set(nonces).size).toBe(rounds);
    for (let at = 0; at < 12; at++) {
      expect(new Set(nonces.map((nonce) => nonce.slice(at * 2, at * 2 + 2))).size).toBeGreaterThan(
        100,
      );
    }
  });
});
