import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { TaskSnapshot, TaskState } from '../../shared/model/task.ts';
import { TasksRegion } from '../../renderer/features/tasks/tasks-region.tsx';
import { useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { settled } from './node-samples.ts';
import { connected, openWindow, show, type WindowOptions } from './window.tsx';

const task: TaskSnapshot = {
  id: 'task-1',
  kind: 'deleteSubtree',
  connection: connected.profile.id,
  connectionName: 'zk1:2181/app',
  path: '/services/old',
  state: 'running',
  done: 1_200,
  total: 3_506,
  ratePerSecond: 400,
  startedAt: 5,
};

async function showTasks(tasks: readonly TaskSnapshot[], options: WindowOptions = {}) {
  const fake = await openWindow({ connection: connected, ...options });
  const shown = show(<TasksRegion />);
  await settled(() => fake.publish('tasks', tasks));
  return { fake, ...shown };
}

const group = () => screen.getByRole('group', { name: 'Deleting /services/old' });
const button = (name: string) => within(group()).getByRole('button', { name });
const buttons = () =>
  within(group())
    .getAllByRole('button')
    .map(({ textContent }) => textContent);

test('is not there as long as there is no long work', async () => {
  await showTasks([]);
  expect(screen.queryByRole('region', { name: 'Tasks' })).toBeNull();
});

test('shows each task with its progress and its counts in words, which are not read out while they run', async () => {
  await showTasks([task, { ...task, id: 'task-2', path: '/services/older' }]);
  const region = screen.getByRole('region', { name: 'Tasks' });
  expect(within(region).getAllByRole('group')).toHaveLength(2);
  const progress = within(group()).getByRole('progressbar', { name: 'Deleting /services/old' });
  expect(progress.getAttribute('aria-valuenow')).toBe('1200');
  expect(progress.getAttribute('aria-valuemax')).toBe('3506');
  const status = within(group()).getByRole('status');
  expect(status.textContent).toBe('Running: 1,200 of 3,506 nodes, 400 a second');
  expect(status.getAttribute('aria-live')).toBe('off');
});

test('while it is planned nobody knows how much it is', async () => {
  await showTasks([{ ...task, state: 'planning', done: 7, total: 0 }]);
  const progress = within(group()).getByRole('progressbar');
  expect(progress.getAttribute('aria-valuenow')).toBeNull();
  expect(within(group()).getByRole('status').textContent).toBe('Planning: 7 nodes looked at');
});

test('what is only being planned says so, and can be cancelled', async () => {
  await showTasks([{ ...task, state: 'planning', isUnconfirmed: true, done: 7, total: 0 }]);
  const counting = screen.getByRole('group', { name: 'Counting what is below /services/old' });
  expect(within(counting).getByRole('status').textContent).toBe('Planning: 7 nodes looked at');
  expect(
    within(counting)
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['Cancel']);
});

test.each<[TaskState, readonly string[]]>([
  ['planning', ['Pause', 'Cancel', 'Report']],
  ['running', ['Pause', 'Cancel', 'Report']],
  ['paused', ['Resume', 'Cancel', 'Report']],
  ['done', ['Report', 'Put away']],
  ['cancelled', ['Report', 'Put away']],
  ['failed', ['Report', 'Put away']],
  ['interrupted', ['Resume', 'Report', 'Put away']],
])('a task that is %s offers %j', async (state, offered) => {
  await showTasks([{ ...task, state }]);
  expect(buttons()).toEqual(offered);
});

test('each button does what it says with that task', async () => {
  const { fake, user } = await showTasks([task]);
  await user.click(button('Pause'));
  await user.click(button('Cancel'));
  await user.click(button('Report'));
  expect(useDialogStore.getState().dialog).toMatchObject({ id: 'taskReport' });
  await settled(() => fake.publish('tasks', [{ ...task, state: 'paused' }]));
  await user.click(button('Resume'));
  await settled(() => fake.publish('tasks', [{ ...task, state: 'done' }]));
  await user.click(button('Put away'));
  for (const name of ['tasks.pause', 'tasks.cancel', 'tasks.resume', 'tasks.putAway'] as const) {
    expect(fake.inputsOf(name), name).toEqual([{ id: 'task-1' }]);
  }
});

test('one of another connection says of which, and can go on only from a page of that', async () => {
  await showTasks([{ ...task, connection: 'target-2', state: 'interrupted' }]);
  expect(within(group()).getByText('On zk1:2181/app')).toBeTruthy();
  expect(buttons()).toEqual(['Report', 'Put away']);
});

test('what a read-only connection left undone cannot go on', async () => {
  const profile = { ...connected.profile, readOnly: true };
  await showTasks([{ ...task, state: 'interrupted' }], { connection: { ...connected, profile } });
  await waitFor(() => {
    expect(button('Resume')).toHaveProperty('disabled', true);
  });
});
