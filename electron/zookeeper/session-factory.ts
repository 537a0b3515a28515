import { parseConnectString } from '../../shared/connect-string.ts';
import { prepareSecurity } from './driver/prepared-security.ts';
import { ZooKeeperError } from './errors.ts';
import type { SessionFactory } from './port.ts';
import { Session } from './session.ts';

/** @returns what opens sessions over TCP or TLS. */
export function createSessionFactory(): SessionFactory {
  return {
    async connect(settings, options = {}) {
      const { security, signal, onProgress } = options;
      const parsed = parseConnectString(settings.connectString);
      if (!parsed.ok) {
        const detail = JSON.stringify(parsed.problem);
        throw new ZooKeeperError({
          code: 'INVALID_INPUT',
          operation: 'connect',
          retryable: false,
          detail,
        });
      }
      const prepared = prepareSecurity(security);
      if (signal?.aborted) throw cancelled();
      const session = new Session(parsed.target, settings, prepared);
      const abort = () => {
        void session.close();
      };
      signal?.addEventListener('abort', abort);
      const progress = onProgress && session.onStateChange(onProgress);
      try {
        await session.open();
        if (signal?.aborted) throw cancelled();
        return session;
      } catch (error) {
        await session.close();
        throw error;
      } finally {
        progress?.dispose();
        signal?.removeEventListener('abort', abort);
      }
    },
  };
}

function cancelled(): ZooKeeperError {
  return new ZooKeeperError({ code: 'CANCELLED', operation: 'connect', retryable: false });
}
