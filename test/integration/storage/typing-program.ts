import { DraftStore } from '../../../electron/storage/draft-store.ts';

/** Types without end, over one base after another, and prints a line for each hand-over. */
const [folder = ''] = process.argv.slice(2);
const drafts = await DraftStore.open({ folder, report: console.error, clock: Date.now });
const path = '/config';
const page = {};
for (let number = 0; ; number++) {
  const mark = `base ${String(number)};`;
  const baseId = String(number);
  const base = { text: mark.padEnd(300_000, 'x'), version: number, mzxid: BigInt(number) };
  drafts.keep('p', page, { path, text: mark, base, updatedAt: number }, undefined, baseId);
  for (let key = 0; key < 4; key++) {
    const text = mark.padEnd(300_000 + key, 'y');
    drafts.keepText('p', page, { path, text, updatedAt: number, baseId });
    await drafts.flush();
    console.log(`${String(number)}.${String(key)}`);
  }
}
