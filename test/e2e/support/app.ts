import type { Workbench } from '../pages/workbench.ts';
import type { RunningApp } from './electron-app.ts';

/** An application under test with its window's page objects. */
export interface App extends RunningApp {
  readonly workbench: Workbench;
}
