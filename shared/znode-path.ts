/**
 * ZooKeeper's rules for paths, as `org.apache.zookeeper.common.PathUtils.validatePath` has them, checked before
 * anything is sent.
 */

export type PathProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'notAbsolute' }
  | { readonly kind: 'trailingSlash' }
  | { readonly kind: 'emptyPart' }
  | { readonly kind: 'relativePart'; readonly part: '.' | '..' }
  | { readonly kind: 'badCharacter'; readonly codePoint: number };

/** The expression remembers each part it has passed, for which there is no room in a path of megabytes. */
const longestTested = 65_536;
/** Most paths: printable ASCII without parts that begin with a dot or a space. Any other may still be right. */
const plainPath = /^(?:\/[!-\-0-~][ -.0-~]*)+$/;

/** @returns what is wrong with a path, or null when ZooKeeper would accept it. */
export function findPathProblem(path: string): PathProblem | null {
  // A walk asks this for every node.
  if (path.length <= longestTested && plainPath.test(path)) return null;
  if (path === '') return { kind: 'empty' };
  if (!path.startsWith('/')) return { kind: 'notAbsolute' };
  if (path === '/') return null;
  if (path.endsWith('/')) return { kind: 'trailingSlash' };
  for (const part of path.slice(1).split('/')) {
    const problem = findNameProblem(part);
    if (problem) return problem;
  }
  return null;
}

/** @returns what is wrong with one part of a path, or null. */
export function findNameProblem(name: string): PathProblem | null {
  if (name === '') return { kind: 'emptyPart' };
  if (name === '.' || name === '..') return { kind: 'relativePart', part: name };
  for (let i = 0; i < name.length; i++) {
    // UTF-16 units, as Java's char: the server refuses surrogates, so an emoji is a bad character.
    const unit = name.charCodeAt(i);
    if (name[i] === '/' || isForbidden(unit)) {
      return { kind: 'badCharacter', codePoint: name.codePointAt(i) ?? unit };
    }
  }
  return null;
}

function isForbidden(unit: number): boolean {
  return (
    unit <= 0x1f ||
    (unit >= 0x7f && unit <= 0x9f) ||
    (unit >= 0xd800 && unit <= 0xf8ff) ||
    (unit >= 0xfff0 && unit <= 0xffff)
  );
}

export function isValidZnodePath(path: string): boolean {
  return findPathProblem(path) === null;
}

/** @returns the last part of a path; `/` for the root. */
export function nameOf(path: string): string {
  return path === '/' ? '/' : path.slice(path.lastIndexOf('/') + 1);
}

/** @returns the path one level up, or null for the root. */
export function parentOf(path: string): string | null {
  if (path === '/') return null;
  const slash = path.lastIndexOf('/');
  return slash === 0 ? '/' : path.slice(0, slash);
}

/** @returns the path of a child. */
export function joinPath(parent: string, name: string): string {
  return parent === '/' ? `/${name}` : `${parent}/${name}`;
}

/** @returns every path from the root down to the parent of `path`, root first; empty for the root. */
export function ancestorsOf(path: string): string[] {
  const ancestors: string[] = [];
  for (let parent = parentOf(path); parent !== null; parent = parentOf(parent)) {
    ancestors.unshift(parent);
  }
  return ancestors;
}

/** @returns whether `path` lies below `ancestor`; false for the same path. */
export function isBelow(path: string, ancestor: string): boolean {
  return ancestor === '/' ? path !== '/' && path.startsWith('/') : path.startsWith(`${ancestor}/`);
}
