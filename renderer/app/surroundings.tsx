import type { ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { call, failureOf } from '../bridge/client.ts';
import { notifyFailure } from '../stores/notice-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import { ClipboardContext } from '../ui/index.ts';

/** What the kit needs from the window: the language of its own words, and the clipboard. */
export function Surroundings({ children }: { readonly children: ReactNode }) {
  const language = useSettingsStore((state) => state.language);
  return (
    <I18nProvider locale={language}>
      <ClipboardContext value={copy}>{children}</ClipboardContext>
    </I18nProvider>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await call('app.writeClipboard', { text });
    return true;
  } catch (error) {
    notifyFailure(failureOf(error, 'app.writeClipboard'));
    return false;
  }
}
