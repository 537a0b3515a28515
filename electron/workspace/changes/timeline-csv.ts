import type { Change, ChangeDetail, ChangeValue } from '../../../shared/model/change.ts';
import { formatId, formatTime, textOf } from './timeline-values.ts';

type Cell = string | number | boolean | undefined;

/** The columns by their heads. */
const columns: Readonly<Record<string, (change: Change, detail: ChangeDetail) => Cell>> = {
  time: ({ seenAt }) => formatTime(seenAt),
  kind: ({ kind }) => kind,
  path: ({ path }) => path,
  from_version: ({ fromVersion }) => fromVersion,
  version: ({ version }) => version,
  mzxid: ({ mzxid }) => idCell(mzxid),
  from_bytes: ({ fromBytes }) => fromBytes,
  bytes: ({ bytes }) => bytes,
  count: ({ count }) => count,
  seen_by: ({ seenBy }) => seenBy,
  owner: ({ owner }) => idCell(owner),
  before: (_, { before }) => textOfSide(before),
  before_encoding: (_, { before }) => encodingOf(before),
  after: (_, { after }) => textOfSide(after),
  after_encoding: (_, { after }) => encodingOf(after),
  session_state: ({ session }) => session?.state,
  server: ({ session }) => session?.server,
  session_id: ({ session }) => idCell(session?.sessionId),
  gap_from: ({ gap }) => gap && formatTime(gap.from),
  gap_to: ({ gap }) => gap && formatTime(gap.to),
  gap_reason: ({ gap }) => gap?.reason,
  gap_compared: ({ gap }) => gap?.isCompared,
  gap_comparison: ({ gap }) => gap?.comparison?.state,
  gap_found: ({ gap }) => gap?.comparison?.found,
};

/** Spreadsheets take a file for UTF-8 only by this mark. */
const byteOrderMark = '\uFEFF';

/** @returns the first line, without its end. Lines end as RFC 4180 has it, with CR LF. */
export function csvHead(): string {
  return byteOrderMark + Object.keys(columns).join(',');
}

/** @returns an entry as one record of RFC 4180, without its end; a value that is not UTF-8 as base64. */
export function csvLine(detail: ChangeDetail): string {
  return Object.values(columns)
    .map((cellOf) => csvCell(cellOf(detail.change, detail)))
    .join(',');
}

function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  // Node data may come from anybody, and a spreadsheet would carry it out; in East Asia by the wide signs too (OWASP).
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function idCell(id: bigint | undefined): Cell {
  return id === undefined ? undefined : formatId(id);
}

function textOfSide(side: ChangeValue): string | undefined {
  if (side.kind !== 'value' || side.data === null) return undefined;
  return textOf(side.data) ?? Buffer.from(side.data).toString('base64');
}

function encodingOf(side: ChangeValue): string | undefined {
  if (side.kind !== 'value') return side.kind === 'absent' ? 'absent' : undefined;
  if (side.data === null) return 'null';
  return textOf(side.data) === null ? 'base64' : 'utf8';
}
