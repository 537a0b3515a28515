import { describe, expect, it } from 'vitest';
import { ActivityBelow } from '../../../electron/workspace/tree/activity-below.ts';
import { TreeModel } from '../../../electron/workspace/tree/tree-model.ts';

/** A tree in which these nodes are open. */
function treeWith(...open: string[]): Pick<TreeModel, 'branch'> {
  const tree = new TreeModel();
  const root = tree.branch('/');
  return { branch: (path) => (path === '/' || open.includes(path) ? root : undefined) };
}

describe('activity below closed rows', () => {
  it('is counted for the highest closed row above a change', () => {
    const activity = new ActivityBelow(treeWith('/a'));
    activity.count('/a/b/c/d', 'dataChanged', 3);
    activity.count('/a/b/x', 'created', 1);
    expect(activity.of('/a/b')).toBe(4);
    expect(activity.of('/a')).toBe(0);
    expect(activity.of('/a/b/c')).toBe(0);
  });

  it('is not counted for what has a row of its own', () => {
    const activity = new ActivityBelow(treeWith('/a'));
    activity.count('/a/b', 'dataChanged', 1);
    activity.count('/a', 'childrenChanged', 1);
    expect(activity.of('/a/b')).toBe(0);
    expect(activity.of('/a')).toBe(0);
  });

  it('counts children that come and go in a closed node', () => {
    const activity = new ActivityBelow(treeWith());
    activity.count('/a', 'childrenChanged', 2);
    expect(activity.of('/a')).toBe(2);
  });

  it('begins anew when a row opens, closes or goes, with all below it', () => {
    const activity = new ActivityBelow(treeWith('/a'));
    activity.count('/a/b/c', 'created', 1);
    activity.count('/ab/c', 'created', 1);
    activity.forget('/a');
    expect(activity.of('/a/b')).toBe(0);
    expect(activity.of('/ab')).toBe(1);
  });

  it('is bounded: the row that was quiet the longest goes first', () => {
    const activity = new ActivityBelow(treeWith());
    for (let i = 0; i < 1_000; i++) activity.count(`/n${String(i)}/x`, 'created', 1);
    activity.count('/n0/x', 'dataChanged', 1);
    activity.count('/more/x', 'created', 1);
    expect(activity.of('/n0')).toBe(2);
    expect(activity.of('/n1')).toBe(0);
    expect(activity.of('/more')).toBe(1);
  });
});
