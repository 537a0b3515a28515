import i18next from 'i18next';
import { registerCommands, type Command } from '../commands/index.ts';
import { registerViews } from '../views/index.ts';
import { allViews } from './all-views.ts';
import { call, failureOf } from '../bridge/client.ts';
import { readTopic, topicStores } from '../bridge/topics.ts';
import type { CallInput } from '../../shared/contract/calls.ts';
import {
  disconnect,
  isConnected,
  connectAnew,
  useConnectionStore,
} from '../stores/connection-store.ts';
import { openDialog, useDialogStore } from '../stores/dialog-store.ts';
import { notify, notifyFailure } from '../stores/notice-store.ts';
import { goBack, goForward, useSelectionStore } from '../stores/selection-store.ts';
import { setLanguage, setTheme } from '../stores/settings-store.ts';
import { runTabCommand, tabCommands } from './tab-commands.ts';
import { filterField, focusField, pathField } from './focus-targets.ts';
import { describePathFault, goToTypedPath } from './go-to-path.ts';

declare module '../commands/command.ts' {
  interface CommandArguments {
    'node.goToPath': undefined;
    /** A path as it was typed. */
    'node.show': { readonly path: string };
    'node.refresh': undefined;
    'tree.filter': undefined;
    'history.back': undefined;
    'history.forward': undefined;
    'connection.showConnect': undefined;
    'connection.disconnect': undefined;
    'connection.beginNewSession': undefined;
    'view.theme.system': undefined;
    'view.theme.light': undefined;
    'view.theme.dark': undefined;
    'view.language.system': undefined;
    'view.language.en': undefined;
    'view.language.zh-CN': undefined;
    'view.zoomIn': undefined;
    'view.zoomOut': undefined;
    'view.zoomReset': undefined;
  }
}

const always = () => true;

/** Whether the workbench is what the window shows. */
function isAtWork(): boolean {
  const { attempt } = useConnectionStore.getState();
  return Boolean(readTopic('connection')) && attempt.kind === 'none';
}

async function show(path: string): Promise<void> {
  const fault = await goToTypedPath(path);
  if (fault) notify({ kind: 'error', text: describePathFault(fault, i18next.t) });
}

function refresh(): void {
  call('tree.refresh').catch((error: unknown) => notifyFailure(failureOf(error, 'tree.refresh')));
}

function zoom(change: CallInput<'page.zoom'>['change']): void {
  call('page.zoom', { change }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'page.zoom'));
  });
}

const navigation: readonly Command[] = [
  {
    id: 'node.goToPath',
    titleKey: 'commands.goToPath',
    shortcut: 'Mod+L',
    isEnabled: isAtWork,
    run: () => focusField(pathField),
  },
  {
    id: 'node.show',
    titleKey: 'commands.goToPath',
    needsArgument: true,
    isEnabled: () => isAtWork() && isConnected(),
    run: ({ path }) => void show(path),
  },
  {
    id: 'tree.filter',
    titleKey: 'commands.filterTree',
    shortcut: 'Mod+Shift+F',
    isEnabled: isAtWork,
    run: () => focusField(filterField),
  },
  {
    id: 'node.refresh',
    titleKey: 'commands.refresh',
    shortcut: 'F5',
    isEnabled: () => isAtWork() && isConnected(),
    run: refresh,
  },
  {
    id: 'history.back',
    titleKey: 'commands.back',
    shortcut: 'Alt+Left',
    isEnabled: () => isAtWork() && useSelectionStore.getState().back.length > 0,
    run: goBack,
  },
  {
    id: 'history.forward',
    titleKey: 'commands.forward',
    shortcut: 'Alt+Right',
    isEnabled: () => isAtWork() && useSelectionStore.getState().forward.length > 0,
    run: goForward,
  },
];

const connection: readonly Command[] = [
  {
    id: 'connection.showConnect',
    titleKey: 'commands.showConnect',
    isEnabled: isAtWork,
    run: () => runTabCommand({ kind: 'newTab' }),
  },
  {
    id: 'connection.disconnect',
    titleKey: 'commands.disconnect',
    isEnabled: () => Boolean(readTopic('connection')),
    run: () => void disconnect(),
  },
  {
    id: 'connection.beginNewSession',
    titleKey: 'statusBar.beginNewSession',
    isHidden: true,
    isEnabled: () => Boolean(readTopic('connection')),
    run: () => void connectAnew(),
  },
];

const view: readonly Command[] = [
  {
    id: 'view.palette',
    titleKey: 'commands.palette',
    shortcut: 'Mod+K',
    isHidden: true,
    isEnabled: () => useDialogStore.getState().dialog === null,
    run: () => openDialog('palette', {}),
  },
  ...(['system', 'light', 'dark'] as const).map((theme): Command => ({
    id: `view.theme.${theme}`,
    titleKey: (
      {
        system: 'commands.themeSystem',
        light: 'commands.themeLight',
        dark: 'commands.themeDark',
      } as const
    )[theme],
    isEnabled: always,
    run: () => setTheme(theme),
  })),
  ...(['system', 'en', 'zh-CN'] as const).map((language): Command => ({
    id: `view.language.${language}`,
    titleKey: (
      {
        system: 'commands.languageSystem',
        en: 'commands.languageEnglish',
        'zh-CN': 'commands.languageChinese',
      } as const
    )[language],
    isEnabled: always,
    run: () => setLanguage(language),
  })),
  {
    id: 'view.zoomIn',
    titleKey: 'commands.zoomIn',
    shortcut: 'Mod+Plus',
    worksInDialogs: true,
    isEnabled: always,
    run: () => zoom('in'),
  },
  {
    id: 'view.zoomOut',
    titleKey: 'commands.zoomOut',
    shortcut: 'Mod+Minus',
    worksInDialogs: true,
    isEnabled: always,
    run: () => zoom('out'),
  },
  {
    id: 'view.zoomReset',
    titleKey: 'commands.zoomReset',
    shortcut: 'Mod+0',
    worksInDialogs: true,
    isEnabled: always,
    run: () => zoom('reset'),
  },
];

/**
 * Registers every view and command of the window.
 * @returns a function that takes them out again.
 */
export function registerWindow(): () => void {
  const stops = [
    registerCommands(navigation, [topicStores.connection, useConnectionStore, useSelectionStore]),
    registerViews(allViews),
    registerCommands([...connection, ...tabCommands, ...view], [useDialogStore]),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
