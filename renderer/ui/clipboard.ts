import { createContext } from 'react';

/**
 * How the kit puts text into the clipboard; the window provides it.
 * @returns whether the text is there now; a failure has been shown to the user.
 */
export const ClipboardContext = createContext<(text: string) => Promise<boolean>>(() =>
  Promise.resolve(false),
);
