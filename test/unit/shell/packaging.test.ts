import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../../../', import.meta.url);
const config = parse(readFileSync(new URL('electron-builder.yml', root), 'utf8')) as Record<
  string,
  unknown
>;
const description = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  readonly main: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

test('the packaged application is fused', () => {
  expect(config.asar).toBe(true);
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

test('only the bundle is packed, without the maps that hold the sources', () => {
  expect(config.files).toEqual(
    expect.arrayContaining(['dist/**', 'package.json', '!**/*.map', '!node_modules/**']),
  );
  // They name what the bundle is made of; the runtime comes beside it, and would be packed twice.
  expect(Object.keys(description.dependencies)).toContain('react');
  expect(description.dependencies).not.toHaveProperty('electron');
  expect(description.main).toBe('dist/main/main.cjs');
});

test('installers carry the Electron of the package', () => {
  // The runtime comes from the command line, where the script refuses the substitute for installers.
  expect(config).not.toHaveProperty('electronVersion');
  expect(config).not.toHaveProperty('electronDist');
  expect(description.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
});
