import { ESLint, type Linter } from 'eslint';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { bordersRule, forbiddenImport } from '../../build/lint/borders.ts';

const root = join(import.meta.dirname, '../..');

/** The rule alone, without types: the files it is fed do not exist. */
const borders = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser },
    plugins: { treekeeper: { rules: { borders: bordersRule } } },
    rules: { 'treekeeper/borders': 'error' },
  },
});

/** @returns the messages for a source at a path of the repository. */
async function lint(file: string, source: string): Promise<string[]> {
  const [result] = await borders.lintText(source, { filePath: join(root, file) });
  return result?.messages.map(({ message }) => message) ?? [];
}

describe('forbidden imports are reported', () => {
  test.each([
    ['shared/model/x.ts', 'node:fs'],
    ['shared/model/x.ts', 'react'],
    ['shared/model/x.ts', '../../electron/lifecycle.ts'],
    ['shared/contract/x.ts', '../../renderer/bridge/client.ts'],
    ['electron/ipc/x.ts', 'electron'],
    ['electron/zookeeper/x.ts', 'electron'],
    ['electron/workspace/tree/x.ts', 'electron'],
    ['electron/storage/x.ts', 'electron'],
    ['electron/workspace/x.ts', '../shell/window.ts'],
    ['electron/ipc/x.ts', '../main.ts'],
    ['electron/ipc/x.ts', '../storage/storage.ts'],
    ['electron/app/x.ts', '../zookeeper/driver/link.ts'],
    ['electron/tasks/x.ts', '../app/app.ts'],
    ['electron/zookeeper/live/x.ts', '../../workspace/workspace.ts'],
    ['electron/storage/x.ts', '../workspace/workspace.ts'],
    ['electron/storage/history/x.ts', '../../zookeeper/port.ts'],
    ['electron/workspace/x.ts', '../app/app.ts'],
    ['electron/workspace/live/x.ts', '../../zookeeper/driver/link.ts'],
    ['electron/workspace/changes/x.ts', '../live/live-view.ts'],
    ['electron/workspace/node/x.ts', '../live/live-view.ts'],
    ['electron/workspace/observe/x.ts', '../live/live-view.ts'],
    ['electron/workspace/rules/x.ts', '../live/live-view.ts'],
    ['electron/workspace/tree/x.ts', '../live/live-view.ts'],
    ['electron/workspace/watches/x.ts', '../live/live-view.ts'],
    ['electron/workspace/watches/x.ts', '../../zookeeper/driver/link.ts'],
    ['electron/shell/x.ts', '../../renderer/main.tsx'],
    ['electron/shell/x.ts', '../../build/lib/run.ts'],
    ['electron/preload.ts', 'node:fs'],
    ['electron/preload.ts', 'zod'],
    ['electron/preload.ts', './ipc/router.ts'],
    ['renderer/features/tree/x.tsx', 'node:path'],
    ['renderer/features/tree/x.tsx', 'fs'],
    ['renderer/features/tree/x.tsx', 'electron'],
    ['renderer/features/tree/x.tsx', 'node-zookeeper-client'],
    ['renderer/stores/x.ts', '../../electron/workspace/workspace.ts'],
    ['renderer/stores/x.ts', '../../test/fixtures/chroot.ts'],
    ['renderer/features/tree/x.tsx', '../node/index.ts'],
    ['renderer/features/tree/parts/x.tsx', '../../node/node-panel.tsx'],
    ['renderer/features/tree/x.tsx', '../../app/app.tsx'],
    ['renderer/bridge/x.ts', '../features/tree/index.ts'],
    ['renderer/bridge/x.ts', '../stores/notice-store.ts'],
    ['renderer/bridge/x.ts', '../ui/index.ts'],
    ['renderer/stores/x.ts', '../features/tree/index.ts'],
    ['renderer/stores/x.ts', '../app/app.tsx'],
    ['renderer/stores/x.ts', '../views/index.ts'],
    ['renderer/commands/x.ts', '../features/tree/index.ts'],
    ['renderer/commands/x.ts', '../views/index.ts'],
    ['renderer/views/x.tsx', '../features/tree/index.ts'],
    ['renderer/views/x.tsx', '../app/app.tsx'],
    ['renderer/pacing/x.ts', '../ui/index.ts'],
    ['renderer/i18n/x.ts', '../stores/notice-store.ts'],
    ['renderer/value/x.ts', '../stores/notice-store.ts'],
    ['renderer/monaco/x.ts', '../features/node/index.ts'],
    ['renderer/ui/x.tsx', '../stores/notice-store.ts'],
    ['renderer/ui/x.tsx', '../features/tree/index.ts'],
    ['build/x.ts', '../renderer/main.tsx'],
  ])('%s must not import %s', async (file, specifier) => {
    expect(await lint(file, `import { thing } from '${specifier}';`)).toHaveLength(1);
  });

  test.each([
    ['static', `import { a } from 'electron';`],
    ['for its effect', `import 'electron';`],
    ['of types', `import type { App } from 'electron';`],
    ['inside a type', `export type App = import('electron').App;`],
    ['dynamic', `export const a = import('electron');`],
    ['re-exporting by name', `export { app } from 'electron';`],
    ['re-exporting all', `export * from 'electron';`],
  ])('in the form of an import %s', async (_form, source) => {
    expect(await lint('electron/ipc/x.ts', source)).toEqual([
      'electron/ipc/ must not use the package "electron".',
    ]);
  });
});

