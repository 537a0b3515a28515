import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { JsonFile } from '../storage/json-file.ts';
import { defaultSize, fitBounds, minimumSize, type WindowPlace } from './window-bounds.ts';

/** The colours of `--color-bg` in both themes, so that the window does not flash before its first paint. */
const backgrounds = { light: '#ffffff', dark: '#1b1d1f' } as const;

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** Where the window stood last time, and where that is kept. */
  readonly place: JsonFile<WindowPlace | null>;
  readonly devTools: boolean;
}

/** Makes the window: isolated, sandboxed, and hidden until it has something to show. */
export function createMainWindow({
  preload,
  icon,
  place,
  devTools,
}: MainWindowOptions): BrowserWindow {
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...defaultSize,
    ...fitBounds(place.value?.bounds, workAreas),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    backgroundColor: currentBackground(),
    title: 'Treekeeper',
    icon,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools,
    },
  });
  showWhenReady(window, place.value?.maximized === true);
  rememberPlace(window, place);
  followTheme(window);
  // The title says which connection this is, whatever the page calls itself.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  return window;
}

function currentBackground(): string {
  return backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'];
}

function showWhenReady(window: BrowserWindow, maximized: boolean): void {
  const show = () => {
    if (window.isDestroyed() || window.isVisible()) return;
    if (maximized) window.maximize();
    window.show();
  };
  window.once('ready-to-show', show);
  // A page that cannot be loaded is never ready; an empty window says more than none.
  window.webContents.once('did-fail-load', show);
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
