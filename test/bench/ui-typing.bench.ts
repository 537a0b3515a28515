import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { withApplication, type MeasuredApp } from './ui/application.ts';
import { measureInput } from './ui/observe.ts';
import { benchSetting } from './ui/setting.ts';
import { percentile } from './ui/statistics.ts';

const runs = 300;
const textLength = 1_000_000;

export const name = 'ui/typing-1mb' satisfies BenchModule['name'];

/** A megabyte as configuration is mostly stored: on lines of their own, and all on one line. */
const texts = {
  lines: { indent: 2, label: name },
  'one-line': { indent: 0, label: `${name}-one-line` },
} as const;

/** From the press of a key to the frame that shows the letter, while somebody types on and on. */
export async function run(): Promise<BenchResult[]> {
  const { server, other } = await benchSetting();
  const results: BenchResult[] = [];
  for (const [kind, { indent, label }] of Object.entries(texts)) {
    const path = `/typing-${kind}-${String(Date.now())}`;
    await other.create(path, makeText(indent));
    const args = ['--connect', server.connectString, '--path', path];
    const times = await withApplication(args, typeLetters);
    await other.delete(path);
    for (const share of [0.5, 0.99]) {
      results.push({
        name: `${label}-p${String(share * 100)}`,
        unit: 'ms',
        better: 'lower',
        ours: percentile(times, share),
        peers: {},
        runs,
      });
    }
  }
  return results;
}

async function typeLetters({ page, workbench }: MeasuredApp): Promise<number[]> {
  await workbench.node.expectText('key-0');
  await workbench.node.focusEditor();
  await page.keyboard.press('ControlOrMeta+Home');
  const measured: number[] = [];
  let typed = '';
  for (let i = 0; i < runs; i++) {
    const letter = String.fromCharCode(97 + (i % 26));
    typed += letter;
    const sight = { selector: '[role=region] .view-line, section .view-line', text: typed };
    measured.push(await measureInput(page, sight, () => page.keyboard.press(letter)));
    // A line that grows without end would be broken, and the letters be told on two.
    if (typed.length === 20) {
      typed = '';
      await page.keyboard.press('Enter');
    }
  }
  return measured;
}

/** @returns JSON of nearly a megabyte. */
function makeText(indent: number): string {
  const entries: Record<string, string> = {};
  const entryLength = JSON.stringify({ 'key-10000': 'value of 10000' }, null, indent).length;
  const count = Math.floor((textLength * 0.9) / entryLength);
  for (let i = 0; i < count; i++) entries[`key-${String(i)}`] = `value of ${String(i)}`;
  return JSON.stringify(entries, null, indent);
}
