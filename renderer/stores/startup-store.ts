import { create } from 'zustand';
import type { Startup } from '../../shared/model/application.ts';

interface StartupState {
  /** What the main process said before the first paint; null until then. */
  readonly startup: Startup | null;
}

export const useStartupStore = create<StartupState>()(() => ({ startup: null }));

/** @returns what the main process said at the start. The first render comes after it. */
export function useStartup(): Startup {
  const startup = useStartupStore((state) => state.startup);
  if (!startup) throw new Error('rendered before the startup was known');
  return startup;
}

/** @returns the platform, `linux` before it is known. */
export function currentPlatform(): Startup['platform'] {
  return useStartupStore.getState().startup?.platform ?? 'linux';
}

/** @returns the znode asked for on the command line the first time, and undefined from then on. */
export function takeStartupPath(): string | undefined {
  const { startup } = useStartupStore.getState();
  if (startup?.path === undefined) return undefined;
  const { path, ...rest } = startup;
  useStartupStore.setState({ startup: rest });
  return path;
}
