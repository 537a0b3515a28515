import { describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { pick, seededRandom } from '../../../build/sample/random.ts';
import { LARGE_NODE_BYTES, MANY_CHILDREN, sampleTree } from '../../../build/sample/tree.ts';

describe('the sample tree', () => {
  const nodes = sampleTree();
  const dataOf = (path: string) => nodes.find((node) => node.path === path)?.data;

  test('has each node once, after its parent', () => {
    const seen = new Set(['']);
    for (const { path } of nodes) {
      expect(seen.has(path)).toBe(false);
      expect(seen.has(path.slice(0, path.lastIndexOf('/')))).toBe(true);
      seen.add(path);
    }
  });

  test('has the wide level and the large node in full', () => {
    expect(nodes.filter(({ path }) => path.startsWith('/many/'))).toHaveLength(MANY_CHILDREN);
    expect(Buffer.byteLength(dataOf('/data/price-list.csv') ?? '')).toBe(LARGE_NODE_BYTES);
  });

  test('has data of every form', () => {
    expect(() => JSON.parse(String(dataOf('/config/feature-flags.json'))) as unknown).not.toThrow();
    const routes = gunzipSync(dataOf('/data/routes.json.gz') as Buffer).toString();
    expect(JSON.parse(routes)).toHaveLength(200);
    const decoder = new TextDecoder('utf-8', { fatal: true });
    expect(() => decoder.decode(dataOf('/data/geo-index.bin') as Buffer)).toThrow();
    expect(dataOf('/config/maintenance-notice')).toMatch(/\p{Script=Han}/u);
  });

  test('hides one node behind a password that is new each time', () => {
    const hidden = (tree: typeof nodes) => tree.filter((node) => node.onlyFor !== undefined);
    expect(hidden(nodes).map(({ path }) => path)).toEqual(['/secrets/payment-gateway']);
    expect(hidden(sampleTree())[0]?.onlyFor).not.toBe(hidden(nodes)[0]?.onlyFor);
  });
});

test('the same seed gives the same numbers', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  expect(numbers(3).every((value) => value >= 0 && value < 1)).toBe(true);
  expect(() => pick([], () => 0)).toThrow(RangeError);
});
