import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { ipcChannels, stripChannels } from '../../shared/contract/channels.ts';
import type { TopicName, Topics } from '../../shared/contract/topics.ts';
import type { Publisher } from '../ipc/publisher.ts';
import { UntrustedSenderError, type Router } from '../ipc/router.ts';
import { toDisposable, type Disposable } from '../lifecycle.ts';
import type { Log } from './log.ts';
import type { Sender } from './sender.ts';

/** Both ends of one window's road into the main process. */
export interface Endpoint {
  readonly router: Router<Sender>;
  readonly publisher: Publisher;
}

/** Takes what a tab strip asks for. */
export type StripListener = (sender: Sender, action: unknown) => void;

/** Carries messages between the windows and their routers and publishers: the only user of `ipcMain`. */
export class IpcTransport {
  readonly #endpoints = new Map<number, Endpoint>();
  readonly #strips = new Map<number, StripListener>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
    ipcMain.handle(ipcChannels.call, (event, name: unknown, input: unknown, callId: unknown) => {
      const { endpoint, sender } = this.#identify(event);
      return endpoint.router.call(sender, name, input, callId);
    });
    this.#listen(ipcChannels.cancel, ({ router }, sender, callId) => {
      router.cancel(sender, callId);
    });
    this.#listen(ipcChannels.subscribe, ({ router, publisher }, sender, topic) => {
      router.requireTrust(sender);
      publisher.subscribe(topic);
    });
    this.#listen(ipcChannels.unsubscribe, ({ router, publisher }, sender, topic) => {
      router.requireTrust(sender);
      publisher.unsubscribe(topic);
    });
    ipcMain.on(stripChannels.action, (event, action: unknown) => {
      const listener = this.#strips.get(event.sender.id);
      const sender = senderOf(event);
      if (listener && sender) listener(sender, action);
      else this.#log.warn(`${stripChannels.action}: ${new UntrustedSenderError().message}`);
    });
  }

  /** Lets a tab strip in. @returns what shuts it out again. */
  connectStrip({ id }: WebContents, listener: StripListener): Disposable {
    this.#strips.set(id, listener);
    return toDisposable(() => this.#strips.delete(id));
  }

  /** Lets a page in. @returns what shuts it out again. */
  connect(contents: WebContents, endpoint: Endpoint): Disposable {
    const { id } = contents;
    this.#endpoints.set(id, endpoint);
    return toDisposable(() => this.#endpoints.delete(id));
  }

  #listen(
    channel: string,
    receive: (endpoint: Endpoint, sender: Sender, value: unknown) => void,
  ): void {
    ipcMain.on(channel, (event, value: unknown) => {
      try {
        const { endpoint, sender } = this.#identify(event);
        receive(endpoint, sender, value);
      } catch (error) {
        // Nobody waits for an answer to a one-way message, so the log is where a refusal shows.
        if (!(error instanceof UntrustedSenderError)) throw error;
        this.#log.warn(`${channel}: ${error.message}`);
      }
    });
  }

  #identify(event: IpcMainEvent | IpcMainInvokeEvent): { endpoint: Endpoint; sender: Sender } {
    const endpoint = this.#endpoints.get(event.sender.id);
    const sender = senderOf(event);
    if (endpoint === undefined || sender === null) throw new UntrustedSenderError();
    return { endpoint, sender };
  }
}

/** @returns null for a frame that has navigated away or closed since: it has no origin any more. */
function senderOf({
  sender,
  senderFrame: frame,
}: IpcMainEvent | IpcMainInvokeEvent): Sender | null {
  if (frame === null) return null;
  return { contentsId: sender.id, origin: frame.origin, isTopFrame: frame === sender.mainFrame };
}

/** Hands one topic's message to a window, if its page is still there. */
export function sendTopic<Name extends TopicName>(
  contents: WebContents,
  topic: Name,
  value: Topics[Name],
): void {
  if (!contents.isDestroyed()) contents.send(ipcChannels.topic, topic, value);
}
