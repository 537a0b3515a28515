import { changesViews } from '../features/changes/index.ts';
import { conflictViews } from '../features/conflict/index.ts';
import { createViews } from '../features/create/index.ts';
import { deleteViews } from '../features/delete/index.ts';
import { licenceViews } from '../features/licences/index.ts';
import { nodeViews } from '../features/node/index.ts';
import { paletteViews } from '../features/palette/index.ts';
import { ruleViews } from '../features/rules/index.ts';
import { taskViews } from '../features/tasks/index.ts';
import { treeViews } from '../features/tree/index.ts';
import { watchButtonViews, watchViews } from '../features/watches/index.ts';
import type { View } from '../views/index.ts';

/** Every view of the window, in the order in which those of one place stand and the palette lists their commands. */
export const allViews: readonly View[] = [
  ...treeViews,
  ...createViews,
  ...nodeViews,
  ...deleteViews,
  ...watchButtonViews,
  ...ruleViews,
  ...conflictViews,
  ...changesViews,
  ...watchViews,
  ...taskViews,
  ...licenceViews,
  ...paletteViews,
];
