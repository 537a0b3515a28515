import { beforeEach, describe, expect, it } from 'vitest';
import { Capabilities } from '../../../../electron/zookeeper/capabilities.ts';
import { ZooKeeperError } from '../../../../electron/zookeeper/errors.ts';
import { WatchRegistry } from '../../../../electron/zookeeper/live/watch-registry.ts';
import { FakeSession } from '../fake-session.ts';

let session: FakeSession;
let lost: string[];
let registry: WatchRegistry;

beforeEach(() => {
  session = new FakeSession();
  lost = [];
  registry = new WatchRegistry({
    session: () => session,
    budget: 4,
    onWatchLost: (path) => lost.push(path),
    onCountChange: () => {},
  });
});

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('WatchRegistry', () => {
  it('holds one server watch for a path, however many want it', () => {
    const wishes = [registry.want('/a', 'node'), registry.want('/a', 'level')];
    registry.wantRow('/a');
    expect(session.log).toEqual(['addWatch /a persistent']);
    for (const wish of wishes) wish.dispose();
    wishes[0]?.dispose();
    expect([registry.count, registry.isWanted('/a')]).toEqual([1, true]);
    registry.releaseRow('/a');
    expect(session.log).toEqual(['addWatch /a persistent', 'removeWatch /a']);
    expect(registry.isWanted('/a')).toBe(false);
    expect(lost).toEqual(['/a']);
  });

  it('lets a recursive watch stand for what is below it, but not for lists of children', () => {
    registry.wantRow('/a/row');
    registry.want('/a/level', 'level');
    const subtree = registry.want('/a', 'subtree');
    expect([...session.watches]).toEqual([
      ['/a/level', 'persistent'],
      ['/a', 'recursive'],
    ]);
    registry.wantRow('/a/later');
    expect(registry.count).toBe(2);
    expect([registry.isWatched('/a/row'), registry.reportsChildren('/a/row')]).toEqual([
      true,
      false,
    ]);
    subtree.dispose();
    // What was covered is watched on its own before the recursive watch goes.
    expect(session.log.slice(-3)).toEqual([
      'addWatch /a/row persistent',
      'addWatch /a/later persistent',
      'removeWatch /a',
    ]);
  });

  it('lets a recursive watch win over a plain one on the same path', () => {
    registry.want('/a', 'level');
    const subtree = registry.want('/a', 'subtree');
    expect(session.watches.get('/a')).toBe('recursive');
    expect(registry.reportsChildren('/a')).toBe(false);
    subtree.dispose();
    expect(session.watches.get('/a')).toBe('persistent');
  });

  it('gives up the row asked for the longest time ago, never what was wished for', () => {
    registry.want('/open', 'node');
    for (const row of ['/1', '/2', '/3']) registry.wantRow(row);
    registry.wantRow('/1');
    expect(registry.wantRow('/4')).toBe(true);
    expect([...session.watches.keys()]).toEqual(['/open', '/1', '/3', '/4']);
    expect(lost).toEqual(['/2']);
    for (const path of ['/a', '/b', '/c', '/d']) registry.want(path, 'level');
    expect(registry.wantRow('/5')).toBe(false);
    expect([...session.watches.keys()]).toEqual(['/open', '/a', '/b', '/c', '/d']);
  });

  it('adds again what failed after a reconnect, and all to a new session', async () => {
    registry.want('/a', 'node');
    session.failAddWatch = new ZooKeeperError({
      code: 'CONNECTION_LOST',
      operation: 'addWatch',
      retryable: true,
    });
    registry.want('/b', 'node');
    await settle();
    expect([registry.count, registry.isWatched('/b')]).toEqual([1, false]);
    session.failAddWatch = null;
    registry.resume();
    await settle();
    expect(session.log.at(-1)).toBe('addWatch /b persistent');
    expect(registry.isWatched('/b')).toBe(true);
    session = new FakeSession();
    registry.restart();
    expect([...session.watches.keys()].sort()).toEqual(['/a', '/b']);
  });

  it('does not take a recursive watch for more than it is on a server before 3.6', () => {
    session.capabilities = new Capabilities('3.5');
    registry.want('/a', 'subtree');
    registry.wantRow('/a/row');
    expect(session.log).toEqual(['addWatch /a recursive', 'addWatch /a/row persistent']);
    expect(registry.reportsChildren('/a')).toBe(true);
    expect(registry.isWatched('/a/other')).toBe(false);
    // After a reconnect to a newer server it covers what is below.
    session.capabilities = new Capabilities('3.7');
    registry.resume();
    expect(session.log.at(-1)).toBe('removeWatch /a/row');
    expect([registry.isWatched('/a/row'), registry.reportsChildren('/a')]).toEqual([true, false]);
    // And a new session may be one of an older server.
    session = new FakeSession();
    session.capabilities = new Capabilities('3.5');
    registry.restart();
    expect(Object.fromEntries(session.watches)).toEqual({
      '/a': 'recursive',
      '/a/row': 'persistent',
    });
    expect(registry.isWatched('/a/row')).toBe(true);
  });
});
