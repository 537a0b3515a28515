import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { createModes, hasTtl, isSequential } from '../../../shared/model/node.ts';
import { hasHiddenCharacters } from '../../../shared/visible-name.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { describePathProblem } from '../../i18n/describe-path-problem.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { notify } from '../../stores/notice-store.ts';
import { goTo } from '../../stores/selection-store.ts';
import {
  Button,
  Checkbox,
  Dialog,
  NumberField,
  Select,
  TextArea,
  TextField,
  VisibleText,
} from '../../ui/index.ts';
import { encodeText } from '../../value/decode-value.ts';
import styles from './create-dialog.module.css';
import { findNewNameProblem, hasTtlProblem, maxTtlMs, pathOf, type NewNode } from './new-node.ts';

export interface CreateDialogProps {
  /** Where the node is created. */
  readonly parent: string;
}

const oneDayMs = 86_400_000;

/** Asks for a new znode and creates it. What was typed stays until the server has confirmed it. */
export function CreateDialog({ parent }: CreateDialogProps) {
  const { t } = useTranslation();
  const [node, setNode] = useState<NewNode>({
    parent,
    name: '',
    mode: 'persistent',
    ttlMs: oneDayMs,
    data: '',
    createParents: false,
  });
  /** An untouched field is not scolded. */
  const [showsProblems, setShowsProblems] = useState(false);
  const [isCreating, setCreating] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = (patch: Partial<NewNode>) => {
    setNode({ ...node, ...patch });
    setRefusal(null);
  };

  const nameProblem = findNewNameProblem(node);
  const ttlProblem = hasTtlProblem(node);
  // A name that only lacks its rest is not scolded while it is typed.
  const showsNameProblem = showsProblems || (nameProblem !== null && nameProblem.kind !== 'needed');

  return (
    <Dialog
      title={t('create.title')}
      onClose={closeDialog}
      width={480}
      footer={
        <>
          <Button onPress={closeDialog}>{t('app.cancel')}</Button>
          {/* Never disabled: a button that has the focus would lose it, and Escape with it. */}
          <Button kind="primary" onPress={() => void submit()}>
            {t(isCreating ? 'create.creating' : 'create.submit')}
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={submitByEnter}>
        <p className={styles.parent}>{t('create.parent', { path: parent })}</p>
        <TextField
          label={t('create.name')}
          value={node.name}
          onChange={(name) => change({ name })}
          error={showsNameProblem ? describeNameProblem() : undefined}
          description={isSequential(node.mode) ? t('create.sequenceHint') : undefined}
          isMono
          autoFocus
        />
        <p className={styles.preview}>
          {t('create.result')}{' '}
          <code className={styles.path}>
            <VisibleText text={pathOf(node)} />
            {isSequential(node.mode) && t('create.sequenceNumber')}
          </code>
        </p>
        {hasHiddenCharacters(node.name) && <p role="alert">{t('create.hiddenCharacters')}</p>}
        <Checkbox
          isSelected={node.createParents}
          onChange={(createParents) => change({ createParents })}
        >
          {t('create.createParents')}
        </Checkbox>
        <Select
          label={t('create.mode')}
          items={createModes.map((id) => ({ id, label: t(`create.modes.${id}`) }))}
          value={node.mode}
          onChange={(mode) => change({ mode })}
          description={t(`create.modeHints.${node.mode}`)}
        />
        {hasTtl(node.mode) && (
          <NumberField
            label={t('create.ttl')}
            unit={t('create.milliseconds')}
            value={node.ttlMs}
            onChange={(ttlMs) => change({ ttlMs })}
            minValue={1}
            maxValue={maxTtlMs}
            error={ttlProblem ? t('create.ttlProblem') : undefined}
          />
        )}
        <TextArea
          label={t('create.data')}
          description={t('create.dataHint')}
          value={node.data}
          onChange={(data) => change({ data })}
          rows={6}
          isMono
        />
        {refusal !== null && (
          <p role="alert" className={styles.refusal}>
            {refusal}
          </p>
        )}
        {/* Lets Enter in a field create the node, as in every form. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );

  function submitByEnter(event: SyntheticEvent) {
    event.preventDefault();
    void submit();
  }

  async function submit(): Promise<void> {
    setShowsProblems(true);
    if (nameProblem || ttlProblem || isCreating) return;
    const path = pathOf(node);
    const data = encodeText(node.data);
    setCreating(true);
    try {
      const created = await call('node.create', {
        path,
        data,
        mode: node.mode,
        createParents: node.createParents,
        ...(hasTtl(node.mode) && { ttlMs: node.ttlMs }),
      });
      closeDialog();
      goTo(created.path);
      notify({ kind: 'info', text: t('create.created', { path: created.path }) });
    } catch (error) {
      setRefusal(describeRefusal(failureOf(error, 'node.create')));
      setCreating(false);
    }
  }

  function describeRefusal(failure: Failure): string {
    const isExtended = node.mode === 'container' || hasTtl(node.mode);
    if (failure.code === 'UNIMPLEMENTED' && isExtended) {
      return t('create.modeRefused', { mode: t(`create.modes.${node.mode}`) });
    }
    return describeFailure({ ...failure, path: failure.path ?? pathOf(node) }, t);
  }

  function describeNameProblem(): string | undefined {
    switch (nameProblem?.kind) {
      case undefined:
        return undefined;
      case 'needed':
        return t('create.nameNeeded');
      case 'needsParents':
        return t('create.needsParents');
      case 'path':
        return describePathProblem(nameProblem.problem, t);
    }
  }
}
