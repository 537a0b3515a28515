import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { noticesFile, thirdPartyNotices } from './build/lib/third-party-notices.ts';

/**
 * Everything is bundled, the libraries too, so that an application is `dist/` and `package.json` and nothing else.
 * Targets are those of the oldest Electron this runs on, 33: Node 20 and Chromium 130.
 */
export default defineConfig({
  main: {
    plugins: [windowIcon(), notices()],
    build: {
      outDir: 'dist/main',
      target: 'node20',
      externalizeDeps: false,
      sourcemap: true,
      rolldownOptions: {
        input: 'electron/main.ts',
        // Some of the bundled libraries are CommonJS and ask for Node's modules with `require`.
        output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false },
      },
    },
  },
  preload: {
    plugins: [notices()],
    build: {
      outDir: 'dist/preload',
      target: 'node20',
      externalizeDeps: false,
      rolldownOptions: {
        input: 'electron/preload.ts',
        // A sandboxed preload script is one CommonJS file that may require nothing but `electron`.
        output: { format: 'cjs', entryFileNames: 'preload.cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), notices()],
    build: {
      outDir: 'dist/renderer',
      target: 'chrome130',
      minify: true,
      // Pages come from the disk beside them: one large file loads faster than many small ones.
      chunkSizeWarningLimit: 8_000,
      // The development server resolves it from `root`, the build from the folder above: so, in full.
      rolldownOptions: {
        input: {
          index: join(import.meta.dirname, 'renderer/index.html'),
          strip: join(import.meta.dirname, 'renderer/strip.html'),
        },
      },
    },
    server: { host: '127.0.0.1', strictPort: false },
  },
});

/** Puts the picture that Linux and Windows show for the window beside the main script. */
function windowIcon(): Plugin {
  return {
    name: 'treekeeper:window-icon',
    generateBundle() {
      const source = readFileSync('build/icons/128x128.png');
      this.emitFile({ type: 'asset', fileName: 'icon.png', source });
    },
  };
}

/** Puts the licences of the bundled libraries beside the bundle, as each of them asks for. */
function notices(): Plugin {
  return {
    name: 'treekeeper:notices',
    generateBundle(_options, bundle) {
      const moduleIds = Object.values(bundle).flatMap((file) =>
        file.type === 'chunk' ? file.moduleIds : [],
      );
      const source = thirdPartyNotices(moduleIds);
      if (source !== '') this.emitFile({ type: 'asset', fileName: noticesFile, source });
    },
  };
}
