import type { WebContents } from 'electron';
import { stripChannels } from '../../shared/contract/channels.ts';
import {
  stripActionSchema,
  type StripAction,
  type StripState,
} from '../../shared/contract/strip.ts';
import type { StripListener } from './ipc-transport.ts';
import type { Log } from './log.ts';
import { isTrustedSender } from './sender.ts';

/**
 * @param strip the contents that alone are listened to
 * @param origin of the strip's page
 * @returns what has `act` do what a tab strip asks for, and refuses everything that it may not ask for.
 */
export function listenToStrip(
  strip: Pick<WebContents, 'id'>,
  origin: string,
  log: Pick<Log, 'warn'>,
  act: (action: StripAction) => void,
): StripListener {
  return (sender, input) => {
    const action = stripActionSchema.safeParse(input);
    if (isTrustedSender(sender, strip.id, origin) && action.success) act(action.data);
    else log.warn(`${stripChannels.action}: refused.`);
  };
}

/** Hands a strip all that it shows, if it is still there. */
export function sendStripState(strip: WebContents, state: StripState): void {
  if (!strip.isDestroyed()) strip.send(stripChannels.state, state);
}

/** Brings the keyboard into a strip. */
export function focusStrip(strip: WebContents): void {
  strip.focus();
  strip.send(stripChannels.focus);
}
