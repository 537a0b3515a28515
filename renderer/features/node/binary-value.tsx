import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { detectLanguage } from '../../../shared/value/detect-language.ts';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { CodeEditor } from '../../monaco/index.ts';
import { Button } from '../../ui/index.ts';
import { textLimitBytes, textOf, type DecodedValue } from '../../value/decode-value.ts';
import { gunzip, type GunzipResult } from '../../value/gunzip.ts';
import styles from './data-view.module.css';
import { HexView } from './hex-view.tsx';
import { InfoBar } from './info-bar.tsx';

export interface BinaryValueProps {
  readonly documentId: string;
  readonly data: Uint8Array;
  readonly decoded: Extract<DecodedValue, { readonly kind: 'binary' }>;
}

/** Bytes that are not text: shown, never edited. What is compressed with gzip is unpacked for reading. */
export function BinaryValue({ documentId, data, decoded }: BinaryValueProps) {
  const { t, i18n } = useTranslation();
  const [showsBytes, setShowsBytes] = useState(false);
  const unpacked = useGunzip(decoded.compression === 'gzip' ? data : null);
  const content = unpacked && unpacked.kind !== 'corrupt' && !showsBytes ? unpacked : null;
  const reason = t(`node.binaryReasons.${decoded.reason}`, {
    limit: formatBytes(textLimitBytes, i18n.language),
  });
  return (
    <>
      <InfoBar
        text={content ? unpackedText(content) : [gzipText(), reason].filter(Boolean).join(' ')}
        actions={
          unpacked &&
          unpacked.kind !== 'corrupt' && (
            <Button onPress={() => setShowsBytes(!showsBytes)}>
              {t(showsBytes ? 'node.gzipShow' : 'node.gzipHide')}
            </Button>
          )
        }
      />
      <div className={styles.body}>
        {content ? (
          <Unpacked documentId={`${documentId}#gzip`} data={content.data} />
        ) : (
          <HexView label={t('node.nodeData')} data={data} />
        )}
      </div>
    </>
  );

  function unpackedText({ kind, data: { length } }: Exclude<GunzipResult, { kind: 'corrupt' }>) {
    const formatted = formatCount(length, i18n.language);
    return t(kind === 'cut' ? 'node.gzipCut' : 'node.gzipDone', { formatted });
  }

  function gzipText() {
    if (decoded.compression === null) return '';
    return t(unpacked?.kind === 'corrupt' ? 'node.gzipCorrupt' : 'node.gzip');
  }
}

function Unpacked({
  documentId,
  data,
}: {
  readonly documentId: string;
  readonly data: Uint8Array;
}) {
  const { t } = useTranslation();
  const text = textOf(data);
  const language = useMemo(() => detectLanguage(text ?? ''), [text]);
  if (text === null) return <HexView label={t('node.nodeData')} data={data} />;
  return (
    <CodeEditor
      label={t('node.nodeData')}
      hint={t('node.editorHint')}
      documentId={documentId}
      text={toEditorText(text)}
      language={language}
      isReadOnly
    />
  );
}

/** @returns what unpacking gave; null while it runs or where there is nothing to unpack. */
function useGunzip(data: Uint8Array | null): GunzipResult | null {
  const [unpacked, setUnpacked] = useState<{ of: Uint8Array; result: GunzipResult } | null>(null);
  useEffect(() => {
    if (!data) return undefined;
    let isWanted = true;
    void gunzip(data).then((result) => {
      if (isWanted) setUnpacked({ of: data, result });
    });
    return () => {
      isWanted = false;
    };
  }, [data]);
  return unpacked?.of === data ? unpacked.result : null;
}
