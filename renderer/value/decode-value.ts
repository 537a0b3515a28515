/** What the bytes of a node are, as far as they can be shown and edited. */
export type DecodedValue =
  /** The node has no data at all, which ZooKeeper distinguishes from empty data. */
  | { readonly kind: 'null' }
  | { readonly kind: 'empty' }
  /** The whole text with its byte order mark and line endings: encoding it again gives the same bytes. */
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'binary';
      readonly reason: 'notUtf8' | 'controlCharacters' | 'tooLarge';
      readonly compression: 'gzip' | null;
    };

/**
 * Everything below a space, and DEL, but the white space among them: tab, line feed, vertical tab, form feed (which
 * parts pages and Java sources) and carriage return. No text file holds the others.
 */
const unusualControl = /[\u0000-\u0008\u000E-\u001F\u007F]/;

/** More is not shown as text: it is twenty times what a server takes by default, and an editor of it would halt the page. */
export const textLimitBytes = 16 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const decoded = new WeakMap<Uint8Array, DecodedValue>();

/**
 * Decides whether bytes are text. The answer is kept for as long as the array lives, because a panel asks on every
 * render.
 */
export function decodeValue(data: Uint8Array | null): DecodedValue {
  if (data === null) return { kind: 'null' };
  const known = decoded.get(data);
  if (known) return known;
  const value = decode(data);
  decoded.set(data, value);
  return value;
}

function decode(data: Uint8Array): DecodedValue {
  if (data.length === 0) return { kind: 'empty' };
  const compression = isGzip(data) ? 'gzip' : null;
  if (data.length > textLimitBytes) return { kind: 'binary', reason: 'tooLarge', compression };
  let text: string;
  try {
    text = decoder.decode(data);
  } catch {
    return { kind: 'binary', reason: 'notUtf8', compression };
  }
  if (unusualControl.test(text)) {
    return { kind: 'binary', reason: 'controlCharacters', compression };
  }
  return { kind: 'text', text };
}

/** @returns the text of a value, with null and empty data both as no text; null when it is not text. */
export function textOf(data: Uint8Array | null): string | null {
  const value = decodeValue(data);
  switch (value.kind) {
    case 'null':
    case 'empty':
      return '';
    case 'text':
      return value.text;
    case 'binary':
      return null;
  }
}

/** @returns the bytes of a text as they are stored: UTF-8, nothing added. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text);
}

/** RFC 1952: two magic bytes and the only compression method there is. */
function isGzip(data: Uint8Array): boolean {
  return data.length >= 18 && data[0] === 0x1f && data[1] === 0x8b && data[2] === 8;
}

/** @returns whether two values have the same bytes; null equals only null. */
export function sameBytes(left: Uint8Array | null, right: Uint8Array | null): boolean {
  if (left === null || right === null) return left === right;
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}
