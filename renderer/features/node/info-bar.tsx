import type { ReactNode } from 'react';
import { classNames } from '../../ui/index.ts';
import styles from './info-bar.module.css';

export interface InfoBarProps {
  /** One or two sentences. */
  readonly text: string;
  readonly kind?: 'info' | 'warning' | 'error';
  readonly actions?: ReactNode;
}

/** Something to know about the data below it, and what can be done about it. */
export function InfoBar({ text, kind = 'info', actions }: InfoBarProps) {
  return (
    <div
      className={classNames(styles.bar, styles[kind])}
      {...(kind === 'error' && { role: 'alert' })}
    >
      <p className={styles.text}>{text}</p>
      {actions}
    </div>
  );
}
