import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Change, ChangeDetail as Detail, ChangeValue } from '../../../shared/model/change.ts';
import type { TimelineSource } from '../../../shared/model/timeline.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { formatCount, formatDateTime, formatTimeOfDay } from '../../i18n/format.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { IconButton, MiddleEllipsis } from '../../ui/index.ts';
import { sameBytes } from '../../value/decode-value.ts';
import { hexLimitBytes, showSides } from '../../value/shown-value.ts';
import { ValueDiff } from '../../value/value-diff.tsx';
import styles from './change-detail.module.css';
import { ChangeFacts } from './change-facts.tsx';
import { describeEvent } from './entry-words.ts';

export interface ChangeDetailProps {
  readonly source: TimelineSource;
  readonly id: number;
  /** Grows as more is learnt: a value that is read after its change was first shown is then shown too. */
  readonly news: number;
  readonly onClose: () => void;
}

/** One change: what it did to the data. */
export function ChangeDetail({ source, id, news, onClose }: ChangeDetailProps) {
  const { t, i18n } = useTranslation();
  const answer = useDetail(source, id, news);
  const detail = answer?.detail;
  return (
    <section
      aria-label={t('changes.detail')}
      className={styles.detail}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className={styles.header}>
        {detail && (
          <>
            <span className={styles.kind}>{t(`changes.kinds.${detail.change.kind}`)}</span>
            {describeEvent(detail.change, t, i18n.language) === null && (
              <MiddleEllipsis
                text={detail.change.path}
                keepEnd={10}
                className={styles.path ?? ''}
              />
            )}
            <time
              className={styles.time}
              title={formatDateTime(detail.change.seenAt, i18n.language)}
            >
              {formatTimeOfDay(detail.change.seenAt)}
            </time>
          </>
        )}
        <IconButton
          label={t('changes.closeDetail')}
          icon={<X aria-hidden />}
          onPress={onClose}
          className={styles.close ?? ''}
        />
      </header>
      {detail && <Content detail={detail} isLive={source === 'live'} />}
      {answer && !detail && <p className={styles.note}>{t('changes.gone')}</p>}
    </section>
  );
}

/** @returns the answer for this change; undefined until it is there. */
function useDetail(
  source: TimelineSource,
  id: number,
  news: number,
): { readonly detail: Detail | null } | undefined {
  const [answer, setAnswer] = useState<{ id: number; detail: Detail | null }>();
  const isComplete = answer?.id === id && (!answer.detail || !isOpenEnded(answer.detail));
  useEffect(() => {
    if (isComplete) return undefined;
    const controller = new AbortController();
    call('changes.getDetail', { source, id }, { signal: controller.signal }).then(
      (detail) => {
        if (!controller.signal.aborted) setAnswer({ id, detail });
      },
      (error: unknown) => {
        notifyFailure(failureOf(error, 'changes.getDetail'));
      },
    );
    return () => {
      controller.abort();
    };
  }, [source, id, news, isComplete]);
  return answer?.id === id ? answer : undefined;
}

/** Whether the value after the change may still be read. */
function isOpenEnded({ change, after }: Detail): boolean {
  return isAboutData(change) && after.kind === 'unknown';
}

function isAboutData({ kind }: Change): boolean {
  return kind === 'created' || kind === 'dataChanged' || kind === 'deleted';
}

interface ContentProps {
  readonly detail: Detail;
  /** Whether it was seen on the connection, so that the servers can be asked about it. */
  readonly isLive: boolean;
}

function Content({ detail, isLive }: ContentProps) {
  const { t, i18n } = useTranslation();
  const event = describeEvent(detail.change, t, i18n.language);
  return (
    <>
      {event !== null && <p className={styles.event}>{event}</p>}
      <ChangeFacts change={detail.change} isLive={isLive} />
      {event === null && <Sides detail={detail} />}
    </>
  );
}

function Sides({ detail: { change, before, after } }: { readonly detail: Detail }) {
  const { t, i18n } = useTranslation();
  const hasData = before.kind === 'value' || after.kind === 'value';
  const isSame =
    before.kind === 'value' && after.kind === 'value' && sameBytes(before.data, after.data);
  const shown = showSides(before, after);
  const [shownBefore, shownAfter] = shown;
  const notes: string[] = [];
  if (change.kind === 'childrenChanged') notes.push(t('changes.childrenOnly'));
  else if (change.kind === 'aclChanged') notes.push(t('changes.aclOnly'));
  else if (before.kind === 'unknown') notes.push(t('changes.unknownBefore'));
  if (isAboutData(change) && after.kind === 'unknown') {
    notes.push(t('changes.unknownAfter'));
  }
  if (isSame && change.kind === 'dataChanged') notes.push(t('changes.same'));
  if (shownBefore.isHex) notes.push(t('changes.binary'));
  if (shownBefore.isCut || shownAfter.isCut) {
    notes.push(t('changes.cut', { shown: formatCount(hexLimitBytes, i18n.language) }));
  }
  return (
    <>
      {isAboutData(change) && (
        <div className={styles.sides}>
          <Side title={t('changes.before')} words={describeSide(before, 'before', t)} />
          <Side title={t('changes.after')} words={describeSide(after, 'after', t)} />
        </div>
      )}
      {notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      {hasData && (
        <ValueDiff label={t('changes.comparison')} before={before} after={after} shown={shown} />
      )}
    </>
  );
}

function Side({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <span className={styles.side} title={words}>
      <span className={styles.sideTitle}>{title}</span> {words}
    </span>
  );
}

/** @returns what one side is, in words; what its text cannot show. */
function describeSide(value: ChangeValue, side: 'before' | 'after', t: TFunction): string {
  switch (value.kind) {
    case 'absent':
      return t(side === 'before' ? 'changes.absentBefore' : 'changes.absentAfter');
    case 'unknown':
      return '—';
    case 'value': {
      const words: string[] = [t('changes.versionOf', { version: value.version })];
      if (value.data === null) words.push(t('changes.nullValue'));
      else if (value.data.length === 0) words.push(t('changes.emptyValue'));
      return words.join(' · ');
    }
  }
}
