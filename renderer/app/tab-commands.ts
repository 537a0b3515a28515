import type { TabCommand } from '../../shared/model/tab-command.ts';
import { call, failureOf } from '../bridge/client.ts';
import type { Command } from '../commands/index.ts';
import { notifyFailure } from '../stores/notice-store.ts';

declare module '../commands/command.ts' {
  interface CommandArguments {
    'tab.new': undefined;
    'tab.close': undefined;
    'tab.next': undefined;
    'tab.previous': undefined;
    'tab.strip': undefined;
    'tab.show1': undefined;
    'tab.show2': undefined;
    'tab.show3': undefined;
    'tab.show4': undefined;
    'tab.show5': undefined;
    'tab.show6': undefined;
    'tab.show7': undefined;
    'tab.show8': undefined;
    'tab.show9': undefined;
    'window.new': undefined;
  }
}

/** Has the window do something with its tabs. */
export function runTabCommand(command: TabCommand): void {
  call('page.runTabCommand', { command }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'page.runTabCommand'));
  });
}

/** All of them work at any time, whatever is open. */
const atAnyTime = { worksInDialogs: true, isEnabled: () => true } as const;

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The keys of a keyboard are handled by the window, ahead of the page; these serve the palette and other drivers. */
export const tabCommands: readonly Command[] = [
  {
    ...atAnyTime,
    id: 'tab.new',
    titleKey: 'commands.newTab',
    shortcut: 'Mod+T',
    run: () => runTabCommand({ kind: 'newTab' }),
  },
  {
    ...atAnyTime,
    id: 'tab.close',
    titleKey: 'commands.closeTab',
    shortcut: 'Mod+W',
    run: () => runTabCommand({ kind: 'closeTab' }),
  },
  {
    ...atAnyTime,
    id: 'tab.next',
    titleKey: 'commands.nextTab',
    shortcut: 'Ctrl+Tab',
    run: () => runTabCommand({ kind: 'step', by: 1 }),
  },
  {
    ...atAnyTime,
    id: 'tab.previous',
    titleKey: 'commands.previousTab',
    shortcut: 'Ctrl+Shift+Tab',
    run: () => runTabCommand({ kind: 'step', by: -1 }),
  },
  {
    ...atAnyTime,
    id: 'tab.strip',
    titleKey: 'commands.toTabStrip',
    shortcut: 'F6',
    run: () => runTabCommand({ kind: 'toStrip' }),
  },
  {
    ...atAnyTime,
    id: 'window.new',
    titleKey: 'commands.newWindow',
    shortcut: 'Mod+Shift+N',
    run: () => runTabCommand({ kind: 'newWindow' }),
  },
  ...places.map((place): Command => ({
    ...atAnyTime,
    id: `tab.show${place}`,
    titleKey: 'commands.showTab',
    shortcut: `Mod+${place}`,
    isHidden: true,
    run: () => runTabCommand({ kind: 'showAt', place: place - 1 }),
  })),
];
