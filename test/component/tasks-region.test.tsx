import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { TasksRegion } from '../../renderer/features/tasks/tasks-region.tsx';
import type { TaskSnapshot } from '../../shared/model/task.ts';
import { connected, openWindow, show } from './window.tsx';

const task: TaskSnapshot = {
  id: 'one',
  kind: 'deleteSubtree',
  connection: connected.profile.id,
  connectionName: 'zk1:2181/app',
  path: '/a',
  state: 'interrupted',
  done: 500,
  total: 2_000,
  ratePerSecond: 0,
  startedAt: 0,
};

it('shows the tasks of all connections, and names the connection of those of others', async () => {
  const fake = await openWindow({ connection: connected });
  const other = { ...task, id: 'other', path: '/b', connection: 'x', connectionName: 'Payments' };
  fake.publish('tasks', [task, other]);
  show(<TasksRegion />);
  const own = await screen.findByRole('group', { name: 'Deleting /a' });
  expect(within(own).queryByText(/^On /)).toBeNull();
  expect(within(own).queryByRole('button', { name: 'Resume' })).not.toBeNull();
  const elsewhere = screen.getByRole('group', { name: 'Deleting /b' });
  expect(within(elsewhere).queryByText('On Payments')).not.toBeNull();
  expect(within(elsewhere).queryByRole('button', { name: 'Resume' })).toBeNull();
  expect(within(elsewhere).queryByRole('button', { name: 'Put away' })).not.toBeNull();
});
