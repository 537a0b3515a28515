import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { pathPatternKinds } from '../../../shared/model/change.ts';
import { mostRules, type RuleSaveOutcome } from '../../../shared/model/rule.ts';
import { ruleWatchOf } from '../../../shared/rule-watch.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { notify } from '../../stores/notice-store.ts';
import { Button, Checkbox, Dialog, Select, TextField } from '../../ui/index.ts';
import { KindChoice } from './kind-choice.tsx';
import {
  findProblems,
  problemsOf,
  ruleOf,
  type DraftProblems,
  type PatternProblem,
  type RuleDraft,
} from './rule-draft.ts';
import styles from './rules-dialog.module.css';
import { TrialView } from './trial-view.tsx';
import { useTrial } from './use-trial.ts';

export interface RuleEditorProps {
  readonly initial: RuleDraft;
  /** The znode that the dialog was opened for: it closes when the rule is saved. */
  readonly path?: string | undefined;
  readonly onDone: () => void;
}

/** One rule in a form. What is typed stays until the main process has taken it. */
export function RuleEditor({ initial, path, onDone }: RuleEditorProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const [problems, setProblems] = useState<DraftProblems>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const trial = useTrial();
  const place = ruleWatchOf({ kind: draft.pathKind, pattern: draft.path });
  const change = (patch: Partial<RuleDraft>) => {
    setDraft({ ...draft, ...patch });
    setProblems({});
    setRefusal(null);
    trial.clear();
  };
  const leave = path === undefined ? onDone : closeDialog;

  return (
    <Dialog
      title={t(path === undefined ? 'rules.editTitle' : 'rules.nodeTitle')}
      onClose={leave}
      width={600}
      aside={<Button onPress={() => void tryDraft()}>{t('rules.try')}</Button>}
      footer={
        <>
          <Button onPress={leave}>{t('app.cancel')}</Button>
          <Button kind="primary" onPress={() => void save()}>
            {t('rules.save')}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={submitByEnter}>
        <div className={styles.fields}>
          <Select
            label={t('rules.pathKind')}
            items={pathPatternKinds.map((id) => ({ id, label: t(`rules.pathKinds.${id}`) }))}
            value={draft.pathKind}
            onChange={(pathKind) => change({ pathKind })}
            className={styles.choice ?? ''}
          />
          <TextField
            label={t('rules.path')}
            value={draft.path}
            onChange={(text) => change({ path: text })}
            description={t(`rules.pathHints.${draft.pathKind}`)}
            error={describePattern(problems.path)}
            isMono
            autoFocus
            className={styles.grow ?? ''}
          />
        </div>
        <KindChoice
          kinds={draft.kinds}
          onChange={(kinds) => change({ kinds })}
          error={problems.kinds && t('rules.kindsNeeded')}
        />
        <div className={styles.fields}>
          <Select
            label={t('rules.value')}
            items={(['any', 'text', 'regex'] as const).map((id) => ({
              id,
              label: t(`rules.valueKinds.${id}`),
            }))}
            value={draft.valueKind}
            onChange={(valueKind) => change({ valueKind })}
            className={styles.choice ?? ''}
          />
          {draft.valueKind !== 'any' && (
            <TextField
              label={t('rules.valuePattern')}
              value={draft.value}
              onChange={(value) => change({ value })}
              description={t('rules.valueHint')}
              error={describePattern(problems.value)}
              isMono
              className={styles.grow ?? ''}
            />
          )}
        </div>
        <TextField
          label={t('rules.name')}
          placeholder={draft.path}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={problems.name && t('rules.nameLong')}
        />
        <Checkbox isSelected={draft.hasSound} onChange={(hasSound) => change({ hasSound })}>
          {t('rules.withSound')}
        </Checkbox>
        {draft.path !== '' && (
          <p className={styles.muted}>{t(`rules.ownWatch.${place.scope}`, { path: place.path })}</p>
        )}
        {refusal !== null && (
          <p role="alert" className={styles.refusal}>
            {refusal}
          </p>
        )}
        <TrialView state={trial.state} />
        {/* Lets Enter in a field save the rule, as in every form. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );

  function submitByEnter(event: SyntheticEvent) {
    event.preventDefault();
    void save();
  }

  /** @returns whether the draft can be sent; what is wrong is shown at its field. */
  function check(): boolean {
    const found = findProblems(draft);
    setProblems(found);
    return Object.keys(found).length === 0;
  }

  async function tryDraft(): Promise<void> {
    if (!check()) return;
    const outcome = await trial.run(ruleOf(draft));
    if (outcome?.kind !== 'problem') return;
    setProblems(problemsOf(outcome.problem));
    trial.clear();
  }

  async function save(): Promise<void> {
    if (!check()) return;
    const rule = ruleOf(draft);
    try {
      const outcome = await call('rules.save', { rule });
      if (outcome.kind === 'saved') settle(rule.name);
      else refuse(outcome);
    } catch (error) {
      setRefusal(describeFailure(failureOf(error, 'rules.save'), t));
    }
  }

  function settle(name: string): void {
    if (path === undefined) return onDone();
    closeDialog();
    notify({ kind: 'info', text: t('rules.saved', { name }) });
  }

  function refuse(outcome: Exclude<RuleSaveOutcome, { kind: 'saved' }>): void {
    if (outcome.kind === 'problem') setProblems(problemsOf(outcome.problem));
    else setRefusal(t('rules.tooMany', { count: mostRules }));
  }

  function describePattern(problem: PatternProblem | undefined): string | undefined {
    if (problem === undefined) return undefined;
    if (problem === 'needed') return t('rules.patternNeeded');
    if (problem === 'long') return t('rules.patternLong');
    return t('rules.patternProblem', { detail: problem.detail });
  }
}
