import type { ServerResponse } from 'node:http';
import type { ErrorCode, Reply } from '#shared/contract/errors.ts';
import { SECURITY_HEADERS } from './assets.ts';

export function sendReply(response: ServerResponse, status: number, reply: Reply<unknown>): void {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(JSON.stringify(reply));
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'content-type': 'application/json',
    'content-length': body.byteLength,
  });
  response.end(body);
}

/** Refuses and hangs up: what is left of the request's body is not read. */
export function sendRefusal(response: ServerResponse, status: number, code: ErrorCode, message: string): void {
  response.shouldKeepAlive = false;
  sendReply(response, status, { ok: false, error: { code, message } });
}
