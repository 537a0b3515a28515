import type { OtherClient } from '../../fixtures/other-client.ts';

/** @returns what another client reads from a node, as UTF-8 text; the empty string for a node without data. */
export async function readText(other: OtherClient, path: string): Promise<string> {
  return Buffer.from((await other.getData(path)).data ?? []).toString('utf8');
}
