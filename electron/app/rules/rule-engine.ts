import type { RulesState } from '../../../shared/model/rule.ts';
import type { Disposable } from '../../lifecycle.ts';
import { RuleMatcher } from '../../workspace/rules/rule-matcher.ts';
import type { RuleSource } from '../../workspace/rules/rule-source.ts';
import { TimeSlice } from '../../workspace/time-slice.ts';
import { NotificationGate } from './notification-gate.ts';
import type { Notice } from './notice.ts';
import { SeenElsewhere } from './seen-elsewhere.ts';

/** A change is judged this long after it was seen: until then it is read and merged with those that follow. */
const settleMs = 400;
/** How long a rule on the value waits for a slow server to answer with it. */
const patienceMs = 5_000;
/** A judgement by a regular expression over a value costs about as much as so many steps of a time slice. */
const stepsPerJudgement = 32;

export interface RuleEngineOptions {
  readonly state: () => Pick<RulesState, 'rules' | 'settings'>;
  /** That of the timeline, milliseconds since the epoch. */
  readonly clock: () => number;
  /** For the rate at which notifications are shown. */
  readonly steadyClock: () => number;
  readonly show: (notice: Notice) => void;
}

/** Entries of one timeline, not yet judged. */
interface Backlog {
  readonly source: RuleSource;
  readonly nextId: number;
  lastId: number;
}

/**
 * Judges each change of every page's timeline by the rules. One change makes one notification, however many rules match
 * it and however many pages of its connection see it.
 *
 * Of a timeline only the ids of the first and the last entry that is to be judged are held: the timeline itself keeps
 * the rest, and what it lets go in a flood is not reported.
 */
export class RuleEngine implements Disposable {
  readonly #options: RuleEngineOptions;
  readonly #gate: NotificationGate;
  readonly #elsewhere = new SeenElsewhere();
  #matcher: RuleMatcher;
  /** Those that wait longest come first. */
  readonly #backlogs = new Map<RuleSource['log'], Backlog>();
  #timer: NodeJS.Timeout | null = null;
  #isRunning = false;
  #isDisposed = false;

  constructor(options: RuleEngineOptions) {
    this.#options = options;
    this.#matcher = new RuleMatcher(options.state().rules);
    this.#gate = new NotificationGate({ ...options, settings: () => options.state().settings });
  }

  /** To be called when rules or settings are other ones. What was seen before a rule was switched on is not reported. */
  stateChanged(): void {
    this.#matcher = new RuleMatcher(this.#options.state().rules);
    this.#gate.settingsChanged();
  }

  /** Takes note of an entry that was added to a timeline. */
  notice(source: RuleSource, id: number): void {
    if (this.#matcher.isEmpty || this.#isDisposed) return;
    const backlog = this.#backlogs.get(source.log);
    if (backlog) backlog.lastId = id;
    else this.#backlogs.set(source.log, { source, nextId: id, lastId: id });
    this.#wake();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#backlogs.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#gate.dispose();
  }

  #wake(): void {
    if (this.#isRunning) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#run();
    }, settleMs);
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      const slice = new TimeSlice();
      while (this.#judgeNext()) {
        if (slice.isOver(stepsPerJudgement)) await slice.next();
      }
    } finally {
      this.#isRunning = false;
    }
    if (this.#backlogs.size > 0) this.#wake();
  }

  /** Judges one entry of the first timeline that has one. @returns false when there is nothing to judge now. */
  #judgeNext(): boolean {
    for (const backlog of this.#backlogs.values()) {
      if (this.#judge(backlog)) return true;
    }
    return false;
  }

  /** @returns false when the next entry of this timeline cannot be judged yet. */
  #judge(backlog: Backlog): boolean {
    const { source, nextId, lastId } = backlog;
    const detail = source.log.detail(nextId);
    if (detail) {
      const { change } = detail;
      const age = this.#options.clock() - change.seenAt;
      if (isYounger(age, settleMs)) return false;
      const { rules, isOpen } = this.#matcher.match(detail);
      if (isOpen && isYounger(age, patienceMs)) return false;
      const { connectString, log } = source;
      if (rules.length > 0 && !this.#elsewhere.take(connectString, log, change)) {
        const ruleNames = rules.map(({ name }) => name);
        const hasSound = rules.some((rule) => rule.hasSound);
        this.#gate.offer({ kind: 'change', change, ruleNames, hasSound, connectString });
      }
    }
    // Taken out and put last again, so that one busy connection does not keep the others waiting.
    this.#backlogs.delete(source.log);
    if (nextId !== lastId) this.#backlogs.set(source.log, { ...backlog, nextId: nextId + 1 });
    return true;
  }
}

/** An age below zero shows a clock that was set back: waiting for it could take hours. */
function isYounger(age: number, thanMs: number): boolean {
  return age >= 0 && age < thanMs;
}
