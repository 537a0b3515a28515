import { existsSync, readdirSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { formatTable, mayMatch, type BenchModule, type BenchResult } from './lib/bench-module.ts';
import { projectRoot } from './lib/locations.ts';
import { announce, SetupError } from './lib/setup-error.ts';

// Measures. `--json` prints one JSON document instead of a table, `--only PREFIX` chooses by the results' names.
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});

const isWanted = (name: string) => name.startsWith(values.only);
const results: BenchResult[] = [];
for (const module of await loadModules()) {
  if (!mayMatch(module, values.only)) continue;
  announce(`Measuring ${module.name} …`);
  results.push(...(await module.run(isWanted)).filter(({ name }) => isWanted(name)));
}
if (results.length === 0) throw new SetupError(`No benchmark begins with "${values.only}".`);

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
