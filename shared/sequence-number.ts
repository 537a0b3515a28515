import type { Stat } from './model/stat.ts';

/**
 * The number that a server appends to the name of a sequential znode: `String.format("%010d", cversion of the parent)`
 * (`PrepRequestProcessor.pRequest2TxnCreate`). It is ten characters with a leading zero or minus, and begins anew at
 * -2147483648 after 2147483647. No Stat records that a node is sequential, so a name that ends so is a guess.
 */
export interface SequencedName {
  /** What the client asked for. */
  readonly stem: string;
  /** Empty for a name that cannot have come from a server. */
  readonly sequence: string;
}

/** Of a parent's Stat, what shows how many numbers it has given out. */
export type ParentCounts = Pick<Stat, 'cversion' | 'numChildren'>;

const positive = /(?<!\d)\d{10}$/;
const negative = /-(?:\d{9}|[12]\d{9})$/;
const longest = 2 ** 31;

/**
 * @param parent the parent's counts where they are known: a number that it has not given out yet is none.
 * @returns a name without and with its sequence number.
 */
export function splitSequence(name: string, parent?: ParentCounts): SequencedName {
  const sequence = findSequence(name, parent);
  return { stem: name.slice(0, name.length - sequence.length), sequence };
}

function findSequence(name: string, parent: ParentCounts | undefined): string {
  const given = parent && countGiven(parent);
  const [digits] = positive.exec(name) ?? [];
  if (digits !== undefined && Number(digits) < (given ?? longest)) return digits;
  const [signed] = negative.exec(name) ?? [];
  if (signed === undefined) return '';
  const value = Number(signed);
  return value >= -longest && value < (given === undefined ? 0 : given - longest) ? signed : '';
}

/**
 * A server counts each creation in `cversion` and shows twice that less the children there are, so that deletions count
 * as well (`DataNode.copyStat`).
 * @returns how many children were ever created: the next number. All is in 32 bits, so 2147483648 may be missing.
 */
function countGiven({ cversion, numChildren }: ParentCounts): number {
  return ((cversion + numChildren) >>> 0) / 2;
}
