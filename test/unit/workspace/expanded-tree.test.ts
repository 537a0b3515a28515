import { describe, expect, it } from 'vitest';
import { PackedNames } from '../../../electron/zookeeper/packed-names.ts';
import { ExpandedTree, type ModelRow } from '../../../electron/workspace/tree/expanded-tree.ts';
import { joinPath } from '../../../shared/znode-path.ts';

interface Tree {
  readonly [name: string]: Tree;
}

async function load(model: ExpandedTree, path: string, names: readonly string[]): Promise<void> {
  const branch = model.branch(path) ?? model.expand(path);
  if (!branch) throw new Error(`${path} cannot be expanded`);
  await branch.level.replace(PackedNames.from(names));
  branch.state = { kind: 'expanded' };
  model.invalidate();
}

/** Expands everything that has children. */
async function loadAll(model: ExpandedTree, tree: Tree, path = '/'): Promise<void> {
  await load(model, path, Object.keys(tree));
  for (const [name, below] of Object.entries(tree)) {
    if (Object.keys(below).length > 0) await loadAll(model, below, joinPath(path, name));
  }
}

/** The rows by the definition, without any cleverness. */
function expectedRows(tree: Tree, filter: string): ModelRow[] {
  const below = (level: Tree, parent: string, depth: number): ModelRow[] => {
    const shown = Object.entries(level)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, children]) => {
        const path = joinPath(parent, name);
        return { name, path, rows: below(children, path, depth + 1) };
      })
      .filter(({ name, rows }) => rows.length > 0 || name.toLowerCase().includes(filter));
    return shown.flatMap(({ name, path, rows }, i) => [
      { path, name, level: depth + 1, setSize: shown.length, position: i + 1 },
      ...rows,
    ]);
  };
  return [{ path: '/', name: '/', level: 1, setSize: 1, position: 1 }, ...below(tree, '/', 1)];
}

const services: Tree = {
  services: { 'order-service': { 'instance-001': {}, 'instance-002': {} }, user: {} },
  config: { 'database.url': {}, Timeout: {} },
  lock: {},
};

describe('ExpandedTree', { timeout: 30_000 }, () => {
  it('begins with the root alone', () => {
    const model = new ExpandedTree();
    expect(model.window(0, 10)).toEqual([
      { path: '/', name: '/', level: 1, setSize: 1, position: 1 },
    ]);
    expect(model.indexOf('/')).toBe(0);
    expect(model.indexOf('/a')).toBeNull();
    expect(model.findByPrefix(0, 'x')).toBeNull();
  });

  it('lists rows depth first with their place among their siblings', async () => {
    const model = new ExpandedTree();
    await loadAll(model, services);
    const rows = expectedRows(services, '');
    expect(model.window(0, 500)).toEqual(rows);
    expect(model.window(3, 2)).toEqual(rows.slice(3, 5));
    expect(model.window(100, 5)).toEqual([]);
    expect(model.indexOf('/services/order-service/instance-002')).toBe(8);
  });

  it('forgets what was expanded below a collapsed node, but never the root', async () => {
    const model = new ExpandedTree();
    await loadAll(model, services);
    expect(model.collapse('/services').sort()).toEqual(['/services', '/services/order-service']);
    expect(model.rowCount).toBe(6);
    expect(model.indexOf('/services/user')).toBeNull();
    expect(model.collapse('/')).toEqual([]);
    expect(model.rowCount).toBe(6);
  });

  it('expands only what is in a loaded level, and only once', async () => {
    const model = new ExpandedTree();
    await load(model, '/', ['a']);
    expect(model.expand('/b')).toBeNull();
    expect(model.expand('/a/b')).toBeNull();
    expect(model.expand('/a')).not.toBeNull();
    expect(model.expand('/a')).toBeNull();
  });

  it('with a filter shows names that match and what leads to them', async () => {
    const model = new ExpandedTree();
    await loadAll(model, services);
    expect(await model.setFilter('INSTANCE-002')).toBe(true);
    expect(model.window(0, 10).map(({ path }) => path)).toEqual([
      '/',
      '/services',
      '/services/order-service',
      '/services/order-service/instance-002',
    ]);
    expect([model.rowCount, model.matchCount]).toEqual([4, 1]);
    await model.setFilter('t');
    expect(model.window(0, 50)).toEqual(expectedRows(services, 't'));
    await model.setFilter('nothing like it');
    expect(model.rowCount).toBe(1);
    await model.setFilter('');
    expect(model.rowCount).toBe(10);
  });

  it('a newer filter ends an older one', async () => {
    const model = new ExpandedTree();
    const names = Array.from({ length: 100_000 }, (_, i) => `n${i}`);
    await load(model, '/', names);
    const older = model.setFilter('n');
    const newer = model.setFilter('n9999');
    expect(await Promise.all([older, newer])).toEqual([false, true]);
    expect([model.filterText, model.matchCount]).toEqual(['n9999', 11]);
  });

  it('filters a level that is expanded while others are being filtered', async () => {
    const model = new ExpandedTree();
    const names = Array.from({ length: 100_000 }, (_, i) => `n${i}`);
    await load(model, '/', ['a', ...names]);
    const filtering = model.setFilter('x');
    await load(model, '/a', ['x1', 'y1']);
    await filtering;
    expect(model.window(0, 9).map(({ path }) => path)).toEqual(['/', '/a', '/a/x1']);
  });

  it('finds the next row by prefix, wrapping around, in any usual case', async () => {
    const model = new ExpandedTree();
    await loadAll(model, services);
    const find = (after: number, prefix: string) => {
      const index = model.findByPrefix(after, prefix);
      return index === null ? null : model.window(index, 1)[0]?.path;
    };
    expect(find(0, 'instance')).toBe('/services/order-service/instance-001');
    expect(find(7, 'instance')).toBe('/services/order-service/instance-002');
    expect(find(8, 'instance')).toBe('/services/order-service/instance-001');
    expect(find(0, 'time')).toBe('/config/Timeout');
    expect(find(0, 'zzz')).toBeNull();
    expect(find(5, '/')).toBe('/');
  });

  it('agrees with the definition for random trees, filters and edits', async () => {
    const random = createRandom(42);
    for (let round = 0; round < 30; round++) {
      const tree = randomTree(random, 4);
      const model = new ExpandedTree();
      await loadAll(model, tree);
      for (const filter of ['', 'a', 'b1', 'C', 'zz']) {
        await model.setFilter(filter);
        const rows = expectedRows(tree, filter.toLowerCase());
        expect(model.rowCount).toBe(rows.length);
        expect(model.window(0, rows.length)).toEqual(rows);
        expect(rows.map(({ path }) => model.indexOf(path))).toEqual(rows.map((_, i) => i));
        for (const after of [0, rows.length >> 1, rows.length - 1]) {
          const byDefinition = rows.findIndex(({ name }, i) => i > after && name.startsWith('b'));
          const wrapped =
            byDefinition === -1 ? rows.findIndex(({ name }) => name.startsWith('b')) : byDefinition;
          const upper = rows.some(({ name }) => name.startsWith('B'));
          if (!upper) {
            expect(model.findByPrefix(after, 'b')).toBe(wrapped === -1 ? null : wrapped);
          }
        }
      }
    }
  });
});

/** A small linear congruential generator, so that a failure can be repeated. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function randomTree(random: () => number, depth: number): Tree {
  const names = ['a', 'b', 'c', 'a1', 'b1', 'B2', 'zz'].filter(() => random() < 0.5);
  return Object.fromEntries(
    names.map((name) => [name, depth > 1 ? randomTree(random, depth - 1) : {}]),
  );
}
