import type { Change } from '../../../shared/model/change.ts';
import type { Rule, RuleTrial } from '../../../shared/model/rule.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import { TimeSlice } from '../time-slice.ts';
import { compileRule } from './compile-rule.ts';

/** As many as a person reads to see whether a rule is right. */
const shownCount = 50;
const stepsPerJudgement = 32;

/**
 * Tries a rule, whether it is on or not, against what a timeline holds now. Rate and quiet hours are left aside.
 * @throws the signal's reason when it is aborted.
 */
export async function tryRule(rule: Rule, log: ChangeLog, signal: AbortSignal): Promise<RuleTrial> {
  const compilation = compileRule(rule);
  if (!compilation.ok) return { kind: 'problem', problem: compilation.problem };
  const { kept } = log.summary;
  const selection = await log.select({ path: rule.path, kinds: rule.kinds });
  signal.throwIfAborted();
  if (!selection.ok) return { kind: 'problem', problem: selection.problem };
  const last: Change[] = [];
  let matching = 0;
  let withoutValue = 0;
  const slice = new TimeSlice();
  for (let place = selection.length - 1; place >= 0; place--) {
    const detail = log.detail(selection.idAt(place));
    const verdict = detail ? compilation.compiled.judge(detail) : 'no';
    if (verdict === 'unknown') withoutValue += 1;
    if (detail && verdict === 'yes') {
      matching += 1;
      if (last.length < shownCount) last.push(detail.change);
    }
    if (!slice.isOver(stepsPerJudgement)) continue;
    await slice.next();
    signal.throwIfAborted();
  }
  return { kind: 'tried', kept, matching, last, withoutValue };
}
