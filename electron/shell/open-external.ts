import { shell } from 'electron';
import { ZooKeeperError } from '../zookeeper/errors.ts';
import { isWebAddress } from './navigation-rules.ts';

/**
 * Opens a web page in the system's browser: the only place that hands an address to the system.
 * @throws ZooKeeperError with INVALID_INPUT for anything but http and https, because the system would start
 * whatever program has registered for the scheme.
 */
export async function openExternal(url: string): Promise<void> {
  if (!isWebAddress(url)) {
    throw new ZooKeeperError({
      code: 'INVALID_INPUT',
      operation: 'app.openExternal',
      retryable: false,
      detail: 'only http and https addresses are opened',
    });
  }
  await shell.openExternal(url);
}
