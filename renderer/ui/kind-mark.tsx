import {
  CircleDashed,
  ListTree,
  PencilLine,
  Plug,
  Plus,
  ShieldHalf,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { EntryKind } from '../../shared/model/change.ts';
import { classNames } from './class-names.ts';
import styles from './kind-mark.module.css';

export interface KindMarkProps {
  readonly kind: EntryKind;
  readonly word: string;
  /** How many changes it stands for, and a sentence that says so; absent for a single one. */
  readonly merged?: { readonly count: string; readonly title: string } | undefined;
  /** For a place that may be too narrow for the word. */
  readonly wordClassName?: string | undefined;
}

/** Shape and word say the kind; the colour only repeats it. */
const icons: Readonly<Record<EntryKind, LucideIcon>> = {
  created: Plus,
  dataChanged: PencilLine,
  deleted: Trash2,
  childrenChanged: ListTree,
  aclChanged: ShieldHalf,
  session: Plug,
  gap: CircleDashed,
};

/** The kind of an entry in one line. */
export function KindMark({ kind, word, merged, wordClassName }: KindMarkProps) {
  const Icon = icons[kind];
  return (
    <span className={classNames(styles.kind, styles[kind])} title={word}>
      <Icon aria-hidden />
      <span className={classNames(styles.word, wordClassName)}>{word}</span>
      {merged && (
        <span className={styles.merged} title={merged.title}>
          ×{merged.count}
        </span>
      )}
    </span>
  );
}
