import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { bordersRule } from './build/lint/borders.ts';

const noEnum = { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' };
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that a thing has the same name everywhere.',
};
const noRawIpcMain = {
  selector: 'Identifier[name="ipcMain"]',
  message: 'Only electron/shell/ipc-transport.ts touches ipcMain.',
};
const noRawIpcRenderer = {
  selector: 'Identifier[name="ipcRenderer"]',
  message: 'Only electron/preload.ts touches ipcRenderer.',
};
const noRawBridge = {
  selector: ':matches(MemberExpression, ObjectPattern > Property) > Identifier[name="treekeeper"]',
  message: 'Only renderer/bridge touches window.treekeeper.',
};

export default defineConfig(
  globalIgnores([
    'dist/',
    'out/',
    'release/',
    'test-results/',
    'playwright-report/',
    '**/*.cjs',
    '**/*.d.ts',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: {
      // One program for all: with one for each folder, what they share would be read and inferred several times.
      parserOptions: { project: './tsconfig.lint.json', tsconfigRootDir: import.meta.dirname },
    },
    plugins: { treekeeper: { rules: { borders: bordersRule } } },
    rules: {
      'treekeeper/borders': 'error',
      'no-restricted-syntax': ['error', noEnum, noDefaultExport, noRawIpcMain, noRawIpcRenderer],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
      // Control characters in data are looked for on purpose.
      'no-control-regex': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: false },
        },
      ],
    },
  },
  {
    // Types that stand for a call's output and have no value of their own.
    files: ['shared/contract/calls/*.ts'],
    rules: {
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['shared/**', 'electron/**', 'renderer/**'],
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    languageOptions: { globals: globals.browser },
    rules: {
      // It only says that React Compiler skips a component; this project does not use the compiler.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-syntax': [
        'error',
        noEnum,
        noDefaultExport,
        noRawIpcMain,
        noRawIpcRenderer,
        noRawBridge,
      ],
    },
  },
  {
    files: ['renderer/bridge/**'],
    rules: {
      'no-restricted-syntax': ['error', noEnum, noDefaultExport, noRawIpcMain, noRawIpcRenderer],
    },
  },
  {
    files: ['electron/preload.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noDefaultExport, noRawIpcMain] },
  },
  {
    files: ['electron/shell/ipc-transport.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noDefaultExport, noRawIpcRenderer] },
  },
  {
    files: ['test/**'],
    rules: {
      'max-lines': 'off',
      'no-restricted-syntax': ['error', noEnum, noDefaultExport],
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Their tools look for a default export.
    files: [
      '*.config.ts',
      'test/**/*.config.ts',
      'build/**/*.config.ts',
      'test/e2e/support/{file-reporter,build-once}.ts',
      '**/*.d.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended, tseslint.configs.recommended],
    languageOptions: { globals: globals.node },
  },
  prettier,
);
