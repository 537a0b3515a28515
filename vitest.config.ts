import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Machines may be busy: what is waited for comes soon, or is a failure all the same. */
const limits = {
  expect: { poll: { timeout: 10_000 } },
  testTimeout: 60_000,
  hookTimeout: 120_000,
};

/**
 * Three suites, told apart by what they need: `unit` runs in plain Node, `component` in a simulated
 * page, `integration` against real ZooKeeper servers (which is why its files take turns).
 */
export default defineConfig({
  test: {
    passWithNoTests: false,
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      {
        test: {
          name: 'unit',
          ...limits,
          environment: 'node',
          include: ['test/unit/**/*.test.ts'],
        },
      },
      {
        plugins: [react()],
        cacheDir: 'node_modules/.cache/vite',
        test: {
          name: 'component',
          ...limits,
          environment: 'happy-dom',
          include: ['test/component/**/*.test.tsx'],
          setupFiles: ['test/component/set-up.ts'],
          // Bundled once: each file of tests would load some thousand small modules otherwise.
          deps: {
            optimizer: {
              client: {
                enabled: true,
                include: [
                  '@testing-library/dom',
                  '@testing-library/react',
                  '@testing-library/user-event',
                  'lucide-react',
                  'react',
                  'react-aria-components',
                  'react-dom',
                  'react-dom/client',
                  'react-i18next',
                  'react/jsx-dev-runtime',
                  'react/jsx-runtime',
                ],
              },
            },
          },
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      {
        test: {
          name: 'integration',
          ...limits,
          environment: 'node',
          include: ['test/integration/**/*.test.ts'],
          fileParallelism: false,
        },
      },
    ],
  },
});
