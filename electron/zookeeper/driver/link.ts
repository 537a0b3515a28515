import type { Socket } from 'node:net';
import { usualRequestLimitBytes } from '../../../shared/model/request-size.ts';
import type { CallOptions } from '../port.ts';
import type { Chroot } from './chroot.ts';
import { failTooLong, failUnanswered, settleRequest } from './answer-request.ts';
import { AnswerPace, type AnswerPaceLimits } from './answer-pace.ts';
import { FrameReader } from './wire/frame-reader.ts';
import { GatheredOutput } from './wire/gathered-output.ts';
import {
  decodeGrant,
  encodeOffer,
  maxGrantBytes,
  type SessionGrant,
  type SessionOffer,
} from './connecting/handshake.ts';
import { Heartbeat } from './heartbeat.ts';
import {
  defaultMaxReplyBytes,
  maxAnswerBytes,
  maxFrameBytes,
  signOfLifeBytes,
} from './link-limits.ts';
import { JuteReader } from './wire/jute-reader.ts';
import { handshakeCode, LinkError, type LinkEnd } from './connecting/link-end.ts';
import { encodeRequest, type Operation } from './operations/operation.ts';
import { ping, pingFrame } from './operations/ping.ts';
import { PendingRequest } from './pending-request.ts';
import { ProtocolError, replyHeaderBytes, reservedXids } from './wire/protocol.ts';
import { ReplyQueue } from './reply-queue.ts';
import { ReservedRequests } from './reserved-requests.ts';
import type { Transport } from './connecting/transport.ts';

/** Of the length in front of a frame. */
const lengthBytes = 4;

export interface LinkEvents {
  /** A watch fired; the reader stands at the event's record. */
  onNotification(reader: JuteReader): void;
  /** The header of a numbered answer: xid, zxid and error code. */
  onReplyHeader(frame: Buffer): void;
}

/**
 * One connection to one server, from the handshake to its end. Everything that must not survive a connection
 * lives here: half-read frames, requests in flight, the heartbeat. Whatever happens, every request is settled and
 * nothing is thrown out of a socket's handler.
 */
export class Link {
  /** `host:port` */
  readonly server: string;
  /** Resolves once, when the connection is gone and every request has been settled. */
  readonly ended: Promise<LinkEnd>;
  readonly #socket: Socket;
  readonly #output: GatheredOutput;
  readonly #chroot: Chroot;
  readonly #events: LinkEvents;
  readonly #replies = new ReplyQueue();
  readonly #reserved = new ReservedRequests();
  #frames: FrameReader;
  #heartbeat: Heartbeat | undefined;
  readonly #pace: AnswerPace;
  #end: LinkEnd | undefined;
  /** What arrived since the last sign of life. */
  #pieceBytes = 0;

