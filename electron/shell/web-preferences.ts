import type { WebPreferences } from 'electron';
import { stripArgument } from '../../shared/contract/channels.ts';
import { builtPreload } from './page-address.ts';

/** @returns what holds for every page: isolated, sandboxed, and without what it does not need. */
export function pagePreferences(devTools: boolean): WebPreferences {
  return {
    preload: builtPreload,
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
  };
}

/** @returns the same for a tab strip, whose preload script offers the strip's own bridge. */
export function stripPreferences(devTools: boolean): WebPreferences {
  return { ...pagePreferences(devTools), additionalArguments: [stripArgument] };
}
