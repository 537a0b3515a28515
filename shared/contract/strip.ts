import { z } from 'zod';
import type { Settings, SettingsSnapshot } from '../model/application.ts';
import type { SessionState } from '../model/connection.ts';

/** One tab as the strip draws it. */
export interface TabState {
  readonly id: number;
  /** Of the profile, else its connect string; null while the page has no connection. */
  readonly name: string | null;
  /** Of the connection; null without one. */
  readonly session: SessionState['kind'] | null;
  /** Its page answers no more. */
  readonly isHung: boolean;
}

/** Everything that the tab strip of a window shows. */
export interface StripState {
  readonly tabs: readonly TabState[];
  /** The tab whose page is shown. */
  readonly shownId: number;
  readonly language: SettingsSnapshot['language'];
  readonly theme: Settings['theme'];
}

const tabId = z.int().min(0);

/** All that the strip may ask for. */
export const stripActionSchema = z.discriminatedUnion('kind', [
  /** It listens, and wants to know what to show. */
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('open') }),
  /** The keyboard goes back into the page. */
  z.strictObject({ kind: z.literal('leave') }),
  z.strictObject({ kind: z.literal('show'), id: tabId }),
  z.strictObject({ kind: z.literal('close'), id: tabId }),
]);

export type StripAction = z.output<typeof stripActionSchema>;

/** What a person asks for in a strip. */
export type StripRequest = Exclude<StripAction, { readonly kind: 'ready' }>;

/** What the preload script puts on `window.treekeeperStrip` in a tab strip, and nowhere else. */
export interface StripBridge {
  readonly act: (action: StripAction) => void;
  readonly onState: (listener: (state: StripState) => void) => void;
  /** The keyboard is wanted in the strip. */
  readonly onFocus: (listener: () => void) => void;
}
