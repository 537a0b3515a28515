import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callNames } from '../../shared/contract/call-names.ts';
import { expect, test } from './fixtures.ts';

/** The rows of SECURITY.md that only a running window can show; each test carries the name used there. */

test('the page is served from app:// under a content security policy', async ({ page }) => {
  expect(new URL(page.url()).protocol).toBe('app:');
  const policy = await page.evaluate(async () =>
    (await fetch(location.href)).headers.get('content-security-policy'),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline|https?:|\*/);
});

test('the policy is on every answer, whatever it is', async ({ page, expectedProblems }) => {
  expectedProblems.push(/status of 40[0345]/);
  const answers = await page.evaluate(async () => {
    const built = [
      ...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src],link[href]'),
    ];
    const addresses = built.map((element) => ('src' in element ? element.src : element.href));
    const all = [location.href, ...addresses, '/no-such-file.js', '/no-kind', '/%00.html'];
    return Promise.all(
      all.map(async (address) => {
        const { headers } = await fetch(address);
        return [
          address,
          headers.get('content-security-policy'),
          headers.get('x-content-type-options'),
        ] as const;
      }),
    );
  });
  expect(answers.some(([address]) => address.endsWith('.js'))).toBe(true);
  for (const [address, policy, sniffing] of answers) {
    expect(policy, address).toContain("default-src 'none'");
    expect(sniffing, address).toBe('nosniff');
  }
});

test('an inline script and a frame do not run', async ({ page, expectedProblems }) => {
  expectedProblems.push(/Content Security Policy/);
  const refused = await page.evaluate(async () => {
    const violations: string[] = [];
    const seen = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective);
        if (violations.length === 2) resolve();
      });
    });
    const script = document.createElement('script');
    script.textContent = 'globalThis.ranInline = true';
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(script, frame);
    await seen;
    return { violations: violations.sort(), ran: 'ranInline' in globalThis };
  });
  expect(refused.ran).toBe(false);
  expect(refused.violations[0]).toMatch(/^frame-src|^default-src/);
  expect(refused.violations[1]).toMatch(/^script-src/);
});

test('there is no Node in the page', async ({ page }) => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(found).toEqual([]);
});

test('every window is sandboxed, isolated and without webviews', async ({ app }) => {
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) =>
      // Not in Electron's types, but what the renderer was really started with.
      (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences(),
    ),
  );
  expect(preferences.length).toBeGreaterThan(0);
  for (const preference of preferences) {
    expect(preference).toMatchObject({ contextIsolation: true, sandbox: true });
    expect(preference.nodeIntegration ?? false).toBe(false);
    expect(preference.nodeIntegrationInWorker ?? false).toBe(false);
    expect(preference.nodeIntegrationInSubFrames ?? false).toBe(false);
    expect(preference.navigateOnDragDrop ?? false).toBe(false);
    expect(preference.webviewTag ?? false).toBe(false);
    expect(preference.webSecurity ?? true).toBe(true);
    expect(preference.allowRunningInsecureContent ?? false).toBe(false);
  }
});

test('the bridge is the named calls of the contract and nothing else', async ({ page }) => {
  const bridge = await page.evaluate(() => ({
    members: Object.keys(window.treekeeper).sort(),
    calls: Object.keys(window.treekeeper.calls),
    otherGlobals: ['ipcRenderer', 'electron', 'electronAPI', 'api'].filter((n) => n in globalThis),
    replaced: (() => {
      try {
        (window.treekeeper as unknown as Record<string, unknown>).cancel = 'replaced';
      } catch {
        return false;
      }
      return (window.treekeeper.cancel as unknown) === 'replaced';
    })(),
  }));
  expect(bridge.members).toEqual(['calls', 'cancel', 'subscribe']);
  expect(bridge.calls.sort()).toEqual([...callNames].sort());
  expect(bridge.otherGlobals).toEqual([]);
  expect(bridge.replaced).toBe(false);
});

