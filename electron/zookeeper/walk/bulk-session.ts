import { isFailure } from '../errors.ts';
import type { ZooKeeperSession } from '../port.ts';

/**
 * Lends a session of its own, on a connection of its own, for much work: one connection answers strictly in order, so
 * what a person asks for would wait behind it. It is closed when the work has ended.
 * @throws ZooKeeperError when there is no session to be had, CANCELLED, or whatever the work throws.
 */
export async function withBulkSession<Result>(
  connect: (options: { readonly signal?: AbortSignal }) => Promise<ZooKeeperSession>,
  work: (session: ZooKeeperSession) => Promise<Result>,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<Result> {
  const session = await connect(signal ? { signal } : {});
  try {
    await catchUp(session);
    return await work(session);
  } finally {
    await session.close();
  }
}

/** It may be served by another server than what is shown, and that one may be behind. */
async function catchUp(session: ZooKeeperSession): Promise<void> {
  if (session.state.kind === 'readOnly') return;
  try {
    await session.sync('/');
  } catch (error) {
    // A server that has lost its leader meanwhile has nobody to catch up with.
    if (!isFailure(error, 'NOT_READ_ONLY')) throw error;
  }
}
