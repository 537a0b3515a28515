import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../file-error.ts';
import {
  formatSegmentId,
  headerBytes,
  parseHeader,
  parseSegmentId,
  type SegmentHeader,
  type SegmentId,
  type SegmentIdParts,
} from './segment-header.ts';

/** A file of a history's folder. */
export interface FoundSegment extends SegmentIdParts {
  /** Of the file. */
  readonly name: string;
  /** As its header says; where an earlier version has written it, or it has none, as its name says. */
  readonly id: SegmentId;
  /** Not verified before the segment is read; null where there is none that can be understood. */
  readonly header: SegmentHeader | null;
  /** Whether it was found damaged. */
  readonly isSetAside: boolean;
  /** Why it is no part of this history; null when it is one. */
  readonly stray: string | null;
}

const namePattern = /^(\d{15}-[0-9a-f]{16}-\d{8})\.segment(\.corrupt-\d+)?$/;
/** So many files are open at a time. */
const filesAtOnce = 32;

export function segmentFileName(id: SegmentId): string {
  return `${id}.segment`;
}

/** The segments of one history. */
export class SegmentFolder {
  readonly path: string;
  readonly #watchId: Uint8Array;
  /** By name of file: a header never changes. */
  #headers = new Map<string, SegmentHeader>();

  constructor(path: string, watchId: Uint8Array) {
    this.path = path;
    this.#watchId = watchId;
  }

  fileOf({ name }: Pick<FoundSegment, 'name'>): string {
    return join(this.path, name);
  }

  /**
   * @returns the segments, oldest first, the ones set aside and the stray ones included; none when there is no folder
   * @throws Error when the folder cannot be read
   */
  async list(): Promise<readonly FoundSegment[]> {
    const names = (await this.#names()).filter((name) => namePattern.test(name)).sort();
    const known = this.#headers;
    this.#headers = new Map();
    for (let at = 0; at < names.length; at += filesAtOnce) {
      await Promise.all(
        names.slice(at, at + filesAtOnce).map(async (name) => {
          const header = known.get(name) ?? (await readHeader(join(this.path, name)));
          if (header) this.#headers.set(name, header);
        }),
      );
    }
    const found = names.map((name) => this.#describe(name));
    return withoutRepetition(found).sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.path);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  #describe(name: string): FoundSegment {
    const [, nameId = '', aside] = namePattern.exec(name) ?? [];
    const header = this.#headers.get(name) ?? null;
    const id = header ? idOf(header, nameId) : nameId;
    const parts = parseSegmentId(id);
    const isHere =
      !header ||
      (Buffer.from(header.watchId).equals(this.#watchId) && isNamed(header, parts.writer, id));
    const stray = isHere ? null : 'it belongs to another place';
    return { name, id, ...parts, header, isSetAside: aside !== undefined, stray };
  }
}

function idOf({ startedAt, writer, sequence }: SegmentHeader, nameId: SegmentId): SegmentId {
  return startedAt === null ? nameId : formatSegmentId(startedAt, writer, sequence);
}

/** What an earlier version has written is known by its name alone, which must fit. */
function isNamed({ writer, sequence }: SegmentHeader, name: string, id: SegmentId): boolean {
  return Buffer.from(writer).toString('hex') === name && parseSegmentId(id).sequence === sequence;
}

/** Of files with one header, the one that has its name is the segment. */
function withoutRepetition(found: readonly FoundSegment[]): FoundSegment[] {
  const byId = new Map<SegmentId, FoundSegment>();
  const isNamedSo = ({ name, id }: FoundSegment) => name.startsWith(id);
  for (const segment of found) {
    const other = byId.get(segment.id);
    if (segment.stray === null && (!other || (!isNamedSo(other) && isNamedSo(segment)))) {
      byId.set(segment.id, segment);
    }
  }
  return found.map((segment) =>
    segment.stray !== null || byId.get(segment.id) === segment
      ? segment
      : { ...segment, stray: 'it is there twice' },
  );
}

/** @returns null for a file that is gone, cannot be read or has no header. */
async function readHeader(file: string): Promise<SegmentHeader | null> {
  try {
    const handle = await open(file, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(headerBytes), 0, headerBytes, 0);
      return parseHeader(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch {
    // Reading it as a whole reports why.
    return null;
  }
}
