import { watchScopes } from '../../../shared/model/change.ts';
import { readTopic, topicStores } from '../../bridge/topics.ts';
import type { Command, CommandSet, NodeTarget } from '../../commands/index.ts';
import { isConnected } from '../../stores/connection-store.ts';
import { targetPath, useSelectionStore } from '../../stores/selection-store.ts';
import { addWatch, switchWatches } from '../../stores/watches.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    'watch.node': NodeTarget;
    'watch.children': NodeTarget;
    'watch.subtree': NodeTarget;
    'watch.switchOff': undefined;
    'watch.switchOn': undefined;
  }
}

const titleKeys = {
  node: 'commands.watchNode',
  children: 'commands.watchChildren',
  subtree: 'commands.watchSubtree',
} as const;

const areOff = () => readTopic('connection')?.areWatchesOff;

/** Watches on a node, and all of them. */
export const watchCommands: CommandSet = {
  commands: [
    ...watchScopes.map((scope): Command => ({
      id: `watch.${scope}`,
      titleKey: titleKeys[scope],
      isEnabled: (target: NodeTarget) => isConnected() && targetPath(target) !== null,
      run: (target: NodeTarget) => {
        const path = targetPath(target);
        if (path !== null) void addWatch(path, scope);
      },
    })),
    {
      id: 'watch.switchOff',
      titleKey: 'commands.watchesOff',
      isEnabled: () => areOff() === false,
      run: () => void switchWatches(false),
    },
    {
      id: 'watch.switchOn',
      titleKey: 'commands.watchesOn',
      isEnabled: () => areOff() === true,
      run: () => void switchWatches(true),
    },
  ],
  sources: [topicStores.connection, useSelectionStore],
};
