import { describe, expect, it } from 'vitest';
import { ActivityBelow } from '../../../electron/workspace/tree/activity-below.ts';
import { ExpandedTree } from '../../../electron/workspace/tree/expanded-tree.ts';

/** A tree in which these nodes are open. */
function treeWith(...open: string[]): Pick<ExpandedTree, 'branch'> {
  const tree = new ExpandedTree();
  const root = tree.branch('/');
  return { branch: (path) => (path === '/' || open.includes(path) ? root : undefined) };
}

describe('activity below closed rows', () => {
  it('is counted for the highest closed row above a change', () => {
    const activity = new ActivityBelow(treeWith('/a'));
    activity.take({ path: '/a/b/c/d', kind: 'dataChanged', count: 3 });
    activity.take({ path: '/a/b/x', kind: 'created', count: 1 });
    expect(activity.of('/a/b')).toBe(4);
    expect(activity.of('/a')).toBe(0);
    expect(activity.of('/a/b/c')).toBe(0);
  });

  it('is not counted for what has a row of its own', () => {
    const activity = new ActivityBelow(treeWith('/a'));
    activity.take({ path: '/a/b', kind: 'dataChanged', count: 1 });
    activity.take({ path: '/a', kind: 'childrenChanged', count: 1 });
    expect(activity.of('/a/b')).toBe(0);
    expect(activity.of('/a')).toBe(0);
  });

  it('counts children that come and go in a closed node', () => {
    const activity = new ActivityBelow(treeWith());
    activity.take({ path: '/a', kind: 'childrenChanged', count: 2 });
    expect(activity.of('/a')).toBe(2);
  });

  it('begins anew when a row opens, closes or goes, with all below it', () => {
    const activity = new ActivityBelow(treeWith('/a'));
    activity.take({ path: '/a/b/c', kind: 'created', count: 1 });
    activity.take({ path: '/ab/c', kind: 'created', count: 1 });
    activity.forget('/a');
    expect(activity.of('/a/b')).toBe(0);
    expect(activity.of('/ab')).toBe(1);
  });

  it('is bounded: the row that was quiet the longest goes first', () => {
    const activity = new ActivityBelow(treeWith());
    for (let i = 0; i < 1_000; i++)
      activity.take({ path: `/n${String(i)}/x`, kind: 'created', count: 1 });
    activity.take({ path: '/n0/x', kind: 'dataChanged', count: 1 });
    activity.take({ path: '/more/x', kind: 'created', count: 1 });
    expect(activity.of('/n0')).toBe(2);
    expect(activity.of('/n1')).toBe(0);
    expect(activity.of('/more')).toBe(1);
  });
});
