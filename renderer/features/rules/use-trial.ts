import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { Rule, RuleTrial } from '../../../shared/model/rule.ts';
import { call, failureOf, isCancelled } from '../../bridge/client.ts';

export type TrialState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly trial: RuleTrial }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Trial {
  readonly state: TrialState;
  /** Tries a rule against the timeline, in place of the trial that is under way. @returns null when that ended it. */
  readonly run: (rule: Rule) => Promise<RuleTrial | null>;
  readonly clear: () => void;
}

export function useTrial(): Trial {
  const [state, setState] = useState<TrialState>({ kind: 'none' });
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  return {
    state,
    run: async (rule) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setState({ kind: 'running' });
      try {
        const trial = await call('changes.tryRule', { rule }, { signal: controller.signal });
        if (controller.signal.aborted) return null;
        setState({ kind: 'done', trial });
        return trial;
      } catch (error) {
        if (controller.signal.aborted || isCancelled(error)) return null;
        setState({ kind: 'failed', failure: failureOf(error, 'changes.tryRule') });
        return null;
      }
    },
    clear: () => {
      running.current?.abort();
      setState({ kind: 'none' });
    },
  };
}
