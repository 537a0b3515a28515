import { X } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ChangeDetail, ChangeValue } from '../../../../shared/model/change.ts';
import { formatCount } from '../../../i18n/format.ts';
import { useIsWritable } from '../../../stores/connection-store.ts';
import { openDialog } from '../../../stores/dialog-store.ts';
import { useDraft } from '../../../stores/draft-store.ts';
import { Button, IconButton } from '../../../ui/index.ts';
import { sameBytes } from '../../../value/decode-value.ts';
import { hexLimitBytes, showSides } from '../../../value/shown-value.ts';
import { ValueDiff } from '../../../value/value-diff.tsx';
import type { ShownNode } from '../../../views/index.ts';
import type { HistoryModel } from './history-model.ts';
import { useVersions } from './use-versions.ts';
import styles from './version-comparison.module.css';

export interface VersionComparisonProps {
  readonly model: HistoryModel;
  readonly node: ShownNode;
}

/** One side of the comparison: a version of the node, or that there was none. */
interface Side {
  readonly title: string;
  readonly value: ChangeValue;
  readonly version: number | undefined;
  /** What to say where there was no node. */
  readonly absentText: string;
}

/** The versions picked in the history side by side, each with a way to restore it. */
export function VersionComparison({ model, node }: VersionComparisonProps) {
  const { t } = useTranslation();
  const { picked, news } = useStore(model.state);
  const details = useVersions(picked, news);
  const ids = [...picked].sort((one, other) => one - other);
  const shown = ids.map((id) => details.get(id));
  const isRead = shown.every((detail) => detail !== undefined);
  const kept = shown.filter((detail) => detail !== undefined && detail !== null);
  const sides = kept.length === ids.length ? sidesOf(kept, t) : null;
  return (
    <section
      aria-label={t('history.comparison')}
      className={styles.comparison}
      onKeyDown={(event) => {
        if (event.key === 'Escape') model.closeComparison();
      }}
    >
      <header className={styles.header}>
        {sides?.map((side) => (
          <SideHeader key={side.title} side={side} node={node} />
        ))}
        <IconButton
          label={t('history.close')}
          icon={<X aria-hidden />}
          onPress={() => model.closeComparison()}
          className={styles.close ?? ''}
        />
      </header>
      {sides && <Values sides={sides} node={node} />}
      {isRead && !sides && <p className={styles.note}>{t('history.gone')}</p>}
    </section>
  );
}

/** @returns what one change did, or what two led to. */
function sidesOf(details: readonly ChangeDetail[], t: TFunction): readonly [Side, Side] | null {
  const [older, newer] = details;
  if (!older) return null;
  const deleted = t('history.deleted');
  if (newer) {
    const side = ({ change, after }: ChangeDetail, title: string): Side => ({
      title,
      value: after,
      version: change.version,
      absentText: deleted,
    });
    return [side(older, t('history.older')), side(newer, t('history.newer'))];
  }
  const { change, before, after } = older;
  return [
    {
      title: t('history.before'),
      value: before,
      version: change.fromVersion,
      absentText: t('history.notThere'),
    },
    { title: t('history.after'), value: after, version: change.version, absentText: deleted },
  ];
}

function SideHeader({ side, node }: { readonly side: Side; readonly node: ShownNode }) {
  const { t } = useTranslation();
  const { title, value } = side;
  const isWritable = useIsWritable();
  const hasDraft = useDraft(node.path) !== undefined;
  const now = node.kind === 'present' ? node.value : null;
  const isCurrent =
    value.kind === 'value' &&
    now !== null &&
    now.stat.version === value.version &&
    sameBytes(now.data, value.data);
  const canBase = now !== null || node.kind === 'absent';
  const words = [...describeSide(side, t), ...(isCurrent ? [t('history.current')] : [])].join(
    ' · ',
  );
  return (
    <div className={styles.side}>
      <p className={styles.words} title={words}>
        <span className={styles.title}>{title}</span> {words}
      </p>
      {value.kind === 'value' && !isCurrent && (
        <Button
          label={t('history.restoreVersion', { version: value.version })}
          isDisabled={!isWritable || hasDraft || !canBase}
          className={styles.restore ?? ''}
          onPress={() => {
            const { version, data } = value;
            openDialog('restore', { path: node.path, version, data, base: now });
          }}
        >
          {t('history.restore')}
        </Button>
      )}
    </div>
  );
}

/** @returns what one side is, in words; what its text cannot show. */
function describeSide({ value, version, absentText }: Side, t: TFunction): string[] {
  switch (value.kind) {
    case 'absent':
      return [absentText];
    case 'unknown':
      return version === undefined ? ['—'] : [t('history.versionOf', { version })];
    case 'value': {
      const words: string[] = [t('history.versionOf', { version: value.version })];
      if (value.data === null) words.push(t('history.nullValue'));
      else if (value.data.length === 0) words.push(t('history.emptyValue'));
      return words;
    }
  }
}

function Values({
  sides,
  node,
}: {
  readonly sides: readonly [Side, Side];
  readonly node: ShownNode;
}) {
  const { t } = useTranslation();
  const [before, after] = [sides[0].value, sides[1].value];
  const notes = useNotes(sides, node);
  return (
    <>
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <ValueDiff
        label={t('history.comparisonLabel')}
        before={before}
        after={after}
        shown={showSides(before, after)}
      />
    </>
  );
}

/** @returns what is to know about the two values, one sentence each. */
function useNotes(sides: readonly [Side, Side], node: ShownNode): readonly string[] {
  const { t, i18n } = useTranslation();
  const isWritable = useIsWritable();
  const hasDraft = useDraft(node.path) !== undefined;
  const notes = new Set<string>();
  for (const { title, value } of sides) {
    if (value.kind === 'unknown') notes.add(`${title}: ${t('history.notHeld')}`);
  }
  const [before, after] = [sides[0].value, sides[1].value];
  const [shownBefore, shownAfter] = showSides(before, after);
  if (before.kind === 'value' && after.kind === 'value' && sameBytes(before.data, after.data)) {
    notes.add(t('history.same'));
  }
  if (shownBefore.isHex) notes.add(t('history.binary'));
  if (shownBefore.isCut || shownAfter.isCut) {
    notes.add(t('history.cut', { shown: formatCount(hexLimitBytes, i18n.language) }));
  }
  if (hasDraft) notes.add(t('history.draftFirst'));
  else if (!isWritable) notes.add(t('history.notWritable'));
  return [...notes];
}
