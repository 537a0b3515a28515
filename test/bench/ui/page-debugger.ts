import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';

interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl?: string;
}

interface Answer {
  readonly id: number;
  /** Comes while the page has no document yet, or changes it. */
  readonly error?: { readonly message: string };
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

const patienceMs = 30_000;

/**
 * Asks a page of an Electron that was started with `--remote-debugging-port`. Playwright's driver would do, but it
 * starts Electron in a way of its own, which takes longer, and cannot connect to one that runs.
 * @param expression JavaScript whose value, or whose promise's value, is a number.
 * @throws Error when there is no page, or no answer from it, within 30 seconds.
 */
export async function askPage(port: number, expression: string): Promise<number> {
  const deadline = Date.now() + patienceMs;
  const socket = new WebSocket(await findPage(port, deadline));
  // Ends also an expression that never has a value.
  const patience = setTimeout(() => socket.terminate(), deadline - Date.now());
  try {
    await once(socket, 'open');
    for (let id = 1; Date.now() < deadline; id++) {
      await delay(20);
      const { result } = await evaluate(socket, id, expression);
      if (typeof result?.result?.value === 'number') return result.result.value;
    }
    throw new Error('The page did not answer.');
  } finally {
    clearTimeout(patience);
    socket.terminate();
  }
}

function evaluate(socket: WebSocket, id: number, expression: string): Promise<Answer> {
  const answered = new Promise<Answer>((resolve, reject) => {
    const read = (data: Buffer) => {
      const answer = JSON.parse(data.toString()) as Answer;
      if (answer.id !== id) return;
      socket.off('message', read);
      resolve(answer);
    };
    socket.on('message', read);
    socket.once('close', () => {
      reject(new Error('The page was closed.'));
    });
  });
  const params = { expression, awaitPromise: true, returnByValue: true };
  socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
  return answered;
}

async function findPage(port: number, deadline: number): Promise<string> {
  while (Date.now() < deadline) {
    await delay(50);
    const answer = await fetch(`http://127.0.0.1:${String(port)}/json/list`);
    const targets = (await answer.json()) as Target[];
    // The tab strip is a page too.
    const page = targets.find(({ type, url }) => type === 'page' && url.endsWith('/index.html'));
    if (page?.webSocketDebuggerUrl !== undefined) return page.webSocketDebuggerUrl;
  }
  throw new Error('The application has opened no page.');
}
