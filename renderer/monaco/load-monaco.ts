import i18next from 'i18next';
import type * as parts from './monaco-parts.ts';

type MonacoParts = typeof parts;

let loading: Promise<MonacoParts> | undefined;

/** Loads Monaco once, with its own texts (find, menus, hovers) in the language that the window has then. */
export function loadMonaco(): Promise<MonacoParts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<MonacoParts> {
  // Monaco reads its messages while its modules are evaluated, so they have to be there first.
  if (i18next.language === 'zh-CN') await import('monaco-editor/nls/lang/zh-cn');
  const parts = await import('./monaco-parts.ts');
  // Monaco's signs are letters of a font of its own: shown before that is there, they would be empty boxes.
  await document.fonts.load('16px codicon');
  return parts;
}

/**
 * Loads Monaco while nothing else is going on, so that the first node opens at once.
 * @returns a function that calls it off.
 */
export function preloadMonaco(): () => void {
  const handle = requestIdleCallback(() => void loadMonaco(), { timeout: 3_000 });
  return () => cancelIdleCallback(handle);
}
