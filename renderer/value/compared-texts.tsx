import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextDiff, type TextDiffProps } from '../monaco/index.ts';
import { Button } from '../ui/index.ts';
import styles from './compared-texts.module.css';
import { formatJson, hasLongLine } from './format-json.ts';

/** Two texts side by side. JSON that stands on long lines can be compared line by line as well. */
export function ComparedTexts(props: TextDiffProps) {
  const { language, original, modified } = props;
  const { t } = useTranslation();
  const [isFormatted, setFormatted] = useState(false);
  const canFormat = useMemo(
    () => language === 'json' && [original, modified].some(hasLongLine),
    [language, original, modified],
  );
  const formatted = useMemo(
    () =>
      canFormat && isFormatted
        ? { original: formatJson(original), modified: formatJson(modified) }
        : null,
    [canFormat, isFormatted, original, modified],
  );
  const differsInBlanks = formatted?.original === formatted?.modified && original !== modified;
  return (
    <div className={styles.comparison}>
      {canFormat && (
        <div className={styles.bar}>
          <span className={styles.note}>
            {formatted && t(differsInBlanks ? 'node.onlyBlanksDiffer' : 'node.comparedFormatted')}
          </span>
          <Button kind="quiet" onPress={() => setFormatted(!isFormatted)}>
            {t(isFormatted ? 'node.asStored' : 'node.format')}
          </Button>
        </div>
      )}
      <TextDiff {...props} {...formatted} />
    </div>
  );
}
