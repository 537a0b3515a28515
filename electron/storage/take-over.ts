import type { z } from 'zod';
import { JsonFile, type JsonFileOptions } from './json-file.ts';

export interface TakeOverOptions<T> extends Omit<JsonFileOptions<T | null>, 'schema' | 'initial'> {
  /** Of what an earlier version wrote. */
  readonly schema: z.ZodType<T>;
  /** Keeps it as it is kept now. @returns whether all of it is on disk */
  readonly take: (value: T) => Promise<boolean>;
}

/**
 * Takes over a file of an earlier version, once: it is removed as soon as what it held is kept in the present way. One
 * that cannot be understood is set aside and reported.
 */
export async function takeOver<T>({ schema, take, ...options }: TakeOverOptions<T>): Promise<void> {
  const file = await JsonFile.open<T | null>({
    ...options,
    schema: schema.nullable(),
    initial: null,
  });
  if (file.value === null || !(await take(file.value))) return;
  file.remove();
  await file.flush();
}
