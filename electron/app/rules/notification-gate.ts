import type { RuleSettings } from '../../../shared/model/rule.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { Notice } from './notice.ts';
import { isQuiet } from './quiet-hours.ts';

const minuteMs = 60_000;

export type ChangeNotice = Extract<Notice, { kind: 'change' }>;

export interface NotificationGateOptions {
  readonly settings: () => RuleSettings;
  /** Milliseconds since the epoch, for quiet hours. */
  readonly clock: () => number;
  /** Milliseconds of a clock that nobody sets, for the rate. */
  readonly steadyClock: () => number;
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
    const { settings, clock, steadyClock } = this.#options;
    const { quietHours, perMinute } = settings();
    const now = steadyClock();
    // A timer may be late, for example when the machine has slept.
    this.#releaseWhatIsDue();
    if (isQuiet(quietHours, clock())) return this.#hold(notice, 'quietHours');
    this.#shownAt = this.#shownAt.filter((at) => now - at < minuteMs);
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
    const since = this.#options.steadyClock();
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
    const { clock, steadyClock } = this.#options;
    const now = steadyClock();
    const { since = now, heldFor } = this.#held ?? {};
    // Quiet hours end with a minute of the clock.
    const left = heldFor === 'rate' ? minuteMs - (now - since) : minuteMs - (clock() % minuteMs);
    return Math.min(Math.max(left, 1), minuteMs);
  }

  #releaseWhatIsDue(): void {
    const held = this.#held;
    if (!held) return;
    const { settings, clock, steadyClock } = this.#options;
    if (isQuiet(settings().quietHours, clock())) {
      held.heldFor = 'quietHours';
      return;
    }
    if (held.heldFor === 'rate' && steadyClock() - held.since < minuteMs) return;
    this.#held = null;
    const { heldFor, count, hasSound } = held;
    this.#show({ kind: 'more', heldFor, count, ruleNames: [...held.ruleNames], hasSound });
  }

  #show(notice: Notice): void {
    this.#shownAt = [...this.#shownAt, this.#options.steadyClock()];
    this.#options.show(notice);
  }
}
