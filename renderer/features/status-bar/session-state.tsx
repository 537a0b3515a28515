import { Circle, CircleDashed, CircleOff, Eye, KeyRound, RefreshCw, TimerOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SessionState } from '../../../shared/model/connection.ts';
import { classNames } from '../../ui/index.ts';
import styles from './status-bar.module.css';

/** A shape of its own for each state, so that colour is only an addition. */
const shapes: Readonly<Record<SessionState['kind'], ReactNode>> = {
  connecting: <CircleDashed aria-hidden />,
  connected: <Circle aria-hidden fill="currentColor" />,
  readOnly: <Eye aria-hidden />,
  reconnecting: <RefreshCw aria-hidden />,
  expired: <TimerOff aria-hidden />,
  authFailed: <KeyRound aria-hidden />,
  closed: <CircleOff aria-hidden />,
};

const tones: Readonly<Record<SessionState['kind'], string | undefined>> = {
  connecting: styles.muted,
  connected: styles.good,
  readOnly: styles.warning,
  reconnecting: styles.warning,
  expired: styles.bad,
  authFailed: styles.bad,
  closed: styles.muted,
};

export function SessionShape({ kind }: { readonly kind: SessionState['kind'] }) {
  return <span className={classNames(styles.shape, tones[kind])}>{shapes[kind]}</span>;
}