  /** @param pace how slow answers may be; given by tests only. */
  constructor(
    { socket, endOf }: Transport,
    server: string,
    chroot: Chroot,
    events: LinkEvents,
    pace?: AnswerPaceLimits,
  ) {
    this.server = server;
    this.#pace = new AnswerPace({
      ...pace,
      isWaiting: () => this.#replies.length > 0,
      onStall: (receivedBytes) => {
        this.#stall(receivedBytes);
      },
    });
    this.#socket = socket;
    this.#output = new GatheredOutput(socket);
    this.#chroot = chroot;
    this.#events = events;
    this.#frames = new FrameReader(
      maxAnswerBytes,
      (frame, length) => {
        this.#receive(frame, length);
      },
      (length) => this.#toKeep(length),
    );
    socket.setNoDelay();
    socket.on('data', (chunk: Buffer) => {
      this.#pieceBytes += chunk.length;
      this.#pace.received(chunk.length);
      if (this.#pieceBytes >= signOfLifeBytes) this.#alive();
      this.#guard(() => {
        this.#frames.push(chunk);
      });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#end ??= endOf(error);
    });
    this.ended = new Promise((resolve) => {
      socket.on('close', () => {
        resolve(this.#settleAll());
      });
    });
  }

  /**
   * Asks for a session. To be called once, before anything else.
   * @throws LinkError; the connection is then closed.
   */
  async handshake(offer: SessionOffer, timeoutMs: number): Promise<SessionGrant> {
    const serving = this.#frames;
    const grant = await new Promise<SessionGrant>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.destroy({ code: 'SERVER_SILENT' });
      }, timeoutMs);
      this.#frames = new FrameReader(maxGrantBytes, (frame) => {
        clearTimeout(timer);
        const decoded = decodeGrant(frame);
        // A server sends nothing more before it is asked.
        this.#frames.stop();
        this.#frames = serving;
        resolve(decoded);
      });
      this.#write(encodeOffer(offer));
      void this.ended.then(({ code, detail }) => {
        clearTimeout(timer);
        reject(new LinkError({ code: handshakeCode(code), ...(detail && { detail }) }));
      });
    });
    return grant;
  }

  /** Begins to keep the session alive. */
  startHeartbeat(sessionTimeoutMs: number): void {
    if (this.#end) return;
    this.#heartbeat = new Heartbeat({
      sessionTimeoutMs,
      ping: () => {
        this.#write(pingFrame);
      },
      onSilence: () => {
        this.destroy({ code: 'SERVER_SILENT' });
      },
    });
  }

  /** Sends a request. Its promise settles, whatever becomes of the connection. */
  send(request: PendingRequest): void {
    if (request.settled || this.#refuse(request)) return;
    const xid = this.#replies.nextXid();
    const frame = encodeRequest(xid, request.operation, this.#chroot);
    const size = frame.length - 4;
    // A server closes the connection without a word at more than it is set to take, which it does not say. A write is
    // worth the try; a read that is so long has a path that no node has.
    if (size > (request.operation.isWrite ? maxFrameBytes : usualRequestLimitBytes)) {
      request.fail({ code: 'TOO_LARGE', retryable: false, requestBytes: size });
      return;
    }
    this.#replies.add(xid, request);
    this.#pace.asked();
    request.sent = true;
    this.#write(frame);
  }

  /**
   * Sends a request of the connection's own.
   * @throws ZooKeeperError with what the server answered, or why it did not.
   */
  ask<Result>(operation: Operation<Result>, limit: CallOptions = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
      const request = new PendingRequest(operation, { resolve, reject });
      request.limit(limit);
      this.send(request);
    });
  }

  /** Sends credentials. They are answered ahead of requests, under an id of their own. */
  sendAuthentication(request: PendingRequest): void {
    if (this.#refuse(request)) return;
    this.#reserved.addAuthentication(request);
    request.sent = true;
    this.#write(encodeRequest(reservedXids.auth, request.operation, this.#chroot));
  }

  /**
   * Waits for the answer to a ping, once: a server that lets nobody in without SASL grants a session all the same, and
   * says so only when it is asked for something.
   * @throws ZooKeeperError
   */
  probe(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const request = new PendingRequest<void>(ping, { resolve, reject });
      if (this.#refuse(request)) return;
      this.#reserved.addProbe(request);
      this.#write(pingFrame);
    });
  }

  /** Ends the connection at once. The first reason counts. */
  destroy(end: LinkEnd): void {
    this.#end ??= end;
    this.#frames.stop();
    this.#heartbeat?.stop();
    this.#pace.stop();
    this.#socket.destroy();
  }

  /** A connection that is ending takes nothing more: nobody would settle it. */
  #refuse(request: PendingRequest): boolean {
    if (this.#end) request.fail({ code: 'NOT_CONNECTED', retryable: true, server: this.server });
    return this.#end !== undefined;
  }

  /** Answers come in order, and no other frame is as long as a limit: a long one can only be the answer that is due. */
  #toKeep(length: number): number {
    const { maxReplyBytes = defaultMaxReplyBytes } = this.#replies.peek()?.operation ?? {};
    return length > maxReplyBytes ? replyHeaderBytes : length;
  }

  #alive(): void {
    this.#pieceBytes = 0;
    this.#heartbeat?.received();
  }

  #receive(frame: Buffer, length: number): void {
    this.#alive();
    if (frame.length < replyHeaderBytes) throw new ProtocolError('an answer is too short');
    const xid = frame.readInt32BE(0);
    if (xid === reservedXids.notification) {
      this.#pace.receivedOther(frame.length + lengthBytes);
      this.#events.onNotification(new JuteReader(frame, replyHeaderBytes));
      return;
    }
    const errorCode = frame.readInt32BE(12);
    if (xid === reservedXids.ping) {
      this.#pace.receivedOther(frame.length + lengthBytes);
      this.#reserved.answerPing(errorCode);
      return;
    }
    const request =
      xid === reservedXids.auth ? this.#reserved.takeAuthentication() : this.#replies.take(xid);
    this.#pace.answered();
    // Answers to credentials carry zxid 0, which must never become the last zxid seen.
    if (xid !== reservedXids.auth) this.#events.onReplyHeader(frame);
    if (frame.length < length) failTooLong(request, length, this.server);
    else settleRequest(request, { errorCode, frame, server: this.server, chroot: this.#chroot });
  }

  /** The answer that is due comes too slowly: the connection is of no use, since all others wait behind it. */
  #stall(receivedBytes: number): void {
    const detail = `${String(receivedBytes)} bytes of the answer in the last window`;
    const reason = { code: 'ANSWER_TOO_SLOW', server: this.server, detail } as const;
    const due = this.#replies.peek();
    due?.fail({ ...reason, retryable: !due.operation.isWrite });
    this.destroy({ code: 'ANSWER_TOO_SLOW', detail });
  }

  #write(frame: Buffer): void {
    this.#heartbeat?.sent();
    this.#output.write(frame);
  }

  /** Nothing that a peer sends may end this process. */
  #guard(handle: () => void): void {
    try {
      handle();
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.destroy(error instanceof LinkError ? error.end : { code: 'PROTOCOL_ERROR', detail });
    }
  }

  #settleAll(): LinkEnd {
    this.#end ??= { code: 'CONNECTION_LOST' };
    this.#frames.stop();
    this.#heartbeat?.stop();
    this.#pace.stop();
    const waiting = [...this.#reserved.drain(), ...this.#replies.drain()];
    for (const request of waiting) failUnanswered(request, this.#end, this.server);
    return this.#end;
  }
}
