import { extname, isAbsolute, join, relative, sep } from 'node:path';

export const appScheme = 'app';
/** The origin of every page of this application: the only one that may speak to the main process. */
export const appOrigin = `${appScheme}://treekeeper`;

/** What the application is made of; a file of any other kind is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export type ResolvedAppFile =
  | { readonly kind: 'file'; readonly file: string; readonly contentType: string }
  | { readonly kind: 'refused'; readonly status: 400 | 403 | 404 };

/**
 * Decides which file an address of the application stands for.
 * @param url the address as the page asked for it
 * @param root the folder of the built pages; nothing outside it is ever named
 */
export function resolveAppFile(url: string, root: string): ResolvedAppFile {
  const path = readPath(url);
  if (path === null) return { kind: 'refused', status: 400 };
  const file = join(root, path === '/' ? 'index.html' : path);
  const inside = relative(root, file);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return { kind: 'refused', status: 403 };
  }
  const contentType = contentTypes[extname(file).toLowerCase()];
  return contentType === undefined
    ? { kind: 'refused', status: 404 }
    : { kind: 'file', file, contentType };
}

/** @returns the decoded path of an address of ours, or null when it is malformed or not ours. */
function readPath(url: string): string | null {
  try {
    const { protocol, host, pathname } = new URL(url);
    if (`${protocol}//${host}` !== appOrigin) return null;
    const path = decodeURIComponent(pathname);
    // A backslash or a colon would have a meaning of its own on Windows, a NUL ends a name in system calls.
    return /[\\:\0]/.test(path) ? null : path;
  } catch {
    // URL and decodeURIComponent throw on malformed text, which is all there is to know about it.
    return null;
  }
}
