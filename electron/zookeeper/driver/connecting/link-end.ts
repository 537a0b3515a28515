import type { FailureCode } from '../../../../shared/model/failure.ts';
import { failureOf } from '../../error-codes.ts';

/** Why a connection to one server ended, or never began. */
export interface LinkEnd {
  readonly code: FailureCode;
  readonly detail?: string;
}

/** Thrown while a connection is being made. */
export class LinkError extends Error {
  readonly end: LinkEnd;

  constructor(end: LinkEnd) {
    super([end.code, end.detail].filter((part) => part !== undefined).join(' '));
    this.name = 'LinkError';
    this.end = end;
  }
}

const codes: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ENOTFOUND: 'NAME_NOT_FOUND',
  EAI_AGAIN: 'NAME_NOT_FOUND',
  EAI_FAIL: 'NAME_NOT_FOUND',
  EAI_NODATA: 'NAME_NOT_FOUND',
  EAI_NONAME: 'NAME_NOT_FOUND',
  ETIMEDOUT: 'CONNECT_TIMEOUT',
  ECONNRESET: 'SERVER_HUNG_UP',
  EPIPE: 'SERVER_HUNG_UP',
};

/** @returns what an error code of a server means that ends a connection. */
export function endOfServerCode(serverCode: number): LinkEnd {
  const { code, detail } = failureOf(serverCode, 'connect');
  return { code, ...(detail !== undefined && { detail }) };
}

/** @returns what an error of the operating system means while connecting; its name goes into the detail. */
export function endOfSystemError(error: NodeJS.ErrnoException): LinkEnd {
  const name = error.code ?? error.message;
  return { code: codes[name] ?? 'HOST_UNREACHABLE', detail: name };
}

/** @returns what the end of a connection means on which nothing was served yet. */
export function whileConnecting({ code, ...rest }: LinkEnd): LinkEnd {
  if (code === 'CONNECTION_LOST') return { code: 'SERVER_HUNG_UP', ...rest };
  return { code: code === 'OPERATION_TIMEOUT' ? 'SERVER_SILENT' : code, ...rest };
}

/** @returns the reason for an end while no server has answered yet: the same events mean something else then. */
export function handshakeCode(code: LinkEnd['code']): LinkEnd['code'] {
  if (code === 'CONNECTION_LOST') return 'SERVER_HUNG_UP';
  return code === 'PROTOCOL_ERROR' ? 'NOT_ZOOKEEPER' : code;
}
