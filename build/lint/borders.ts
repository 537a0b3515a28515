import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import type { Rule } from 'eslint';

/** What the files of one folder may import. Folders and files are relative to the repository, with `/`. */
export interface Area {
  /** Path prefix of the files this is about. The longest prefix that fits a file decides. */
  readonly prefix: string;
  /** Path prefixes it may import from. */
  readonly mayImport: readonly string[];
  /** Path prefixes inside `mayImport` that are forbidden all the same. */
  readonly mustNotImport?: readonly string[];
  /** The npm packages it may use: a list, or every one but those listed. */
  readonly packages: { readonly only: readonly string[] } | { readonly not: readonly string[] };
  /** Whether it may use Node's own modules. */
  readonly nodeBuiltins: boolean;
}

/** The features are islands: they meet in `renderer/stores`, `renderer/commands` and `renderer/app`. */
const FEATURE_PREFIX = /^renderer\/features\/[^/]+\//;
/** A folder of the main process that runs in plain Node as well, which is how it is tested without a window. */
const plainArea = (folder: string, mustNotImport: readonly string[]): Area => ({
  prefix: `electron/${folder}/`,
  mayImport: ['electron/', 'shared/'],
  mustNotImport: [
    ...mustNotImport.map((each) => `electron/${each}/`),
    'electron/shell/',
    'electron/main.ts',
    'electron/preload.ts',
  ],
  packages: { not: ['electron'] },
  nodeBuiltins: true,
});
/** The workspace sits on the port of the client, below what has pages. */
const aboveWorkspace = ['app', 'ipc', 'zookeeper/driver'];
const RENDERER_PACKAGES = { not: ['electron', 'node-zookeeper-client', 'playwright'] } as const;
/** A folder of the renderer that may use itself and some of the others. */
const rendererArea = (folder: string, others: readonly string[]): Area => ({
  prefix: `renderer/${folder}/`,
  mayImport: [...[folder, ...others].map((each) => `renderer/${each}/`), 'shared/'],
  packages: RENDERER_PACKAGES,
  nodeBuiltins: false,
});

/** The borders of the repository. A folder that is in no area is free. */
const AREAS: readonly Area[] = [
  {
    prefix: 'shared/',
    mayImport: ['shared/'],
    packages: { only: ['zod', 'node-diff3'] },
    nodeBuiltins: false,
  },
  {
    prefix: 'electron/',
    mayImport: ['electron/', 'shared/'],
    packages: { not: [] },
    nodeBuiltins: true,
  },
  plainArea('zookeeper', ['storage', 'workspace', 'tasks', 'app', 'ipc']),
  plainArea('storage', ['zookeeper', 'workspace', 'tasks', 'app', 'ipc']),
  plainArea('workspace', aboveWorkspace),
  // What is shown is put together in `live/`; the parts do not know it.
  ...['changes', 'node', 'observe', 'rules', 'tree', 'watches'].map((part) =>
    plainArea(`workspace/${part}`, [...aboveWorkspace, 'workspace/live']),
  ),
  plainArea('tasks', ['app', 'ipc', 'zookeeper/driver']),
  plainArea('ipc', ['zookeeper/driver', 'workspace/live', 'storage']),
  plainArea('app', ['zookeeper/driver']),
  {
    // A sandboxed preload has neither Node nor packages; what it takes from shared/ is bundled into it.
    prefix: 'electron/preload.ts',
    mayImport: ['shared/'],
    packages: { only: ['electron'] },
    nodeBuiltins: false,
  },
  {
    prefix: 'renderer/',
    mayImport: ['renderer/', 'shared/'],
    packages: RENDERER_PACKAGES,
    nodeBuiltins: false,
  },
  // From the main process to the person: each of these knows those before it, never one after it.
  rendererArea('pacing', []),
  rendererArea('bridge', ['pacing']),
  rendererArea('i18n', []),
  rendererArea('ui', ['pacing', 'i18n']),
  rendererArea('value', ['ui', 'i18n', 'monaco']),
  rendererArea('monaco', ['ui', 'i18n', 'stores', 'commands']),
  rendererArea('commands', ['bridge', 'i18n', 'stores']),
  rendererArea('stores', ['pacing', 'bridge', 'i18n', 'value', 'commands']),
  rendererArea('views', ['bridge', 'i18n', 'ui', 'commands', 'stores']),
  {
    prefix: 'renderer/features/',
    mayImport: ['renderer/', 'shared/'],
    mustNotImport: ['renderer/app/', 'renderer/main.tsx'],
    packages: RENDERER_PACKAGES,
    nodeBuiltins: false,
  },
  {
    prefix: 'build/',
    mayImport: ['build/', 'electron/', 'shared/', 'test/fixtures/'],
    packages: { not: [] },
    nodeBuiltins: true,
  },
];

