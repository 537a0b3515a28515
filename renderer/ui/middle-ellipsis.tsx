import {
  shortName,
  visibleInSentence,
  visibleParts,
  type NamePart,
} from '../../shared/visible-name.ts';
import { classNames } from './class-names.ts';
import styles from './middle-ellipsis.module.css';
import { showParts } from './visible-text.tsx';

export interface MiddleEllipsisProps {
  readonly text: string;
  /** Characters at the end that are never cut: for names, the end distinguishes one from another. */
  readonly keepEnd?: number;
  readonly className?: string;
}

/** A name or path on one line, cut in the middle where it does not fit; the whole of it shows on hover. */
export function MiddleEllipsis({ text, keepEnd = 8, className }: MiddleEllipsisProps) {
  const [start, end] = cutBeforeEnd(visibleParts(shortName(text)), keepEnd);
  return (
    <bdi className={classNames(styles.text, className)} title={visibleInSentence(text)}>
      <span className={styles.start}>{showParts(start)}</span>
      {end.length > 0 && <span className={styles.end}>{showParts(end)}</span>}
    </bdi>
  );
}

/** @returns the parts before the end, and the end; no end where the name is short. A sign counts as one character. */
function cutBeforeEnd(
  parts: readonly NamePart[],
  keepEnd: number,
): readonly [readonly NamePart[], readonly NamePart[]] {
  // By code point, so that no character is torn apart.
  const units = parts.flatMap(({ kind, text }): NamePart[] =>
    kind === 'sign'
      ? [{ kind, text }]
      : Array.from(text, (character) => ({ kind, text: character })),
  );
  if (units.length <= keepEnd * 2) return [parts, []];
  return [join(units.slice(0, -keepEnd)), join(units.slice(-keepEnd))];
}

function join(units: readonly NamePart[]): readonly NamePart[] {
  const joined: NamePart[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    if (last?.kind === 'plain' && unit.kind === 'plain') {
      joined[joined.length - 1] = { kind: 'plain', text: last.text + unit.text };
    } else {
      joined.push(unit);
    }
  }
  return joined;
}
