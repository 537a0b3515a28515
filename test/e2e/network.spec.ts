import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Everything by which a page may try to reach the network, as a script that ends when all have been tried. */
function everyWayOut(tcpPort: number, udpPort: number): string {
  const address = `127.0.0.1:${String(tcpPort)}`;
  return `(async () => {
    const http = 'http://${address}/';
    const link = (rel, href) => document.head.append(Object.assign(document.createElement('link'), { rel, href }));
    for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'preload', 'stylesheet', 'icon']) link(rel, http + rel);
    link('dns-prefetch', 'http://localhost:${String(tcpPort)}/');
    const ended = (target, ...events) => new Promise((resolve) => {
      for (const event of events) target.addEventListener(event, resolve);
    });
    const image = new Image();
    const gone = ended(image, 'load', 'error');
    image.src = http + 'image';
    navigator.sendBeacon(http + 'beacon', 'x');
    const peer = new RTCPeerConnection({ iceServers: [
      { urls: 'stun:127.0.0.1:${String(udpPort)}' },
      { urls: 'turn:${address}?transport=tcp', username: 'a', credential: 'b' },
    ] });
    const gathered = new Promise((resolve) => {
      peer.onicegatheringstatechange = () => peer.iceGatheringState === 'complete' && resolve();
    });
    peer.createDataChannel('out');
    await peer.setLocalDescription();
    const source = new EventSource(http + 'events');
    const answers = await Promise.all([
      fetch(http + 'fetch', { mode: 'no-cors' }).then(() => 'reached', () => 'refused'),
      fetch('http://localhost:${String(tcpPort)}/', { mode: 'no-cors' }).then(() => 'reached', () => 'refused'),
      gone.then((event) => event.type),
      ended(new WebSocket('ws://${address}/'), 'open', 'error').then((event) => event.type),
      ended(source, 'open', 'error').then((event) => event.type),
    ]);
    await gathered;
    source.close();
    peer.close();
    return answers;
  })()`;
}

/** Runs a script in a window without the policy of our own page, so that the wall itself is what is tried. */
function runInStrangeWindow(electron: ElectronApplication, script: string): Promise<unknown> {
  return electron.evaluate(async ({ BrowserWindow }, source): Promise<unknown> => {
    const stranger = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await stranger.loadURL('data:text/html,<head></head>');
    const result: unknown = await stranger.webContents.executeJavaScript(source, true);
    stranger.destroy();
    return result;
  }, script);
}

test('a page reaches nothing in the network, this machine included', async ({
  app,
  expectedProblems,
}) => {
  expectedProblems.push(/ERR_BLOCKED_BY_CLIENT/, /^WebSocket connection to/);
  let connections = 0;
  let packets = 0;
  const tcp = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  const udp = createSocket('udp4', () => packets++);
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  try {
    const { port } = tcp.address() as { port: number };
    const script = everyWayOut(port, udp.address().port);
    expect(await runInStrangeWindow(app.electron, script)).toEqual([
      'refused',
      'refused',
      'error',
      'error',
      'error',
    ]);
    expect({ connections, packets }).toEqual({ connections: 0, packets: 0 });
  } finally {
    tcp.close();
    udp.close();
  }
});

test('a download is refused', async ({ app }) => {
  const isRefused = await app.electron.evaluate(async ({ BrowserWindow, session }) => {
    const answered = new Promise<boolean>((resolve) => {
      session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
    });
    const stranger = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await stranger.loadURL('data:text/html,<a href="data:text/plain,x" download="x.txt">x</a>');
    await stranger.webContents.executeJavaScript(`document.querySelector('a').click()`, true);
    // With its window the download would go before anybody is asked.
    const answer = await answered;
    stranger.destroy();
    return answer;
  });
  expect(isRefused).toBe(true);
});

test('a page cannot keep its window from being closed, nor print', async ({
  launch,
  znodes,
  expectedProblems,
}) => {
  expectedProblems.push(/sandboxed/);
  const { page, electron, workbench } = await launch(['--connect', znodes.connectString]);
  await workbench.expectConnected();
  await page.evaluate(() => {
    // Would hold up the page until somebody answers the dialog.
    window.print();
    window.addEventListener('beforeunload', (event) => {
      event.preventDefault();
    });
  });
  const closed = electron.waitForEvent('close');
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close();
  });
  await closed;
});