/**
 * Finds what is wrong with one import.
 * @param file the importing file, relative to the repository, with `/`.
 * @param specifier the import's text; a query such as `?worker` is ignored.
 * @returns a sentence, or null when the import is allowed.
 */
export function forbiddenImport(file: string, specifier: string): string | null {
  const area = areaOf(file);
  if (area === null) return null;
  const source = specifier.replace(/\?.*$/, '');
  if (source.startsWith('.')) return forbiddenFile(area, file, resolveInside(file, source));
  if (isBuiltin(source)) {
    return area.nodeBuiltins ? null : `${area.prefix} must not use Node's own modules.`;
  }
  const name = packageName(source);
  const allowed =
    'only' in area.packages ? area.packages.only.includes(name) : !area.packages.not.includes(name);
  return allowed ? null : `${area.prefix} must not use the package "${name}".`;
}

function forbiddenFile(area: Area, file: string, target: string): string | null {
  const startsTarget = (prefix: string) => target.startsWith(prefix);
  if (!area.mayImport.some(startsTarget) || area.mustNotImport?.some(startsTarget) === true) {
    return `${area.prefix} must not import "${target}".`;
  }
  const own = FEATURE_PREFIX.exec(file)?.[0];
  const other = FEATURE_PREFIX.exec(target)?.[0];
  if (own !== undefined && other !== undefined && own !== other) {
    return `A feature must not import another feature ("${target}").`;
  }
  return null;
}

function areaOf(file: string): Area | null {
  const fitting = AREAS.filter((area) => file.startsWith(area.prefix));
  return fitting.sort((a, b) => b.prefix.length - a.prefix.length)[0] ?? null;
}

/** @returns the target relative to the repository; one outside it starts with `../`. */
function resolveInside(file: string, specifier: string): string {
  const root = resolve('/');
  return slashed(relative(root, resolve(root, dirname(file), specifier)));
}

function packageName(source: string): string {
  return source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** The part of an import that says from where; only a literal says it before the program runs. */
interface ImportSource {
  readonly type: string;
  readonly value?: unknown;
}

/** The ESLint rule that holds the borders, for static, dynamic and re-exporting imports alike. */
export const bordersRule: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Keep each folder to what it may import.' },
    schema: [],
    messages: { forbidden: '{{reason}}' },
  },
  create(context) {
    const file = slashed(relative(context.cwd, context.filename));
    const check = (node: Rule.Node, source: ImportSource | null | undefined) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const reason = forbiddenImport(file, source.value);
      if (reason !== null) context.report({ node, messageId: 'forbidden', data: { reason } });
    };
    return {
      ImportDeclaration: (node) => {
        check(node, node.source);
      },
      ExportNamedDeclaration: (node) => {
        check(node, node.source);
      },
      ExportAllDeclaration: (node) => {
        check(node, node.source);
      },
      ImportExpression: (node) => {
        check(node, node.source);
      },
      // TypeScript's `import('x').Type`, which the ESTree types do not know.
      TSImportType: (node: Rule.Node & { source: ImportSource }) => {
        check(node, node.source);
      },
    };
  },
};
