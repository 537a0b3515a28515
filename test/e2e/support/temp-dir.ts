import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function makeTempDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'treekeeper-e2e-'));
}

export async function removeDir(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
}
