import { askForRuntime, runtimeVariable } from './runtime.ts';

/** Builds the application, where need be, before the workers begin, and lets them know how it is started. */
export default function buildOnce(): void {
  process.env[runtimeVariable] = askForRuntime();
}
