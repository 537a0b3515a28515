import { Check, Copy } from 'lucide-react';
import { use, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ClipboardContext } from './clipboard.ts';
import styles from './copy-text.module.css';

export interface CopyTextProps {
  readonly text: string;
}

const confirmationMs = 1_500;

/** An id or a path in monospace that one click copies. */
export function CopyText({ text }: CopyTextProps) {
  const { t } = useTranslation();
  const copy = use(ClipboardContext);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), confirmationMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button
      className={styles.copy ?? ''}
      aria-label={t('app.copyText', { text })}
      onPress={() => void copy(text).then(setCopied)}
    >
      <span className={styles.text}>{text}</span>
      {isCopied ? <Check aria-hidden className={styles.done} /> : <Copy aria-hidden />}
      <span role="status" className="visually-hidden">
        {isCopied ? t('app.copied') : ''}
      </span>
    </Button>
  );
}
