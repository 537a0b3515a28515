import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft, NodeValue } from '../../../shared/model/node.ts';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { closeDialog, useDialogStore } from '../../stores/dialog-store.ts';
import { useDraft } from '../../stores/draft-store.ts';
import { languageOf } from '../../stores/language-choice.ts';
import { useSaveStore } from '../../stores/save-store.ts';
import { Button, Dialog, Spinner } from '../../ui/index.ts';
import { ComparedTexts } from '../../value/compared-texts.tsx';
import { textOf } from '../../value/decode-value.ts';
import { checkBeforeSave, SaveAnywayDialog, type SyntaxProblem } from '../../value/syntax/index.ts';
import styles from './conflict-dialog.module.css';
import { keepTheirs, merge, overwrite } from './resolutions.ts';
import { useTheirs, type Theirs } from './use-theirs.ts';

interface Question {
  readonly problem: SyntaxProblem;
  readonly seen: NodeValue;
}

export interface ConflictDialogProps {
  readonly path: string;
}

/** Both versions of a node that somebody else has changed under a draft, and the three ways on. */
export function ConflictDialog({ path }: ConflictDialogProps) {
  const draft = useDraft(path);
  // Settled elsewhere, for example because the server now holds the very same text.
  if (!draft) return <SettledConflict path={path} />;
  return <OpenConflict draft={draft} />;
}

function SettledConflict({ path }: ConflictDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('conflict.title', { path })}
      onClose={closeDialog}
      footer={
        <Button kind="primary" onPress={closeDialog}>
          {t('conflict.close')}
        </Button>
      }
    >
      <p>{t('conflict.nothingLeft')}</p>
    </Dialog>
  );
}

function OpenConflict({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation();
  const { path } = draft;
  const [theirs, readAgain] = useTheirs(path);
  // Buttons are not disabled by it: the one that was pressed would lose the focus, and Escape with it.
  const isSaving = useSaveStore((state) => state.saving.has(path));
  const failure = useSaveStore((state) => state.failures.get(path));
  const [isBeaten, setBeaten] = useState(false);
  const [markersLine, setMarkersLine] = useState<number | null>(null);
  /** What is asked before mine is written, and over which value. */
  const [question, setQuestion] = useState<Question | null>(null);
  const value = theirs.kind === 'value' ? theirs.value : null;
  const theirText = value && textOf(value.data);

  return (
    <Dialog
      title={t('conflict.title', { path })}
      onClose={closeDialog}
      width={920}
      height={600}
      footer={
        <>
          <Button kind="quiet" onPress={closeDialog}>
            {t('conflict.cancel')}
          </Button>
          <Button
            kind="danger"
            isDisabled={!value}
            onPress={() => {
              if (value && !isSaving) void checkMine(value);
            }}
          >
            {t('conflict.overwrite')}
          </Button>
          <Button
            isDisabled={!value}
            onPress={() => {
              if (isSaving) return;
              keepTheirs(draft);
              closeDialog();
            }}
          >
            {t('conflict.keepTheirs')}
          </Button>
          <Button
            kind="primary"
            isDisabled={!value || theirText === null || draft.base.isUnknown === true}
            onPress={() => {
              if (!value || theirText === null || isSaving) return;
              merge(draft, value, theirText);
              closeDialog();
            }}
          >
            {t('conflict.merge')}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {value && (
          <p {...(isBeaten && { role: 'alert' })}>
            {isBeaten
              ? t('conflict.changedAgain', { to: value.stat.version })
              : explanationOf(draft, value, t)}
          </p>
        )}
        {failure && (
          <p role="alert" className={styles.failure}>
            {describeFailure(failure, t)}
          </p>
        )}
        {markersLine !== null && (
          <p role="alert" className={styles.failure}>
            {t('node.markersRefused', { line: markersLine })}
          </p>
        )}
        <Sides draft={draft} theirs={theirs} />
        {question && (
          <SaveAnywayDialog
            problem={question.problem}
            onSave={() => {
              setQuestion(null);
              void overwriteTheirs(question.seen);
            }}
            onCancel={() => setQuestion(null)}
          />
        )}
      </div>
    </Dialog>
  );

  async function checkMine(seen: NodeValue): Promise<void> {
    const { text, base } = draft;
    const { openings } = useDialogStore.getState();
    const problem = await checkBeforeSave({ text, before: base.text, language: languageOf(draft) });
    const now = useDialogStore.getState();
    // Closed meanwhile: nothing is to be written any more.
    if (now.dialog === null || now.openings !== openings) return;
    setMarkersLine(problem?.kind === 'markers' ? problem.line : null);
    if (!problem) await overwriteTheirs(seen);
    else if (problem.kind === 'syntax') setQuestion({ problem, seen });
  }

  async function overwriteTheirs(seen: NodeValue): Promise<void> {
    const outcome = await overwrite(draft, seen);
    if (outcome.kind === 'saved' || outcome.kind === 'deleted') {
      closeDialog();
    } else if (outcome.kind === 'conflict') {
      setBeaten(true);
      readAgain();
    }
  }
}

function explanationOf({ base }: Draft, { stat }: NodeValue, t: TFunction): string {
  if (base.isUnknown) return t('conflict.baseUnknown');
  return t('conflict.explanation', { from: base.version, to: stat.version });
}

function Sides({ draft, theirs }: { readonly draft: Draft; readonly theirs: Theirs }) {
  const { t } = useTranslation();
  if (theirs.kind === 'reading') return <Spinner label={t('conflict.reading')} />;
  if (theirs.kind === 'failed') {
    return (
      <p role="alert" className={styles.failure}>
        {describeFailure(theirs.failure, t)}
      </p>
    );
  }
  const { data, stat } = theirs.value;
  const theirText = textOf(data);
  if (theirText === null) return <p>{t('conflict.theirsBinary')}</p>;
  return (
    <>
      <div className={styles.titles}>
        <h3>
          {t(data === null ? 'conflict.theirsNull' : 'conflict.theirs', { version: stat.version })}
        </h3>
        <h3>{t('conflict.mine')}</h3>
      </div>
      <div className={styles.diff}>
        <ComparedTexts
          label={t('conflict.comparison')}
          original={toEditorText(theirText)}
          modified={toEditorText(draft.text)}
          language={languageOf(draft)}
        />
      </div>
    </>
  );
}
