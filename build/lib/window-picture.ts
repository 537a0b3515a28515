import type { ElectronApplication, Page } from 'playwright';

/**
 * Photographs what a window shows: the tab strip, and the page below it. They are two documents, so that no picture of
 * one of them has both.
 *
 * @param page the one in sight of the first window
 * @returns a PNG
 */
export async function takeWindowPicture(
  application: ElectronApplication,
  page: Page,
  colorScheme?: 'light' | 'dark',
): Promise<Buffer> {
  const strip = await findStrip(application);
  if (colorScheme) await strip.emulateMedia({ colorScheme });
  const parts: string[] = [];
  for (const part of [strip, page]) {
    await part.evaluate('document.fonts.ready.then(() => undefined)');
    parts.push((await part.screenshot({ animations: 'disabled' })).toString('base64'));
  }
  const joined = await application.evaluate(({ BrowserWindow, nativeImage }, pngs) => {
    const [strip, page] = pngs.map((png) =>
      nativeImage.createFromBuffer(Buffer.from(png, 'base64')),
    );
    const stripHeight = BrowserWindow.getAllWindows()[0]?.contentView.children[0]?.getBounds().y;
    if (!strip || !page || stripHeight === undefined) throw new Error('The window has no page.');
    // What reaches below the strip's visible part is behind the page.
    const { width } = page.getSize();
    const top = strip.crop({ x: 0, y: 0, width, height: stripHeight });
    const bitmap = Buffer.concat([top.toBitmap(), page.toBitmap()]);
    const height = stripHeight + page.getSize().height;
    return nativeImage.createFromBitmap(bitmap, { width, height }).toPNG().toString('base64');
  }, parts);
  return Buffer.from(joined, 'base64');
}

/** @returns the page of the first window's tab strip, which is loaded after the first page. */
async function findStrip(application: ElectronApplication): Promise<Page> {
  const isStrip = (page: Page) => page.url().endsWith('/strip.html');
  for (;;) {
    const strip = application.windows().find(isStrip);
    if (strip) {
      await strip.locator('[role=tab]').first().waitFor();
      return strip;
    }
    await application.waitForEvent('window');
  }
}
