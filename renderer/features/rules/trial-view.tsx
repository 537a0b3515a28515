import { shortName, visibleName } from '../../../shared/visible-name.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '../../../shared/model/change.ts';
import type { RuleTrial } from '../../../shared/model/rule.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatCount, formatTimeOfDay } from '../../i18n/format.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { goTo } from '../../stores/selection-store.ts';
import { Button, KindMark, MiddleEllipsis } from '../../ui/index.ts';
import styles from './rules-dialog.module.css';
import type { TrialState } from './use-trial.ts';

/** What a rule would have notified of, so far as the timeline reaches back. */
export function TrialView({ state }: { readonly state: TrialState }) {
  const { t } = useTranslation();
  const view = useRef<HTMLDivElement>(null);
  const { kind } = state;
  useEffect(() => {
    // Where the dialog scrolls, the answer may be below what is shown.
    if (kind === 'done' || kind === 'failed') view.current?.scrollIntoView({ block: 'nearest' });
  }, [kind]);
  return (
    <div ref={view} className={styles.trial}>
      <p role="status" className={styles.muted}>
        <TrialSentence state={state} />
      </p>
      {state.kind === 'done' && state.trial.kind === 'tried' && state.trial.last.length > 0 && (
        <ul aria-label={t('rules.trialList')} className={styles.trialList}>
          {state.trial.last.map((change) => (
            <TrialRow key={change.id} change={change} />
          ))}
        </ul>
      )}
    </div>
  );
}

function TrialSentence({ state }: { readonly state: TrialState }) {
  const { t } = useTranslation();
  switch (state.kind) {
    case 'none':
      return null;
    case 'running':
      return t('rules.trying');
    case 'failed':
      return describeFailure(state.failure, t);
    case 'done':
      return <Outcome trial={state.trial} />;
  }
}

function Outcome({ trial }: { readonly trial: RuleTrial }) {
  const { t, i18n } = useTranslation();
  if (trial.kind === 'notConnected') return t('rules.trialNotConnected');
  // The form shows it at the field; a rule in the list has passed before.
  if (trial.kind === 'problem') return trial.problem.detail;
  const { kept, matching, withoutValue, last } = trial;
  const count = (value: number) => formatCount(value, i18n.language);
  if (kept === 0) return t('rules.trialNothing');
  return [
    t('rules.trialCount', { count: matching, shown: count(matching), kept: count(kept) }),
    ...(matching > last.length ? [t('rules.trialLast', { shown: count(last.length) })] : []),
    ...(withoutValue > 0
      ? [t('rules.trialWithoutValue', { count: withoutValue, shown: count(withoutValue) })]
      : []),
  ].join(' ');
}

function TrialRow({ change: { seenAt, kind, path, count } }: { readonly change: Change }) {
  const { t, i18n } = useTranslation();
  return (
    <li className={styles.trialRow}>
      <time className={styles.time}>{formatTimeOfDay(seenAt)}</time>
      <span className={styles.kind}>
        <KindMark
          kind={kind}
          word={t(`changes.kinds.${kind}`)}
          merged={
            count > 1
              ? { count: formatCount(count, i18n.language), title: t('changes.merged', { count }) }
              : undefined
          }
        />
      </span>
      <Button
        kind="quiet"
        label={visibleName(shortName(path))}
        className={styles.path ?? ''}
        onPress={() => {
          closeDialog();
          goTo(path);
        }}
      >
        <MiddleEllipsis text={path} keepEnd={16} />
      </Button>
    </li>
  );
}
