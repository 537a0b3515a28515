import { createRef } from 'react';

/** The fields that commands put the focus into. There is one of each in the window. */
export const pathField = createRef<HTMLInputElement>();
export const filterField = createRef<HTMLInputElement>();

/** Puts the focus into a field and selects its text, so that typing replaces it. */
export function focusField(field: typeof pathField): void {
  field.current?.focus();
  field.current?.select();
}
