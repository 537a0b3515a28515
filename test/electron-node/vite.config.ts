import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const tests = join(import.meta.dirname, '../integration/zookeeper');

/** What depends on the parts that differ in Electron's Node: sockets, TLS, cryptography, timers. */
const names = [
  'admin.test.ts',
  'connect-failures.test.ts',
  'connection-life.test.ts',
  'faults.test.ts',
  'sasl.test.ts',
  'tls.test.ts',
];

/**
 * Builds some integration tests of the ZooKeeper client, and what runs them, for the oldest Node that they have to run
 * on. Everything is in the bundle but Node's own modules.
 */
export default defineConfig({
  plugins: [ownPlaces()],
  resolve: { alias: { vitest: join(import.meta.dirname, 'vitest.ts') } },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20',
    sourcemap: true,
    rolldownOptions: {
      input: {
        run: join(import.meta.dirname, 'run.ts'),
        ...Object.fromEntries(names.map((name) => [basename(name, '.ts'), join(tests, name)])),
      },
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'part-[hash].mjs' },
    },
  },
});

/** Lets every module find its neighbours where its source is. */
function ownPlaces(): Plugin {
  return {
    name: 'own-places',
    transform(code, id) {
      if (!code.includes('import.meta.')) return null;
      const placed = code
        .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
        .replaceAll('import.meta.dirname', JSON.stringify(dirname(id)));
      // No line moves, so that the map is still right.
      return { code: placed, map: null };
    },
  };
}
