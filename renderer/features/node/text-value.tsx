import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { NodeValue } from '../../../shared/model/node.ts';
import type { TextLanguage } from '../../../shared/value/detect-language.ts';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { CodeEditor } from '../../monaco/index.ts';
import { flushDrafts } from '../../stores/draft-store.ts';
import { formatJson } from '../../value/format-json.ts';
import { typeText } from './node-actions.ts';
import { useEditorHint } from './use-editor-hint.ts';

export interface TextValueProps {
  readonly path: string;
  readonly documentId: string;
  /** The text as it is stored or will be, with its byte order mark and line endings. */
  readonly text: string;
  readonly value: NodeValue | null;
  readonly language: TextLanguage;
  readonly isReadOnly: boolean;
  /** Shows JSON on lines of its own; only where nothing is typed. */
  readonly isFormatted: boolean;
  /** Sets the text on lines of its own; absent where there is no such way. */
  readonly onFormat: (() => void) | undefined;
}

/** Text data in the editor. The first key makes a draft of it. */
export function TextValue(props: TextValueProps) {
  const { path, documentId, text, value, language, isReadOnly, isFormatted, onFormat } = props;
  const { t } = useTranslation();
  const hint = useEditorHint(isReadOnly);
  const editorText = useMemo(() => {
    const stored = toEditorText(text);
    return isFormatted ? formatJson(stored) : stored;
  }, [text, isFormatted]);
  // Whatever takes the place of the editor shows all that was typed in it.
  useEffect(() => () => void flushDrafts(), [path]);
  return (
    <CodeEditor
      label={t('node.nodeData')}
      hint={hint}
      documentId={isFormatted ? `${documentId}#formatted` : documentId}
      text={editorText}
      language={language}
      isReadOnly={isReadOnly}
      onChange={(read) => typeText(path, read, value)}
      onBlur={() => void flushDrafts()}
      onFormat={onFormat}
    />
  );
}