describe('allowed imports are not', () => {
  test.each([
    ['shared/contract/x.ts', 'zod'],
    ['shared/contract/x.ts', '../model/stat.ts'],
    ['electron/shell/x.ts', 'electron'],
    ['electron/shell/x.ts', '../ipc/router.ts'],
    ['electron/ipc/x.ts', '../../shared/model/stat.ts'],
    ['electron/storage/x.ts', 'node:fs/promises'],
    ['electron/storage/x.ts', '../lifecycle.ts'],
    ['electron/workspace/live/x.ts', '../observe/change-pipeline.ts'],
    ['electron/workspace/watches/x.ts', '../../zookeeper/port.ts'],
    ['electron/preload.ts', 'electron'],
    ['renderer/features/tree/x.tsx', './tree-row.tsx'],
    ['renderer/features/tree/parts/x.tsx', '../tree-row.tsx'],
    ['renderer/features/tree/x.tsx', '../../ui/button.tsx'],
    ['renderer/features/tree/x.tsx', '../../../shared/model/tree.ts'],
    ['renderer/monaco/x.ts', 'monaco-editor/editor/editor.worker?worker'],
    ['renderer/app/x.tsx', '../features/tree/index.ts'],
    ['renderer/features/tree/x.ts', '../../views/index.ts'],
    ['renderer/views/x.tsx', '../stores/dialog-store.ts'],
    ['renderer/stores/x.ts', '../bridge/topics.ts'],
    ['renderer/ui/x.ts', '../pacing/time-share.ts'],
    ['test/unit/x.test.ts', '../../renderer/app/app.tsx'],
  ])('%s may import %s', (file, specifier) => {
    expect(forbiddenImport(file, specifier)).toBeNull();
  });
});

describe('the configuration of the repository', () => {
  const configured = new ESLint({ cwd: root });

  test.each([
    'shared/contract/x.ts',
    'electron/ipc/x.ts',
    'electron/shell/x.ts',
    'renderer/features/tree/x.tsx',
  ])('holds the borders in %s', async (file) => {
    const config = (await configured.calculateConfigForFile(join(root, file))) as Linter.Config;
    expect(config.rules?.['treekeeper/borders']).toEqual([2]);
  });

  /** The selectors of `no-restricted-syntax` that apply to a file, run over a source. */
  async function restricted(file: string, source: string): Promise<string[]> {
    const config = (await configured.calculateConfigForFile(join(root, file))) as Linter.Config;
    const alone = new ESLint({
      cwd: root,
      overrideConfigFile: true,
      overrideConfig: {
        files: ['**/*.{ts,tsx}'],
        languageOptions: { parser: tseslint.parser },
        rules: { 'no-restricted-syntax': config.rules?.['no-restricted-syntax'] ?? 'off' },
      },
    });
    const [result] = await alone.lintText(source, { filePath: join(root, file) });
    return result?.messages.map(({ message }) => message) ?? [];
  }

  test.each([
    ['electron/shell/x.ts', `import { ipcMain } from 'electron';`],
    ['electron/main.ts', `electron.ipcMain.handle('x', run);`],
    ['electron/shell/x.ts', `import { ipcRenderer } from 'electron';`],
    ['electron/shell/ipc-transport.ts', `import { ipcRenderer } from 'electron';`],
    ['electron/preload.ts', `import { ipcMain } from 'electron';`],
    ['renderer/stores/x.ts', `window.treekeeper.cancel('1');`],
    ['renderer/stores/x.ts', `const { treekeeper } = window;`],
    ['renderer/stores/x.ts', `export default 1;`],
    ['shared/x.ts', `export enum Kind { A }`],
  ])('%s must not contain: %s', async (file, source) => {
    expect(await restricted(file, source)).not.toEqual([]);
  });

  test.each([
    ['electron/shell/ipc-transport.ts', `import { ipcMain } from 'electron';`],
    ['electron/preload.ts', `import { ipcRenderer } from 'electron';`],
    ['renderer/bridge/client.ts', `window.treekeeper.cancel('1');`],
    ['vitest.config.ts', `export default 1;`],
  ])('%s may contain: %s', async (file, source) => {
    expect(await restricted(file, source)).toEqual([]);
  });
});
