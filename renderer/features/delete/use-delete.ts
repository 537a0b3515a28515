import i18next from 'i18next';
import { useEffect, useState } from 'react';
import type { Progress } from '../../../shared/contract/topics.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { DeletePlan } from '../../../shared/model/node.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import { call, failureOf, isCancelled, newCallId } from '../../bridge/client.ts';
import { followTopic, useTopic } from '../../bridge/topics.ts';
import { formatCount } from '../../i18n/format.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { notify } from '../../stores/notice-store.ts';
import { goTo, useSelectionStore } from '../../stores/selection-store.ts';

/** Where a delete stands, from the first count to the last node. */
export type DeleteStep =
  | { readonly kind: 'counting'; readonly callId: string }
  /** Ready to be confirmed; `hasChanged` when an earlier count no longer held. */
  | { readonly kind: 'planned'; readonly plan: DeletePlan; readonly hasChanged: boolean }
  | { readonly kind: 'deleting'; readonly plan: DeletePlan; readonly callId: string }
  | { readonly kind: 'gone' }
  /** It can never be deleted. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Deletion {
  readonly step: DeleteStep;
  /** Of the count or the delete under way; undefined until the main process has told. */
  readonly progress: Progress | undefined;
  readonly confirm: () => void;
  readonly countAgain: () => void;
  /** Stops what is under way; what has been deleted stays deleted. */
  readonly cancel: () => void;
}

/** What a refused delete says about the count it was based on. */
const changedCodes: ReadonlySet<Failure['code']> = new Set(['BAD_VERSION', 'NOT_EMPTY']);

/** Counts what is at and below `path`, and deletes it once confirmed. */
export function useDelete(path: string): Deletion {
  const [attempt, setAttempt] = useState({ callId: newCallId(), hasChanged: false });
  const [step, setStep] = useState<DeleteStep>({ kind: 'counting', callId: attempt.callId });
  const [running, setRunning] = useState<AbortController | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    const { callId, hasChanged } = attempt;
    call('node.planDelete', { path }, { signal: controller.signal, callId }).then(
      (plan) => setStep({ kind: 'planned', plan, hasChanged }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setStep(stepAfter(failureOf(error, 'node.planDelete')));
      },
    );
    return () => controller.abort();
  }, [path, attempt]);

  const count = (hasChanged: boolean) => {
    const callId = newCallId();
    setStep({ kind: 'counting', callId });
    setAttempt({ callId, hasChanged });
  };

  const callId = step.kind === 'counting' || step.kind === 'deleting' ? step.callId : null;
  const progress = useTopic('progress', (all) =>
    all?.find((candidate) => candidate.callId === callId),
  );
  return {
    step,
    progress,
    confirm: () => {
      if (step.kind === 'planned') void run(step.plan);
    },
    countAgain: () => count(false),
    cancel: () => running?.abort(),
  };

  async function run(plan: DeletePlan): Promise<void> {
    const controller = new AbortController();
    const deleteId = newCallId();
    let done = 0;
    const stopListening = followTopic('progress', (rows) => {
      done = rows.find((row) => row.callId === deleteId)?.done ?? done;
    });
    setRunning(controller);
    setStep({ kind: 'deleting', plan, callId: deleteId });
    try {
      const { deletedCount } = await call(
        'node.delete',
        {
          path,
          version: plan.version,
          ...(plan.descendantCount > 0 && { belowAsOf: plan.asOf }),
        },
        { signal: controller.signal, callId: deleteId },
      );
      closeDialog();
      leave(path);
      say('remove.done', deletedCount);
    } catch (error) {
      const failure = failureOf(error, 'node.delete');
      if (isCancelled(error)) {
        closeDialog();
        say('remove.stopped', done);
      } else if (changedCodes.has(failure.code)) {
        count(true);
      } else {
        setStep(stepAfter(failure));
      }
    } finally {
      stopListening();
      setRunning(null);
    }
  }

  function say(textKey: 'remove.done' | 'remove.stopped', count: number): void {
    const formatted = formatCount(count, i18next.language);
    notify({ kind: 'info', text: i18next.t(textKey, { path, count, formatted }) });
  }
}

function stepAfter(failure: Failure): DeleteStep {
  if (failure.code === 'NO_NODE') return { kind: 'gone' };
  return { kind: failure.code === 'PROTECTED_NODE' ? 'refused' : 'failed', failure };
}

/** Nobody wants to stay on a node they have just deleted. */
function leave(path: string): void {
  const { selectedPath } = useSelectionStore.getState();
  const parent = parentOf(path);
  const isInside = selectedPath === path || selectedPath?.startsWith(`${path}/`);
  if (isInside && parent !== null) goTo(parent);
}
