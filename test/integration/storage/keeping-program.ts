import { HistoryStore } from '../../../electron/storage/history/history-store.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';

/** Keeps entries in a history without end, in small segments of which the oldest go, and prints each id. */
const [folder = '', password = '', from = ''] = process.argv.slice(2);
const store = new HistoryStore({
  folder,
  keychain: new FakeKeychain(Buffer.from(password, 'hex')),
  report: (problem) => console.log(`problem ${problem.kind}`),
  clock: Date.now,
});
const opened = await store.open('p', { path: '/config', scope: 'subtree' }, 64 * 1024);
if (!opened.ok) throw new Error(opened.error.detail);
const history = opened.value;
for (let id = Number(from); ; id++) {
  history.append({
    change: { id, seenAt: Date.now(), kind: 'dataChanged', path: '/config', count: 1 },
    before: { kind: 'unknown' },
    after: { kind: 'value', data: new Uint8Array((id * 97) % 3_000), version: id },
  });
  // Sometimes recorded, sometimes only written.
  if (id % 3 === 0) await history.flush();
  else await history.read('newestFirst').next();
  console.log(String(id));
}
