import type { RulesState } from '../../../shared/model/rule.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import { TimeSlice } from '../tree/time-slice.ts';
import { NotificationGate } from './notification-gate.ts';
import type { Notice } from './notice.ts';
import { RuleMatcher } from './rule-matcher.ts';

/** A change is judged this long after it was seen: until then it is read and merged with those that follow. */
const settleMs = 400;
/** How long a rule on the value waits for a slow server to tell it. */
const patienceMs = 5_000;
/** A judgement by a regular expression over a value costs about as much as so many steps of a time slice. */
const stepsPerJudgement = 32;

/** The timeline of one connection. */
export interface RuleSource {
  readonly log: Pick<ChangeLog, 'detail'>;
  readonly connectString: string;
}

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
  nextId: number;
  lastId: number;
}

/**
 * Judges each change of the timeline by the rules. One change makes one notification, however many rules match it.
 *
 * Only the ids of the first and the last entry that is to be judged are held: the timeline itself keeps the rest, and
 * what it lets go in a flood is not told of.
 */
export class RuleEngine implements Disposable {
  readonly #options: RuleEngineOptions;
  readonly #gate: NotificationGate;
  #matcher: RuleMatcher;
  #backlog: Backlog | null = null;
  #timer: NodeJS.Timeout | null = null;
  #isRunning = false;
  #isDisposed = false;

  constructor(options: RuleEngineOptions) {
    this.#options = options;
    this.#matcher = new RuleMatcher(options.state().rules);
    this.#gate = new NotificationGate({ ...options, settings: () => options.state().settings });
  }

  /** To be called when rules or settings are other ones. What was seen before a rule was switched on is not told. */
  stateChanged(): void {
    this.#matcher = new RuleMatcher(this.#options.state().rules);
    this.#gate.settingsChanged();
  }

  /** Takes note of an entry that was added to a timeline. */
  notice(source: RuleSource, id: number): void {
    if (this.#matcher.isEmpty || this.#isDisposed) return;
    if (this.#backlog?.source.log === source.log) this.#backlog.lastId = id;
    else this.#backlog = { source, nextId: id, lastId: id };
    this.#wake();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#backlog = null;
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
    if (this.#backlog) this.#wake();
  }

  /** @returns false when there is nothing to judge now. */
  #judgeNext(): boolean {
    const backlog = this.#backlog;
    if (!backlog) return false;
    const { source, nextId } = backlog;
    const detail = source.log.detail(nextId);
    if (detail) {
      const { change } = detail;
      const age = this.#options.clock() - change.seenAt;
      if (isYounger(age, settleMs)) return false;
      const { rules, isOpen } = this.#matcher.match(detail);
      if (isOpen && isYounger(age, patienceMs)) return false;
      if (rules.length > 0) {
        const ruleNames = rules.map(({ name }) => name);
        const hasSound = rules.some((rule) => rule.hasSound);
        const { connectString } = source;
        this.#gate.offer({ kind: 'change', change, ruleNames, hasSound, connectString });
      }
    }
    if (nextId === backlog.lastId) this.#backlog = null;
    else backlog.nextId = nextId + 1;
    return true;
  }
}

/** An age below zero tells of a clock that was set back: waiting for it could take hours. */
function isYounger(age: number, thanMs: number): boolean {
  return age >= 0 && age < thanMs;
}
