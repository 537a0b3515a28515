import { existsSync, readdirSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatTable, mayMatch, type BenchModule, type BenchResult } from './lib/bench-module.ts';
import { projectRoot } from './lib/locations.ts';
import { readOptions, usageError, type CommandLine } from './lib/options.ts';
import { announce } from './lib/setup-error.ts';

const commandLine = {
  command: 'npm run bench',
  summary: 'Measures.',
  options: {
    json: { type: 'flag', help: 'prints one JSON document instead of a table' },
    only: {
      type: 'text',
      value: 'PREFIX',
      help: 'chooses by the names of the results, for example ui/',
    },
  },
} as const satisfies CommandLine;
const { values } = readOptions(commandLine);
const prefix = values.only ?? '';

const isWanted = (name: string) => name.startsWith(prefix);
const results: BenchResult[] = [];
for (const module of await loadModules()) {
  if (!mayMatch(module, prefix)) continue;
  announce(`Measuring ${module.name} …`);
  results.push(...(await module.run(isWanted)).filter(({ name }) => isWanted(name)));
}
if (results.length === 0) {
  throw usageError(commandLine, `No measurement’s name begins with "${prefix}".`);
}

if (values.json) console.log(JSON.stringify({ machine: describeMachine(), results }));
else console.log(formatTable(results));
process.exit(0);

async function loadModules(): Promise<BenchModule[]> {
  const folder = join(projectRoot, 'test/bench');
  const files = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))
    : [];
  return Promise.all(
    files
      .sort()
      .map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<BenchModule>),
  );
}

function describeMachine() {
  const processors = cpus();
  return {
    platform: `${platform()} ${release()} ${arch()}`,
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    node: process.versions.node,
  };
}
