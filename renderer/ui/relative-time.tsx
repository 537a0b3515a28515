import { useTranslation } from 'react-i18next';
import { formatDateTime, formatRelativeTime, isShowableTime } from '../i18n/format.ts';
import { useNow } from './now.ts';

export interface RelativeTimeProps {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How long ago something was, kept current; the exact local time shows on hover. */
export function RelativeTime({ at }: RelativeTimeProps) {
  const { i18n } = useTranslation();
  const now = useNow();
  if (!isShowableTime(at)) return <span>{String(at)}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, i18n.language)}>
      {formatRelativeTime(at, now, i18n.language)}
    </time>
  );
}
