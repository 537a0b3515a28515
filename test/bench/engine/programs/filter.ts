import { ChangeLog } from '../../../../electron/workspace/changes/change-log.ts';
import { changeKinds, type ChangesQuery } from '../../../../shared/model/change.ts';
import { answerCommands } from './answer-commands.ts';

/** The timeline of the main process by itself, full of changes. */
let log = new ChangeLog({ maxRows: 0, maxValueBytes: 0 });
const windowRows = 100;

await answerCommands({
  /** Makes so many entries about so many nodes. */
  fill(entries, nodes) {
    const maxRows = Number(entries);
    log = new ChangeLog({ maxRows, maxValueBytes: 48 * 1024 * 1024 });
    const seenAt = Date.now();
    for (let i = 0; i < maxRows; i++) {
      const number = i % Number(nodes);
      log.append({
        kind: changeKinds[i % changeKinds.length] ?? 'created',
        path: `/services/group-${String(number % 97)}/instance-${String(number)}/config`,
        seenAt: seenAt + i,
        version: i,
        mzxid: BigInt(i),
        count: 1,
        seenBy: 'watch',
      });
    }
    return [log.summary.kept];
  },
  /** Asks a question. @returns milliseconds to the first window and to all that passes, and how much that is. */
  async filter(kind, pattern) {
    const query = { path: { kind, pattern } } as ChangesQuery;
    const start = performance.now();
    const first = log.window(0, windowRows, query);
    const firstMs = performance.now() - start;
    const all = await log.select(query);
    const allMs = performance.now() - start;
    if (first.problem || !all.ok) throw new Error(`"${pattern}" is no pattern.`);
    return [firstMs, allMs, all.length];
  },
});
