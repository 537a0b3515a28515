import { useEffect, useMemo, useState } from 'react';
import { detectLanguage, type TextLanguage } from '../../../shared/value/detect-language.ts';
import { textOf } from '../../value/decode-value.ts';
import { gunzip, type GunzipResult } from '../../value/gunzip.ts';

/** What unpacking compressed bytes gave. */
export interface Unpacked {
  readonly result: GunzipResult;
  /** Null where it is not text. */
  readonly text: string | null;
  /** Null where it is not text. */
  readonly language: TextLanguage | null;
}

/**
 * @param data bytes compressed with gzip; null where there is nothing to unpack
 * @returns null while it runs or where there is nothing to unpack
 */
export function useUnpacked(data: Uint8Array | null): Unpacked | null {
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
  const result = unpacked?.of === data ? unpacked.result : undefined;
  return useMemo(() => {
    if (!result) return null;
    const text = result.kind === 'corrupt' ? null : textOf(result.data);
    return { result, text, language: text === null ? null : detectLanguage(text) };
  }, [result]);
}
