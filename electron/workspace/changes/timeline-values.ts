const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** @returns the bytes as text, which is the same bytes again in UTF-8; null when they are no valid UTF-8. */
export function textOf(data: Uint8Array): string | null {
  try {
    return utf8.decode(data);
  } catch {
    return null;
  }
}

/** @returns a zxid or session id as ZooKeeper's own tools write it: `0x` and hexadecimal digits, never negative. */
export function formatId(id: bigint): string {
  return `0x${BigInt.asUintN(64, id).toString(16)}`;
}

/** @param time milliseconds since the epoch. @returns ISO 8601 in UTC. */
export function formatTime(time: number): string {
  return new Date(time).toISOString();
}
