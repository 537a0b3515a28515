import { open, readdir, type FileHandle } from 'node:fs/promises';
import { isMissing } from '../file-error.ts';

/** What the name of a segment says. */
export interface SegmentName {
  readonly name: string;
  /** When its first entry was seen, milliseconds since the epoch; but later than any that was there before it. */
  readonly startedAt: number;
  /** Who wrote it, as hexadecimal digits. */
  readonly writer: string;
  readonly sequence: number;
  /** Whether it was found damaged. */
  readonly isSetAside: boolean;
}

const namePattern = /^(\d{15})-([0-9a-f]{16})-(\d{8})\.segment(\.corrupt-\d+)?$/;

export function formatSegmentName(startedAt: number, writer: Uint8Array, sequence: number): string {
  const time = String(Math.max(0, Math.floor(startedAt))).padStart(15, '0');
  const number = String(sequence).padStart(8, '0');
  return `${time}-${Buffer.from(writer).toString('hex')}-${number}.segment`;
}

/**
 * @returns the segments in a folder, oldest first, the ones set aside included; none when there is no folder.
 * @throws Error when the folder cannot be read
 */
export async function listSegments(folder: string): Promise<readonly SegmentName[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return names.sort().flatMap((name) => {
    const [, startedAt, writer, sequence, aside] = namePattern.exec(name) ?? [];
    if (startedAt === undefined || writer === undefined) return [];
    return [
      {
        name,
        startedAt: Number(startedAt),
        writer,
        sequence: Number(sequence),
        isSetAside: aside !== undefined,
      },
    ];
  });
}

/**
 * Writes at a known place, so that what an earlier attempt left behind does not matter.
 * @param isNew whether the file must not be there yet; otherwise it must be
 */
export async function writeAt(
  file: string,
  bytes: Uint8Array,
  position: number,
  isNew: boolean,
): Promise<void> {
  const handle = await open(file, isNew ? 'wx' : 'r+', 0o600);
  try {
    await writeFully(handle, bytes, position);
  } finally {
    await handle.close();
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, written, null, position + written);
    written += bytesWritten;
  }
}

/** Makes what was written durable. A file that is gone meanwhile needs it no more. */
export async function syncFile(file: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r+');
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}
