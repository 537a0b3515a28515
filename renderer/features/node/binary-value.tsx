import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { CodeEditor } from '../../monaco/index.ts';
import { Button } from '../../ui/index.ts';
import { textLimitBytes, type DecodedValue } from '../../value/decode-value.ts';
import { formatJson } from '../../value/format-json.ts';
import type { GunzipResult } from '../../value/gunzip.ts';
import styles from './data-view.module.css';
import { HexView } from './hex-view.tsx';
import { InfoBar } from './info-bar.tsx';
import { useEditorHint } from './use-editor-hint.ts';
import type { Unpacked } from './use-unpacked.ts';

export interface BinaryValueProps {
  readonly documentId: string;
  readonly data: Uint8Array;
  readonly decoded: Extract<DecodedValue, { readonly kind: 'binary' }>;
  /** Null while it is not known, or where nothing is compressed. */
  readonly unpacked: Unpacked | null;
}

/** Bytes that are not text: shown, never edited. What is compressed with gzip is unpacked for reading. */
export function BinaryValue({ documentId, data, decoded, unpacked }: BinaryValueProps) {
  const { t, i18n } = useTranslation();
  const [showsBytes, setShowsBytes] = useState(false);
  const [isFormatted, setFormatted] = useState(false);
  const canUnpack = unpacked !== null && unpacked.result.kind !== 'corrupt';
  const content = canUnpack && !showsBytes ? unpacked : null;
  const reason = t(`node.binaryReasons.${decoded.reason}`, {
    limit: formatBytes(textLimitBytes, i18n.language),
  });
  return (
    <>
      <InfoBar
        text={
          content ? unpackedText(content.result) : [gzipText(), reason].filter(Boolean).join(' ')
        }
        actions={
          <>
            {content?.language === 'json' && (
              <Button onPress={() => setFormatted(!isFormatted)}>
                {t(isFormatted ? 'node.asStored' : 'node.format')}
              </Button>
            )}
            {canUnpack && (
              <Button onPress={() => setShowsBytes(!showsBytes)}>
                {t(showsBytes ? 'node.gzipShow' : 'node.gzipHide')}
              </Button>
            )}
          </>
        }
      />
      <div className={styles.body}>
        {content ? (
          <UnpackedValue
            documentId={`${documentId}#gzip`}
            unpacked={content}
            isFormatted={isFormatted}
          />
        ) : (
          <HexView label={t('node.nodeData')} data={data} />
        )}
      </div>
    </>
  );

  function unpackedText(result: GunzipResult): string {
    if (result.kind === 'corrupt') return '';
    const formatted = formatCount(result.data.length, i18n.language);
    return t(result.kind === 'cut' ? 'node.gzipCut' : 'node.gzipDone', { formatted });
  }

  function gzipText() {
    if (decoded.compression === null) return '';
    return t(unpacked?.result.kind === 'corrupt' ? 'node.gzipCorrupt' : 'node.gzip');
  }
}

interface UnpackedValueProps {
  readonly documentId: string;
  readonly unpacked: Unpacked;
  readonly isFormatted: boolean;
}

function UnpackedValue({ documentId, unpacked, isFormatted }: UnpackedValueProps) {
  const { t } = useTranslation();
  const hint = useEditorHint(true);
  const { result, text, language } = unpacked;
  if (result.kind === 'corrupt') return null;
  if (text === null || language === null) {
    return <HexView label={t('node.nodeData')} data={result.data} />;
  }
  const isLines = isFormatted && language === 'json';
  return (
    <CodeEditor
      label={t('node.nodeData')}
      hint={hint}
      documentId={isLines ? `${documentId}#formatted` : documentId}
      text={isLines ? formatJson(toEditorText(text)) : toEditorText(text)}
      language={language}
      isReadOnly
    />
  );
}
