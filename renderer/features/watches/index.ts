export { watchCommands } from './commands.ts';
export { WatchButton } from './watch-button.tsx';
export { WatchesPanel } from './watches-panel.tsx';
