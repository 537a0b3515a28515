import type { RuleSettings } from '../../../shared/model/rule.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { Notice } from './notice.ts';
import { isQuiet } from './quiet-hours.ts';

const minuteMs = 60_000;

export type ChangeNotice = Extract<Notice, { kind: 'change' }>;

export interface NotificationGateOptions {
  readonly settings: () => RuleSettings;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly show: (notice: Notice) => void;
}

/** What was held back since a moment, to be summed up. */
interface Held {
  readonly since: number;
  heldFor: 'rate' | 'quietHours';
  count: number;
  readonly ruleNames: Set<string>;
  hasSound: boolean;
}

/**
 * Lets notifications through: at most so many in any minute, and none in quiet hours.
 *
 * The first that is one too many begins a minute in which all are held back; at its end one notification sums them
 * up. As the others are then older than a minute, no minute ever has more than allowed. What comes in quiet hours is
 * summed up after them.
 */
export class NotificationGate implements Disposable {
  readonly #options: NotificationGateOptions;
  /** When the notifications of the last minute were shown, oldest first. */
  #shownAt: readonly number[] = [];
  #held: Held | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: NotificationGateOptions) {
    this.#options = options;
  }

  offer(notice: ChangeNotice): void {
    const { settings, clock } = this.#options;
    const { quietHours, perMinute } = settings();
    const now = clock();
    // A timer may be late, for example when the machine has slept.
    this.#releaseWhatIsDue();
    if (isQuiet(quietHours, now)) return this.#hold(notice, 'quietHours');
    // A time in the future comes from a clock that was set back since; it tells nothing.
    this.#shownAt = this.#shownAt.filter((at) => at <= now && now - at < minuteMs);
    if (this.#held || this.#shownAt.length >= perMinute) return this.#hold(notice, 'rate');
    this.#show(notice);
  }

  /** To be called when the settings are other ones: quiet hours may have ended with it. */
  settingsChanged(): void {
    this.#releaseWhatIsDue();
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = null;
  }

  #hold({ change, ruleNames, hasSound }: ChangeNotice, heldFor: Held['heldFor']): void {
    const since = this.#options.clock();
    this.#held ??= { since, heldFor, count: 0, ruleNames: new Set(), hasSound: false };
    const held = this.#held;
    held.count += change.count;
    held.hasSound ||= hasSound;
    for (const name of ruleNames) held.ruleNames.add(name);
    this.#waitOn();
  }

  /** Looks again at least once a minute: clocks are set, time zones change and machines sleep. */
  #waitOn(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#releaseWhatIsDue();
      if (this.#held) this.#waitOn();
    }, this.#waitMs());
  }

  #waitMs(): number {
    const now = this.#options.clock();
    const { since = now, heldFor } = this.#held ?? {};
    const passed = now - since;
    // Quiet hours end with a minute of the clock.
    const left = heldFor === 'rate' ? minuteMs - passed : minuteMs - (now % minuteMs);
    return Math.min(Math.max(left, 1), minuteMs);
  }

  #releaseWhatIsDue(): void {
    const held = this.#held;
    if (!held) return;
    const now = this.#options.clock();
    if (isQuiet(this.#options.settings().quietHours, now)) {
      held.heldFor = 'quietHours';
      return;
    }
    const passed = now - held.since;
    if (held.heldFor === 'rate' && passed >= 0 && passed < minuteMs) return;
    this.#held = null;
    const { heldFor, count, hasSound } = held;
    this.#show({ kind: 'more', heldFor, count, ruleNames: [...held.ruleNames], hasSound });
  }

  #show(notice: Notice): void {
    this.#shownAt = [...this.#shownAt, this.#options.clock()];
    this.#options.show(notice);
  }
}
