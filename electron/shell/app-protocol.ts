import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { appScheme, resolveAppFile } from './app-files.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';

/**
 * Makes `app://` a scheme like https to Chromium: it has origins, is a secure context and can be fetched.
 * Must run before the application is ready.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built pages, and nothing else, as `app://treekeeper/…`. Must run after the application is ready. */
export function serveAppFiles(root: string): void {
  protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET') return refuse(405);
    const resolved = resolveAppFile(request.url, root);
    if (resolved.kind === 'refused') return refuse(resolved.status);
    try {
      const body = new Uint8Array(await readFile(resolved.file));
      return new Response(body, { headers: headers(resolved.contentType) });
    } catch (error) {
      if (isMissing(error)) return refuse(404);
      throw error;
    }
  });
}

function headers(contentType: string): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-DNS-Prefetch-Control': 'off',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: headers('text/plain; charset=utf-8') });
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR';
}
