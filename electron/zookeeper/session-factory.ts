import { prepareSecurity } from './driver/security/prepared-security.ts';
import { ZooKeeperError } from './errors.ts';
import type { SessionFactory } from './port.ts';
import { Session } from './session.ts';

/** @returns what opens sessions over TCP or TLS. */
export function createSessionFactory(): SessionFactory {
  return {
    async connect(settings, options = {}) {
      const { security, signal, onProgress } = options;
      const prepared = prepareSecurity(security);
      if (signal?.aborted) throw cancelled();
      const session = new Session(settings.target, settings, prepared);
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
