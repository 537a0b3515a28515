import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../../shared/model/node.ts';
import { detectLanguage, type TextLanguage } from '../../../shared/value/detect-language.ts';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { useTopic } from '../../bridge/topics.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { useDraft } from '../../stores/draft-store.ts';
import { ComparedTexts } from '../../value/compared-texts.tsx';
import { formatJson } from '../../value/format-json.ts';
import { decodeValue, textOf } from '../../value/decode-value.ts';
import type { ShownNode } from '../../views/index.ts';
import { BinaryValue } from './binary-value.tsx';
import { DataBars } from './data-bars.tsx';
import { DataToolbar } from './data-toolbar.tsx';
import styles from './data-view.module.css';
import { standingOf } from './edit-state.ts';
import { chooseLanguage, useLanguageChoice } from '../../stores/language-choice.ts';
import { useNodeStore } from './node-store.ts';
import { TextValue } from './text-value.tsx';
import { useUnpacked } from './use-unpacked.ts';

/** The data of the open node: what it is, the editor or the bytes, and everything to know before saving. */
export function DataView({ node }: { readonly node: ShownNode }) {
  const { t } = useTranslation();
  const { path } = node;
  const draft = useDraft(path);
  const changedAt = useNodeStore((state) => state.news?.at ?? null);
  const profileId = useTopic('connection', (connection) => connection?.profile.id);
  const isLocked = useTopic('connection', (connection) => connection?.profile.readOnly ?? false);
  const [diffPath, setDiffPath] = useState<string | null>(null);
  const [formattedPath, setFormattedPath] = useState<string | null>(null);
  const chosen = useLanguageChoice((state) => state.chosen);
  useEffect(() => () => chooseLanguage(null), []);

  const value = node.kind === 'loading' ? null : node.value;
  const decoded = value ? decodeValue(value.data) : null;
  const isPacked = decoded?.kind === 'binary' && decoded.compression === 'gzip';
  const unpacked = useUnpacked(isPacked ? (value?.data ?? null) : null);
  const serverText = value ? textOf(value.data) : null;
  const text = draft?.text ?? serverText;
  const detected = useDetectedLanguage(draft, serverText);
  const language = chosen?.path === path ? chosen.language : detected;
  const canCompare = draft !== undefined && serverText !== null && node.kind === 'present';
  const hasDiverged =
    draft !== undefined && value !== null && standingOf(draft, value) === 'diverged';
  // Where nothing may be typed, the formatted text is shown beside the stored one.
  const isFormatted = isLocked && formattedPath === path && language === 'json';
  const isComparing = canCompare && diffPath === path;
  const documentId = `${profileId ?? ''} ${path}`;
  const format = () => {
    if (isLocked) setFormattedPath(isFormatted ? null : path);
    else getActiveEditor()?.change(formatJson);
  };

  return (
    <section aria-label={t('node.data')} className={styles.view}>
      <DataToolbar
        node={node}
        text={text}
        unpackedLanguage={unpacked?.language ?? null}
        language={language}
        detected={detected}
        chosen={chosen?.path === path ? chosen.language : null}
        onChooseLanguage={(next) => chooseLanguage(next && { path, language: next })}
        isComparing={isComparing}
        formatting={
          isLocked
            ? { isShown: isFormatted, onShow: (isOn) => setFormattedPath(isOn ? path : null) }
            : null
        }
        onCompare={
          // Where a bar reports a change, the offer to compare stands there.
          canCompare && (isComparing || !hasDiverged)
            ? (isOn) => setDiffPath(isOn ? path : null)
            : null
        }
      />
      <DataBars
        node={node}
        hasDiverged={hasDiverged}
        onCompare={canCompare && !isComparing ? () => setDiffPath(path) : null}
      />
      {text === null && decoded?.kind === 'binary' && value?.data && (
        <BinaryValue
          key={path}
          documentId={documentId}
          data={value.data}
          decoded={decoded}
          unpacked={unpacked}
        />
      )}
      {text !== null && (
        <div className={styles.body}>
          {isComparing ? (
            <ComparedTexts
              label={t('node.differenceLabel')}
              original={toEditorText(serverText)}
              modified={toEditorText(text)}
              language={language}
            />
          ) : (
            <TextValue
              path={path}
              documentId={documentId}
              text={text}
              value={value}
              language={language}
              isReadOnly={isLocked}
              isFormatted={isFormatted}
              onFormat={language === 'json' ? format : undefined}
            />
          )}
          {!draft && changedAt !== null && <div key={changedAt} className={styles.flash} />}
        </div>
      )}
    </section>
  );
}

/** By what the server holds; by what is typed where that holds nothing yet. */
function useDetectedLanguage(draft: Draft | undefined, serverText: string | null): TextLanguage {
  const known = (draft?.base.isUnknown ? null : draft?.base.text) ?? serverText ?? '';
  const sample = known === '' ? (draft?.text ?? '') : known;
  return useMemo(() => detectLanguage(sample), [sample]);
}
