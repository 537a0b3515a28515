import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  _electron as electron,
  type ElectronApplication,
  type Locator,
  type Page,
} from 'playwright';
import { inventoryProperties } from '../sample/documents.ts';
import type { SampleClient } from '../sample/client.ts';
import { takeWindowPicture } from './window-picture.ts';

export interface PhotographOptions {
  readonly executable: string;
  readonly args: readonly string[];
  readonly makeUserDataFolder: () => Promise<string>;
  /** A value for the environment variable DISPLAY, where one is needed. */
  readonly display: string | undefined;
  /** Changes what the pictures show being changed. */
  readonly somebodyElse: SampleClient;
  /** Where the pictures go. */
  readonly folder: string;
  readonly onPicture: (file: string) => void;
}

const languages = ['en', 'zh-CN'] as const;
const themes = ['light', 'dark'] as const;
const size = { width: 1280, height: 800 };
const contested = '/config/inventory.properties';

/** Takes every picture in every language and theme. Finds its way by keys and roles, which all languages share. */
export async function photographAll(options: PhotographOptions): Promise<void> {
  for (const language of languages) {
    const application = await launch(options, language);
    const page = await application.firstWindow();
    await application.evaluate(({ BrowserWindow }, { width, height }) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
    }, size);
    const photograph = async (what: string) => {
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme });
        await page.locator(`:root[data-theme=${theme}]`).waitFor();
        const file = join(options.folder, `${what}-${language}-${theme}.png`);
        await writeFile(file, await takeWindowPicture(application, page, theme));
        options.onPicture(file);
      }
    };
    await arrangeWorkbench(page, options.somebodyElse);
    await photograph('workbench');
    await arrangeConflict(page, options.somebodyElse);
    await photograph('conflict');
    await application.close();
  }
}

async function launch(options: PhotographOptions, language: string): Promise<ElectronApplication> {
  const { executable, args, display } = options;
  return electron.launch({
    executablePath: executable,
    args: [
      ...args,
      `--user-data-dir=${await options.makeUserDataFolder()}`,
      ...['--lang', language],
    ],
    env: { ...(process.env as Record<string, string>), ...(display && { DISPLAY: display }) },
  });
}

/** A tree with something of everything in it, an open value, and what others have just done. */
async function arrangeWorkbench(page: Page, somebodyElse: SampleClient): Promise<void> {
  await page.locator('[role=treeitem]').nth(5).waitFor();
  await somebodyElse.setData(contested, inventoryProperties);
  for (const path of ['/services/order-service', '/lock', '/election', '/config']) {
    await goTo(page, path);
    await page.locator('[role=tree]').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[role=treeitem][aria-selected=true][aria-expanded=true]').waitFor();
  }
  await goTo(page, '/config/feature-flags.json');
  await page.locator('.monaco-editor .mtk1').first().waitFor();
  const instance = { path: '/services/order-service/instance-004', data: '192.168.1.13:8080' };
  const actions = [
    () => somebodyElse.setData('/config/timeout', '5000'),
    () => somebodyElse.create(instance, 'ephemeral'),
    () => somebodyElse.setData('/config/database.url', 'jdbc:postgresql://db-2.internal:5432/shop'),
    () => somebodyElse.remove(instance.path),
    () => somebodyElse.setData('/config/timeout', '3000'),
  ];
  for (const act of actions) {
    const before = Number(await seen(page).textContent());
    await act();
    await seen(page)
      .filter({ hasText: new RegExp(`^${before + 1}$`) })
      .waitFor();
  }
}

/** How many changes the window has seen. */
function seen(page: Page): Locator {
  return page.locator('[role=region] [role=status], section [role=status]').first();
}

/** A value that is typed over while somebody else changes it. */
async function arrangeConflict(page: Page, somebodyElse: SampleClient): Promise<void> {
  await goTo(page, contested);
  const line = page.locator('.view-line', { hasText: 'batch-size' });
  await line.waitFor();
  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.type('0');
  await somebodyElse.setData(contested, inventoryProperties.replace('ttl=15m', 'ttl=20m'));
  await page.keyboard.press('ControlOrMeta+S');
  const dialog = page.locator('[role=dialog]');
  await dialog.locator('.view-line', { hasText: 'ttl=20m' }).waitFor();
  await dialog.locator('.view-line', { hasText: 'batch-size=5000' }).waitFor();
}

async function goTo(page: Page, path: string): Promise<void> {
  const name = path.slice(path.lastIndexOf('/') + 1);
  await page.keyboard.press('ControlOrMeta+L');
  await page.keyboard.insertText(path);
  await page.keyboard.press('Enter');
  await page
    .locator('[role=treeitem][aria-selected=true]')
    .filter({ hasText: name })
    .waitFor({ timeout: 30_000 });
}
