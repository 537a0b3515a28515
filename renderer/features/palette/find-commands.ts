import { matchSorter, rankings, type MatchSorterOptions } from 'match-sorter';

/** What a command is found by. */
export interface FindableCommand {
  readonly id: string;
  readonly title: string;
  /** People who work in another language often know a command by its English name. */
  readonly englishTitle: string;
}

const options = {
  keys: [
    ({ title }) => title,
    ({ englishTitle }) => englishTitle,
    // An id names the feature first ("node.save"), which says less than a word of a title.
    { key: ({ id }) => id, maxRanking: rankings.MATCHES },
  ],
  // What matches equally well stays in the order it came in.
  baseSort: (one, other) => one.index - other.index,
} satisfies MatchSorterOptions<FindableCommand>;

/**
 * @param text as typed; its words are also searched one by one, so that their order does not matter.
 * @returns the commands that match, the best first; all of them for an empty text.
 */
export function findCommands<Command extends FindableCommand>(
  commands: readonly Command[],
  text: string,
): readonly Command[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const whole = matchSorter(commands, words.join(' '), options);
  const byWords = words.reduceRight(
    (found, word) => matchSorter(found, word, options),
    [...commands],
  );
  return [...new Set([...whole, ...byWords])];
}
