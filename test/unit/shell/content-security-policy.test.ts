import { describe, expect, test } from 'vitest';
import { contentSecurityPolicy } from '../../../electron/shell/content-security-policy.ts';

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive) => {
    const [name = '', ...sources] = directive.split(' ');
    return [name, sources] as const;
  }),
);

describe('content security policy', () => {
  test('what is not named is denied', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors']) {
      expect(directives.get(name)).toEqual(["'none'"]);
    }
  });

  test('scripts, workers and connections come from the application only, and no text becomes code', () => {
    for (const name of ['script-src', 'worker-src', 'connect-src']) {
      expect(directives.get(name)).toEqual(["'self'"]);
    }
    expect(contentSecurityPolicy).not.toContain('unsafe-eval');
  });

  test('the page has no dialogs, downloads, windows or navigation of its own', () => {
    expect(directives.get('sandbox')).toEqual([
      'allow-scripts',
      'allow-same-origin',
      'allow-forms',
    ]);
  });

  test('nothing is loaded from the network', () => {
    expect(contentSecurityPolicy).not.toMatch(/https?:|wss?:|\*|blob:/);
  });
});
