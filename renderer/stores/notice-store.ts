import { create } from 'zustand';
import type { CommandCall } from '../commands/command.ts';
import type { Failure } from '../../shared/model/failure.ts';

/** Words are kept as they were said; a failure is worded when shown, so that it follows the language. */
export type NoticeContent = { readonly text: string } | { readonly failure: Failure };

export type NoticeInput = NoticeContent & {
  /** Errors stay until they are dismissed; the rest leaves by itself. */
  readonly kind: 'error' | 'info';
  readonly action?: NoticeAction;
};

export interface NoticeAction {
  readonly label: string;
  /** What the button does. */
  readonly command: CommandCall;
}

export type Notice = NoticeInput & {
  readonly id: number;
  /** How often the same was said since it came up. */
  readonly count: number;
};

interface NoticeState {
  readonly notices: readonly Notice[];
}

/** So that a storm of failures does not cover the window; older ones go. */
const maxNotices = 5;

let nextId = 1;

export const useNoticeStore = create<NoticeState>()(() => ({ notices: [] }));

/**
 * Shows the user something without asking for a decision. The same notice again only counts up.
 * @returns the id with which it can be dismissed.
 */
export function notify(input: NoticeInput): number {
  const { notices } = useNoticeStore.getState();
  const key = keyOf(input);
  const same = notices.find((notice) => keyOf(notice) === key);
  if (same) {
    const counted = { ...same, ...input, count: same.count + 1 };
    useNoticeStore.setState({
      notices: notices.map((notice) => (notice.id === same.id ? counted : notice)),
    });
    return same.id;
  }
  const id = nextId++;
  useNoticeStore.setState({ notices: [...notices, { ...input, id, count: 1 }].slice(-maxNotices) });
  return id;
}

/** Shows that a call failed; one that the user cancelled is no news. */
export function notifyFailure(failure: Failure, action?: NoticeAction): void {
  if (failure.code === 'CANCELLED') return;
  notify({ kind: 'error', failure, ...(action && { action }) });
}

export function dismissNotice(id: number): void {
  useNoticeStore.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }));
}

/** Takes away the failures that had no connection as their cause, once there is one; a save of unknown fate stays. */
export function dismissLackOfConnection(): void {
  useNoticeStore.setState(({ notices }) => ({
    notices: notices.filter(
      (notice) => !('failure' in notice && isLackOfConnection(notice.failure)),
    ),
  }));
}

/** @returns whether a call failed because there was no connection, and has had no effect. */
export function isLackOfConnection({ code, maybeDone }: Failure): boolean {
  return maybeDone !== true && (code === 'NOT_CONNECTED' || code === 'CONNECTION_LOST');
}

function keyOf(notice: NoticeInput): string {
  if ('text' in notice) return `${notice.kind} ${notice.text}`;
  const { code, operation, path, server, incident } = notice.failure;
  return [notice.kind, code, operation, path, server, incident].join(' ');
}