test('navigation away from the page is denied', async ({ launch, znodes, expectedProblems }) => {
  const { page, electron, workbench } = await launch(['--connect', znodes.connectString]);
  await workbench.expectConnected();
  expectedProblems.push(/^Not allowed to (load|navigate)/);
  let hits = 0;
  const server = createServer((_request, response) => {
    hits++;
    response.end('elsewhere');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const elsewhere = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const before = page.url();
  for (const url of [elsewhere, 'file:///etc/passwd', 'data:text/html,x']) {
    // It listens before the page is asked: the two go by ways of their own.
    const prevented = await electron.evaluateHandle(({ webContents }) => {
      const contents = webContents
        .getAllWebContents()
        .find((each) => each.getURL().endsWith('/index.html'));
      return {
        answer: new Promise<boolean>((resolve) => {
          contents?.once('will-navigate', (event) => {
            resolve(event.defaultPrevented);
          });
          // Chromium itself refuses some addresses before they become a navigation.
          contents?.once('console-message', () => {
            resolve(true);
          });
        }),
      };
    });
    await page.evaluate((target) => {
      location.href = target;
    }, url);
    expect(await prevented.evaluate(({ answer }) => answer), url).toBe(true);
  }
  expect(hits).toBe(0);
  // Asked by another road than the driver's, which waits for a navigation that never comes.
  const still: unknown = await electron.evaluate(
    ({ webContents }) =>
      webContents
        .getAllWebContents()
        .find((each) => each.getURL().endsWith('/index.html'))
        ?.executeJavaScript(
          '[location.href, document.querySelector("[role=tree]") !== null]',
        ) as Promise<unknown>,
  );
  expect(still).toEqual([before, true]);
  await new Promise((resolve) => server.close(resolve));
});

test('new windows are denied', async ({ app, expectedProblems }) => {
  expectedProblems.push(/sandboxed/);
  const opened = await app.page.evaluate(() => window.open('https://example.com/') !== null);
  expect(opened).toBe(false);
  const windows = await app.electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
  );
  expect(windows).toBe(1);
});

test('every permission is denied', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const states: string[] = [];
    for (const name of ['geolocation', 'notifications', 'midi', 'clipboard-read'] as const) {
      states.push((await navigator.permissions.query({ name: name as PermissionName })).state);
    }
    states.push(await Notification.requestPermission());
    const media = await navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then(() => 'granted')
      .catch((error: unknown) => (error as DOMException).name);
    return { states, media };
  });
  expect(answers.states).toEqual(Array(5).fill('denied'));
  expect(answers.media).toMatch(/NotAllowedError|NotFoundError/);
});

test('app:// serves nothing outside its folder', async ({ page, expectedProblems }) => {
  expectedProblems.push(/status of 40[034]/);
  const statuses = await page.evaluate(async () => {
    const paths = [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/%5c..%5cpackage.json',
      '//etc/passwd',
      '/no-such-file.js',
    ];
    const answers: [string, number][] = [];
    for (const path of paths) {
      const response = await fetch(`app://${location.host}${path}`);
      answers.push([path, response.status]);
    }
    return answers;
  });
  for (const [path, status] of statuses) expect(status, path).toBeGreaterThanOrEqual(400);
});

test('a call with bad input is refused before any handler', async ({ page }) => {
  const codes = await page.evaluate(async () => {
    const calls = window.treekeeper.calls as unknown as Record<
      string,
      (input: unknown) => Promise<{ ok: boolean; error?: { code: string } }>
    >;
    const bad: [string, unknown][] = [
      ['tree.getWindow', { from: -1, count: 10 }],
      ['tree.getWindow', { from: 0, count: 1e9 }],
      ['node.save', { path: 'relative', data: null, version: 0 }],
      ['node.save', { path: '/a', data: 'text', version: 0 }],
      ['session.connect', {}],
    ];
    return Promise.all(
      bad.map(async ([name, input]) => {
        const result = await calls[name]?.(input);
        return result?.ok ? 'accepted' : result?.error?.code;
      }),
    );
  });
  expect(codes).toEqual(Array(5).fill('INVALID_INPUT'));
});

test('a call from a page that is not ours is refused', async ({ app }) => {
  const answer = await app.electron.evaluate(async ({ BrowserWindow, webContents }) => {
    const own = webContents
      .getAllWebContents()
      .find((each) => each.getURL().endsWith('/index.html'));
    const { preload } = (
      own as unknown as { getLastWebPreferences(): { preload: string } }
    ).getLastWebPreferences();
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload, contextIsolation: true, sandbox: true },
    });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const said: unknown = await stranger.webContents.executeJavaScript(
      `window.treekeeper
        ? window.treekeeper.calls['page.getStartup']().then((r) => JSON.stringify(r.ok ? 'accepted' : r), (e) => 'refused: ' + e.message)
        : 'refused: no bridge'`,
    );
    stranger.destroy();
    return String(said);
  });
  expect(answer).not.toContain('accepted');
});
