import { TimeShare } from './time-share.ts';

/**
 * Hands values on, each in place of the one before it that is still waiting: at once where the page is quick enough to
 * show them all, otherwise as often as leaves it time for the user.
 */
export function paced<Value>(listener: (value: Value) => void) {
  const share = new TimeShare();
  let waiting: { readonly value: Value } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hand = () => {
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = null;
    void share.spend(() => {
      listener(value);
    });
  };
  return {
    take: (value: Value): void => {
      waiting = { value };
      if (timer !== undefined) return;
      const { restMs } = share;
      if (restMs === 0) hand();
      else timer = setTimeout(hand, restMs);
    },
    /** What is waiting is handed on no more. */
    stop: (): void => {
      clearTimeout(timer);
      timer = undefined;
      waiting = null;
    },
  };
}
