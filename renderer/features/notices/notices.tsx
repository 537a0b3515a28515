import { CircleAlert, Info, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { runCommandCall } from '../../commands/index.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { dismissNotice, useNoticeStore, type Notice } from '../../stores/notice-store.ts';
import { Button, IconButton, classNames } from '../../ui/index.ts';
import styles from './notices.module.css';

/** How long a notice that is no error stays, while neither pointer nor focus is on it. */
const infoStaysMs = 6_000;

export interface NoticesProps {
  /** Work under way, above what has been said. */
  readonly children?: ReactNode;
}

/** What the window has to say, stacked in the corner. It never takes the focus. */
export function Notices({ children }: NoticesProps) {
  const notices = useNoticeStore((state) => state.notices);
  // The attribute keeps notices readable to assistive tools while a modal dialog hides the rest of the window.
  return (
    <div className={styles.stack} data-react-aria-top-layer="true">
      {children}
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  const [isHeld, setHeld] = useState(false);
  const { id, kind, count, action } = notice;
  const isError = kind === 'error';

  useEffect(() => {
    if (isError || isHeld) return undefined;
    const timer = setTimeout(() => dismissNotice(id), infoStaysMs);
    return () => clearTimeout(timer);
  }, [id, isError, isHeld, count]);

  const text = 'text' in notice ? notice.text : describeFailure(notice.failure, t);
  return (
    <div
      role={isError ? 'alert' : 'status'}
      {...(!isError && { 'aria-label': t('notices.notice') })}
      className={classNames(styles.notice, isError && styles.error)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {isError ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
      <div className={styles.body}>
        <p className={styles.text}>
          {text}
          {count > 1 && <span className={styles.count}> ({t('notices.times', { count })})</span>}
        </p>
        {action && (
          <Button
            onPress={() => {
              dismissNotice(id);
              runCommandCall(action.command);
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <IconButton
        label={t('notices.dismiss')}
        icon={<X aria-hidden />}
        onPress={() => dismissNotice(id)}
      />
    </div>
  );
}
