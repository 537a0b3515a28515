import type { PathPattern } from './model/change.ts';

/** What has to be watched. */
export interface WatchPlace {
  readonly path: string;
  readonly scope: 'node' | 'subtree';
}

const everything: WatchPlace = { path: '/', scope: 'subtree' };

/**
 * @returns what has to be watched for a rule to see every change that its pattern may fit: the node, where it names
 * one, else all below the deepest node that everything it fits is below
 */
export function ruleWatchOf({ kind, pattern }: PathPattern): WatchPlace {
  switch (kind) {
    case 'text':
      return everything;
    case 'glob':
      return watchOfGlob(pattern);
    case 'regex':
      return watchOfRegex(pattern);
  }
}

function watchOfGlob(pattern: string): WatchPlace {
  // What does not begin with a slash fits at any depth.
  if (!pattern.startsWith('/')) return everything;
  let path = '';
  for (let index = 0; index < pattern.length; index++) {
    const sign = pattern.charAt(index);
    if (/[*?{]/.test(sign)) return subtreeOf(path);
    path += sign === '\\' ? pattern.charAt(++index) : sign;
  }
  return { path: withoutLastSlash(path), scope: 'node' };
}

/** An expression fits anywhere in a path unless it says that it begins with it, and any of its alternatives will do. */
function watchOfRegex(pattern: string): WatchPlace {
  if (!pattern.startsWith('^/') || pattern.includes('|')) return everything;
  const [, literal = '', sign = ''] = /^\^([^.*+?()[\]{}|$^\\]*)(.?)/s.exec(pattern) ?? [];
  // What such a sign repeats may not be there at all.
  return subtreeOf(/[*?{]/.test(sign) ? literal.slice(0, -1) : literal);
}

/** @param start what every path begins with; its last part may go on */
function subtreeOf(start: string): WatchPlace {
  return { path: withoutLastSlash(start.slice(0, start.lastIndexOf('/') + 1)), scope: 'subtree' };
}

function withoutLastSlash(path: string): string {
  return path.endsWith('/') && path !== '/' ? path.slice(0, -1) : path || '/';
}
