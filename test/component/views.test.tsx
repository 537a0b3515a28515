import { act, screen } from '@testing-library/react';
import { lazy } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { Workbench } from '../../renderer/app/workbench.tsx';
import { runCommand, runCommandById, type NodeTarget } from '../../renderer/commands/index.ts';
import { createViews } from '../../renderer/features/create/index.ts';
import { NodePanel, nodeViews } from '../../renderer/features/node/index.ts';
import { openDialog } from '../../renderer/stores/dialog-store.ts';
import { goTo } from '../../renderer/stores/selection-store.ts';
import {
  Dialogs,
  hidePanel,
  registerViews,
  showPanel,
  type PanelView,
  type View,
} from '../../renderer/views/index.ts';
import { makeNode, settled } from './node-samples.ts';
import { connected, openWindow, show } from './window.tsx';

vi.mock('../../renderer/monaco/index.ts', () => import('./fake-monaco.tsx'));

const stops: (() => void)[] = [];
const register = (views: readonly View[]) => stops.push(registerViews(views));
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const panel = (id: string, place: PanelView['place'], isOnRequest = false): PanelView => ({
  kind: 'panel',
  id,
  place,
  titleKey: 'changes.title',
  component: () => <section aria-label={id} />,
  size: { minPx: 10 },
  isOnRequest,
});
const regions = () =>
  screen.getAllByRole('region').map((region) => region.getAttribute('aria-label'));

it('draws registered panels in their places, those of one place in their order', async () => {
  await openWindow({ connection: connected });
  register([panel('below', 'bottom'), panel('beside', 'left'), panel('last', 'bottom')]);
  register([panel('middle', 'center')]);
  show(<Workbench />);
  expect(regions()).toEqual(['beside', 'middle', 'below', 'last']);
});

it('shows a panel on request, and remembers that it was asked for', async () => {
  const fake = await openWindow({ connection: connected });
  register([panel('tree', 'left'), panel('console', 'bottom', true)]);
  show(<Workbench />);
  expect(regions()).toEqual(['tree']);
  act(() => showPanel('console'));
  expect(regions()).toEqual(['tree', 'console']);
  expect(fake.inputsOf('app.changeSettings').at(-1)).toEqual({
    panels: { 'view.console': { isShown: true } },
  });
  act(() => hidePanel('console'));
  expect(regions()).toEqual(['tree']);
});

it('waits for what is lazy without holding up the rest', async () => {
  await openWindow({ connection: connected });
  const heavy = lazy(() => Promise.resolve({ default: () => <p>heavy</p> }));
  register([panel('tree', 'left'), { ...panel('heavy', 'bottom'), component: heavy }]);
  show(<Workbench />);
  expect(regions()).toEqual(['tree']);
  await screen.findByText('heavy');
});

it('offers registered tabs about a node, and remembers the one that was chosen', async () => {
  const fake = await openWindow({ connection: connected });
  register(nodeViews);
  register([
    {
      kind: 'tab',
      id: 'lens',
      place: 'node',
      titleKey: 'changes.title',
      component: ({ node }) => <p>Lens of {node.path}</p>,
      isAvailable: ({ node }) => node.path === '/lock',
    },
  ]);
  goTo('/lock');
  const { user } = show(<NodePanel />);
  await settled(() => fake.publish('node', makeNode('/lock', 'a')));
  await user.click(screen.getByRole('tab', { name: 'Changes' }));
  expect(screen.getByText('Lens of /lock')).toBeTruthy();
  expect(fake.inputsOf('app.changeSettings').at(-1)).toEqual({
    panels: { 'view.node': { tab: 'lens' } },
  });
  await settled(() => {
    goTo('/other');
    fake.publish('node', makeNode('/other', 'b'));
  });
  expect(screen.queryByRole('tab', { name: 'Changes' })).toBeNull();
  expect(screen.getByRole('table', { name: 'Stat' })).toBeTruthy();
});

it('opens a registered dialog, each time as another one', async () => {
  await openWindow({ connection: connected });
  register(createViews);
  const { user } = show(<Dialogs />);
  act(() => openDialog('create', { parent: '/a' }));
  await screen.findByRole('dialog', { name: 'New node' });
  const name = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' });
  await user.type(name(), 'typed');
  act(() => openDialog('create', { parent: '/b' }));
  expect(name().value).toBe('');
});

it('refuses a second view of the same id', () => {
  register([panel('tree', 'left')]);
  expect(() => registerViews([panel('tree', 'bottom')])).toThrow('view registered twice: tree');
});

it('registers the commands of a view with it, and takes them out with it', () => {
  const run = vi.fn<(target?: NodeTarget) => void>();
  const commands = {
    commands: [{ id: 'node.new', titleKey: 'commands.newNode', isEnabled: () => true, run }],
    sources: [],
  } as const;
  const stop = registerViews([{ ...panel('tree', 'left'), commands }]);
  expect(runCommand('node.new', { path: '/a' })).toBe(true);
  expect(run).toHaveBeenLastCalledWith({ path: '/a' });
  expect(runCommandById('node.new')).toBe(true);
  expect(run).toHaveBeenLastCalledWith();
  stop();
  expect(runCommand('node.new')).toBe(false);
});

it('runs no command that needs an argument by its id alone', () => {
  const run = vi.fn();
  const commands = {
    commands: [
      {
        id: 'node.show',
        titleKey: 'commands.goToPath',
        needsArgument: true,
        isEnabled: () => true,
        run,
      },
    ],
    sources: [],
  } as const;
  register([{ ...panel('tree', 'left'), commands }]);
  expect(runCommandById('node.show')).toBe(false);
  expect(run).not.toHaveBeenCalled();
  // @ts-expect-error: what a command takes is checked where it is run.
  runCommand('node.show');
  // @ts-expect-error: a path is a text.
  runCommand('node.show', { path: 1 });
});
