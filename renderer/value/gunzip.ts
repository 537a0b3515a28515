export type GunzipResult =
  | { readonly kind: 'done'; readonly data: Uint8Array }
  /** More than the limit: the beginning of it. A small gzip can stand for gigabytes. */
  | { readonly kind: 'cut'; readonly data: Uint8Array }
  | { readonly kind: 'corrupt' };

/** The most that is decompressed for display. */
const gunzipLimitBytes = 8 * 1024 * 1024;

/** Decompresses gzip data up to `limitBytes`. */
export async function gunzip(
  data: Uint8Array,
  limitBytes: number = gunzipLimitBytes,
): Promise<GunzipResult> {
  const source = new Blob([new Uint8Array(data)]).stream();
  const reader = source.pipeThrough(new DecompressionStream('gzip')).getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { kind: 'done', data: concatenate(pieces, size) };
      pieces.push(value);
      size += value.length;
      if (size > limitBytes) {
        await reader.cancel();
        return { kind: 'cut', data: concatenate(pieces, size).slice(0, limitBytes) };
      }
    }
  } catch {
    return { kind: 'corrupt' };
  }
}

function concatenate(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
