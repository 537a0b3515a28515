import type { StripBridge, StripState } from '../../shared/contract/strip.ts';
import { StripTab } from './strip-tab.ts';
import { words } from './words.ts';

declare global {
  interface Window {
    readonly treekeeperStrip: StripBridge;
  }
}

interface Strip {
  readonly show: (state: StripState) => void;
  /** Puts the focus on the tab that is shown. */
  readonly focus: () => void;
}

/**
 * Makes the tab strip, in plain elements: it is the first thing of a window that a person sees.
 * @param act hands on what the user wants
 */
export function createStrip(root: HTMLElement, act: StripBridge['act']): Strip {
  const list = document.createElement('div');
  list.className = 'row';
  list.setAttribute('role', 'tablist');
  const closings = document.createElement('div');
  closings.className = 'row closings';
  const tabs = document.createElement('div');
  tabs.className = 'tabs';
  tabs.append(list, closings);
  const add = document.createElement('button');
  add.className = 'add';
  add.textContent = '+';
  add.addEventListener('click', () => act({ kind: 'open' }));
  // A mouse has one wheel, and the tabs stand side by side.
  tabs.addEventListener('wheel', ({ deltaX, deltaY }) => {
    if (deltaX === 0) tabs.scrollLeft += deltaY;
  });
  root.replaceChildren(tabs, add);
  root.addEventListener('keydown', (event) => handleKey(event, act));
  const shown = new Map<number, StripTab>();
  let shownId: number | null = null;

  const focus = () => list.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  const show = (state: StripState) => {
    const own = words[state.language];
    document.documentElement.lang = state.language;
    followTheme(state.theme);
    list.setAttribute('aria-label', own.connections);
    add.setAttribute('aria-label', own.newTab);
    add.title = own.newTab;
    for (const [id, tab] of shown) {
      if (state.tabs.some((each) => each.id === id)) continue;
      tab.remove();
      shown.delete(id);
    }
    state.tabs.forEach((each, place) => {
      const tab = shown.get(each.id) ?? new StripTab(each.id, act);
      shown.set(each.id, tab);
      tab.update(each, state);
      putAt(list, place, tab.tab);
      putAt(closings, place, tab.closing);
    });
    // Not with each state: the user may have scrolled to another one.
    if (state.shownId !== shownId) {
      shown.get(state.shownId)?.tab.scrollIntoView({ inline: 'nearest' });
    }
    shownId = state.shownId;
  };
  return { show, focus };
}

/** Moves an element only where it is not in its place, so that it keeps the focus. */
function putAt(parent: HTMLElement, place: number, child: HTMLElement): void {
  const there = parent.children[place] ?? null;
  if (there !== child) parent.insertBefore(child, there);
}

/** The keys of a list of tabs: arrows, Home and End move, Enter and Space show, Delete closes, Escape leaves. */
function handleKey(event: KeyboardEvent, act: StripBridge['act']): void {
  if (event.key === 'Escape') return act({ kind: 'leave' });
  const tab = event.target instanceof HTMLElement ? event.target.closest('[role=tab]') : null;
  if (!(tab instanceof HTMLElement)) return;
  const id = Number(tab.dataset.id);
  const siblings = [...(tab.parentElement?.children ?? [])];
  const place = siblings.indexOf(tab);
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: place - 1,
    ArrowRight: place + 1,
    Home: 0,
    End: siblings.length - 1,
  };
  const target = moves[event.key];
  if (target !== undefined) {
    const other = siblings.at(target % siblings.length);
    if (other instanceof HTMLElement) other.focus();
  } else if (event.key === 'Enter' || event.key === ' ') {
    act({ kind: 'show', id });
  } else if (event.key === 'Delete') {
    // The focus goes to a neighbour first: it would leave the strip with its tab.
    const neighbour = siblings[place + 1] ?? siblings[place - 1];
    if (neighbour instanceof HTMLElement) neighbour.focus();
    act({ kind: 'close', id });
  } else {
    return;
  }
  event.preventDefault();
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

function followTheme(theme: StripState['theme']): void {
  const apply = () => {
    const system = systemDark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme === 'system' ? system : theme;
  };
  systemDark.onchange = apply;
  apply();
}
