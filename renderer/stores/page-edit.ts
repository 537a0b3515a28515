import type { CallInput } from '../../shared/contract/calls.ts';
import { call, failureOf } from '../bridge/client.ts';
import { notifyFailure } from './notice-store.ts';

/** Cuts, copies or pastes where the keyboard is, as the Edit menu does: pages may not read the clipboard themselves. */
export function editInPage(act: CallInput<'page.edit'>['act']): void {
  call('page.edit', { act }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'page.edit'));
  });
}

/** Puts a text into the clipboard; a failure is shown as a notice. */
export function copyToClipboard(text: string): void {
  call('app.writeClipboard', { text }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'app.writeClipboard'));
  });
}
