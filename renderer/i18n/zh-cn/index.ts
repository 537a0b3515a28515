import { app } from './app.ts';
import { changes } from './changes.ts';
import { commands } from './commands.ts';
import { conflict } from './conflict.ts';
import { connect } from './connect.ts';
import { create } from './create.ts';
import { editor } from './editor.ts';
import { failures } from './failures.ts';
import { history } from './history.ts';
import { node } from './node.ts';
import { licences } from './licences.ts';
import { notices } from './notices.ts';
import { palette } from './palette.ts';
import { paths } from './paths.ts';
import { remove } from './remove.ts';
import { rules } from './rules.ts';
import { statusBar } from './status-bar.ts';
import { tasks } from './tasks.ts';
import { tree } from './tree.ts';
import { watches } from './watches.ts';

export const zhCn = {
  app,
  changes,
  commands,
  conflict,
  connect,
  create,
  editor,
  failures,
  history,
  node,
  licences,
  notices,
  palette,
  paths,
  remove,
  rules,
  statusBar,
  tasks,
  tree,
  watches,
} as const;
