import i18next from 'i18next';
import { useEffect, useState } from 'react';
import type { Progress } from '../../../shared/contract/topics.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { DeletePlan } from '../../../shared/model/node.ts';
import { hasEnded, type PlannedTask } from '../../../shared/model/task.ts';
import { call, failureOf, newCallId } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { describeStop } from '../../i18n/describe-task.ts';
import { closeDialog, useDialogStore } from '../../stores/dialog-store.ts';
import { awaitEnd, sayDeleted, sayEnd } from './follow-deletes.ts';

type PlannedDelete = PlannedTask;

/** Where a delete stands, from the first count to the last node. */
export type DeleteStep =
  | { readonly kind: 'counting'; readonly callId: string }
  /** Ready to be confirmed; `hasChanged` when an earlier count no longer held. */
  | { readonly kind: 'planned'; readonly planned: PlannedDelete; readonly hasChanged: boolean }
  | { readonly kind: 'deleting' }
  | { readonly kind: 'gone' }
  /** It can never be deleted. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** `text` says also what was done before it failed. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly text?: string };

export interface Deletion {
  readonly step: DeleteStep;
  /** Of the count under way; undefined until the main process has reported. */
  readonly progress: Progress | undefined;
  readonly confirm: () => void;
  readonly countAgain: () => void;
}

/** What a refused delete says about the count it was based on. */
const changedCodes: ReadonlySet<Failure['code']> = new Set(['BAD_VERSION', 'NOT_EMPTY']);

/** Counts what is at and below `path`, and deletes it once confirmed. */
export function useDelete(path: string): Deletion {
  const [attempt, setAttempt] = useState({ callId: newCallId(), hasChanged: false });
  const [step, setStep] = useState<DeleteStep>({ kind: 'counting', callId: attempt.callId });

  useEffect(() => {
    const controller = new AbortController();
    const { callId, hasChanged } = attempt;
    let id: string | null = null;
    call('tasks.plan', { kind: 'deleteSubtree', path }, { signal: controller.signal, callId }).then(
      (planned) => {
        ({ id } = planned);
        setStep({ kind: 'planned', planned, hasChanged });
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setStep(stepAfter(failureOf(error, 'tasks.plan')));
      },
    );
    return () => {
      controller.abort();
      // Not confirmed, or confirmed by now: nobody will ask for it any more.
      if (id !== null) call('tasks.putAway', { id }).catch(() => undefined);
    };
  }, [path, attempt]);

  const count = (hasChanged: boolean) => {
    const callId = newCallId();
    setStep({ kind: 'counting', callId });
    setAttempt({ callId, hasChanged });
  };

  const callId = step.kind === 'counting' ? step.callId : null;
  const progress = useTopic('progress', (all) =>
    all?.find((candidate) => candidate.callId === callId),
  );
  return {
    step,
    progress,
    confirm: () => {
      if (step.kind === 'planned') void run(step.planned);
    },
    countAgain: () => count(false),
  };

  async function run({ id, shown }: PlannedDelete): Promise<void> {
    setStep({ kind: 'deleting' });
    try {
      const outcome = await (shown.descendantCount === 0 ? deleteOne(shown) : deleteBelow(id));
      switch (outcome.kind) {
        case 'closed':
          closeIfOpen(path);
          return;
        case 'changed':
          count(true);
          return;
        case 'failed':
          setStep(stepAfter(outcome.failure, outcome.text));
      }
    } catch (error) {
      const failure = failureOf(error, 'node.delete');
      if (changedCodes.has(failure.code)) count(true);
      else setStep(stepAfter(failure));
    }
  }
}

type DeleteOutcome =
  /** It is done, or goes on by itself: nothing is left to decide here. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'changed' }
  /** `text` says also what was done before. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly text: string };

async function deleteOne({ path, version }: DeletePlan): Promise<DeleteOutcome> {
  await call('node.delete', { path, version });
  sayDeleted(path, 1);
  return { kind: 'closed' };
}

async function deleteBelow(id: string): Promise<DeleteOutcome> {
  const task = await call('tasks.confirm', { id });
  const { failure } = task;
  if (!hasEnded(task)) awaitEnd(task);
  else if (!failure) sayEnd(task);
  else if (task.done === 0 && changedCodes.has(failure.code)) return { kind: 'changed' };
  else return { kind: 'failed', failure, text: describeStop(task, i18next.t) };
  return { kind: 'closed' };
}

/** Another dialog may have been opened in its place meanwhile. */
function closeIfOpen(path: string): void {
  const { dialog } = useDialogStore.getState();
  if (dialog?.id === 'delete' && dialog.props.path === path) closeDialog();
}

function stepAfter(failure: Failure, text?: string): DeleteStep {
  if (failure.code === 'NO_NODE') return { kind: 'gone' };
  if (failure.code === 'PROTECTED_NODE') return { kind: 'refused', failure };
  return { kind: 'failed', failure, ...(text !== undefined && { text }) };
}
