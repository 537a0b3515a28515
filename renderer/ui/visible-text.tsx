import type { ReactNode } from 'react';
import { visibleParts, type NamePart } from '../../shared/visible-name.ts';
import styles from './visible-text.module.css';

/** A name or path with signs for what would not be seen of it, kept apart from the direction of the text around it. */
export function VisibleText({ text }: { readonly text: string }) {
  return <bdi>{showParts(visibleParts(text))}</bdi>;
}

/** @returns parts of a name as they are shown; no element where none needs a sign, as rows are made while scrolling. */
export function showParts(parts: readonly NamePart[]): ReactNode {
  const [first, ...rest] = parts;
  if (!first || (rest.length === 0 && first.kind === 'plain')) return first?.text;
  return parts.map(({ kind, text }, index) => (
    // Parts have no identity but their place.
    <span key={index} className={kind === 'sign' ? styles.sign : undefined}>
      {text}
    </span>
  ));
}
