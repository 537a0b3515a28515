import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect } from 'vitest';
import { createViews } from '../../../renderer/features/create/index.ts';
import { deleteViews } from '../../../renderer/features/delete/index.ts';
import { TreePanel } from '../../../renderer/features/tree/index.ts';
import { ruleViews } from '../../../renderer/features/rules/index.ts';
import { watchButtonViews } from '../../../renderer/features/watches/index.ts';
import { registerViews } from '../../../renderer/views/index.ts';
import type { TreeSummary } from '../../../shared/model/tree.ts';
import { FakeTree } from '../fake-tree.ts';
import { forgetEdits } from '../node-samples.ts';
import { useViewportHeight } from '../layout.ts';
import { connected, openWindow, show } from '../window.tsx';

/** Makes room for twenty rows, and registers what a row's menu offers, for each test of a file. */
export function useTreeViews(): void {
  useViewportHeight(480);
  let unregister: () => void;
  beforeEach(() => {
    unregister = registerViews([...createViews, ...deleteViews, ...watchButtonViews, ...ruleViews]);
  });
  afterEach(() => {
    unregister();
    forgetEdits();
  });
}

export const small = {
  '/': ['config', 'lock', 'services'],
  '/config': ['database.url', 'timeout'],
  '/lock': ['lock-0000000001', 'lock-0000000002'],
  '/services': ['order-service', 'user-service'],
  '/services/order-service': ['instance-001'],
};

export async function openTree(levels: Readonly<Record<string, string[]>> = small) {
  const tree = new FakeTree(levels);
  const fake = await openWindow({ connection: connected });
  const publish = (summary: TreeSummary) => {
    act(() => {
      fake.publish('tree', summary);
    });
  };
  fake.answer(tree.handlers(publish));
  publish(tree.summary);
  const { user } = show(<TreePanel />);
  await screen.findByRole('treeitem', { name: /^\// });
  return { fake, tree, user, publish };
}

export function treeElement(): HTMLElement {
  const element = document.querySelector<HTMLElement>('[role=tree][aria-label=Znodes]');
  if (!element) throw new Error('no tree');
  return element;
}

/** Rows by their attributes: with many rows, a query by role takes seconds in a simulated page. */
export function allRows(): HTMLElement[] {
  return [...treeElement().querySelectorAll<HTMLElement>('[role=treeitem]')];
}

export function row(name: string): HTMLElement {
  const found = allRows().find((item) => nameIn(item) === name);
  if (!found) throw new Error(`no row ${name}`);
  return found;
}

/** What opens and closes the level of a row. */
export function handleOf(name: string): Element {
  const handle = row(name).querySelector('[data-toggle]');
  if (!handle) throw new Error(`${name} has no handle`);
  return handle;
}

/** Names of the rows in the page, from the top down. */
export function names(): string[] {
  return allRows()
    .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
    .map(nameIn);
}

function nameIn(item: HTMLElement): string {
  return item.getAttribute('aria-label')?.split(', ')[0] ?? '';
}

/** The name of the row that has the keyboard. */
export function activeName(): string | null {
  const id = treeElement().getAttribute('aria-activedescendant');
  const element = id === null ? null : document.getElementById(id);
  return element && nameIn(element);
}

export async function expectActive(name: string): Promise<void> {
  await waitFor(() => {
    expect(activeName()).toBe(name);
  });
}
