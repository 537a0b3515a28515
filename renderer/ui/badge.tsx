import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './badge.module.css';

export interface BadgeProps {
  readonly kind?: 'neutral' | 'accent' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: ReactNode;
}

/** A short word or number set apart; never the only carrier of a state. */
export function Badge({ kind = 'neutral', title, children }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[kind])} title={title}>
      {children}
    </span>
  );
}
