import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { JsonFile } from '../storage/json-file.ts';
import { stripPreferences } from './web-preferences.ts';
import {
  defaultSize,
  fitBounds,
  minimumSize,
  type Bounds,
  type WindowPlace,
} from './window-bounds.ts';

/** The colours of `--color-bg` in both themes, so that the window does not flash before its first paint. */
const backgrounds = { light: '#ffffff', dark: '#1b1d1f' } as const;

export interface WindowOptions {
  readonly icon: string;
  /** Where a window stood last time, and where that is kept. */
  readonly place: JsonFile<WindowPlace | null>;
  readonly devTools: boolean;
  /** The window that this one stands beside; null for the first one, which stands where it stood last time. */
  readonly beside: BrowserWindow | null;
}

/** How far a further window stands from the one before it. */
const offset = 28;

/** Makes a window for a tab strip and its pages. It is hidden until it has something to show: see `showWindow`. */
export function createWindow({ icon, place, devTools, beside }: WindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...defaultSize,
    ...fitBounds(beside ? besides(beside) : place.value?.bounds, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    backgroundColor: currentBackground(),
    title: 'Treekeeper',
    icon,
    webPreferences: stripPreferences(devTools),
  });
  rememberPlace(window, place);
  followTheme(window);
  // The title says which connection this is, whatever the page calls itself.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  return window;
}

/** Shows a window that has something to show. */
export function showWindow(window: BrowserWindow, place: JsonFile<WindowPlace | null>): void {
  if (window.isDestroyed() || window.isVisible()) return;
  if (place.value?.maximized === true) window.maximize();
  window.show();
}

function besides(window: BrowserWindow): Bounds {
  const { x, y, width, height } = window.getNormalBounds();
  return { x: x + offset, y: y + offset, width, height };
}

function currentBackground(): string {
  return backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
}

function rememberPlace(window: BrowserWindow, place: JsonFile<WindowPlace | null>): void {
  const remember = () => {
    if (window.isMinimized() || window.isFullScreen()) return;
    place.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  };
  // As one list of names, the overloads of `on` do not fit; each of them takes a listener without arguments.
  window.on('resize', remember);
  window.on('move', remember);
  window.on('maximize', remember);
  window.on('unmaximize', remember);
  window.on('close', remember);
}

function followTheme(window: BrowserWindow): void {
  const update = () => {
    window.setBackgroundColor(currentBackground());
  };
  nativeTheme.on('updated', update);
  window.once('closed', () => nativeTheme.off('updated', update));
}
