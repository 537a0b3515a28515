import { ZooKeeperError } from '../../zookeeper/errors.ts';

/**
 * Does something with a file that the user chose.
 * @throws ZooKeeperError with FILE_FAILED and the system's code when the system refuses; anything else as it is.
 */
export async function withFile<T>(operation: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const failure = {
      code: 'FILE_FAILED',
      operation,
      retryable: true,
      detail: error.code,
    } as const;
    throw new ZooKeeperError(failure, { cause: error });
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    'syscall' in error &&
    'code' in error &&
    typeof error.code === 'string'
  );
}
