import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Core } from '#electron/core/core.ts';
import { AppError, toWireError } from '#shared/contract/errors.ts';
import { MAX_BODY_BYTES } from './guard.ts';
import { sendRefusal, sendReply } from './replies.ts';

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.byteLength;
    // The rest is read and dropped: hanging up in the middle would lose the answer.
    if (bytes <= MAX_BODY_BYTES) chunks.push(buffer);
  }
  if (bytes > MAX_BODY_BYTES) throw new AppError('too_large', 'The request is too large.');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new AppError('bad_request', 'The request is not valid JSON.');
  }
}

/** POST /rpc/<method>: the body is the input, the answer is always a `Reply`. */
export async function handleRpc(
  core: Core,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let input: unknown;
  try {
    input = await readJson(request);
  } catch (error) {
    const { code, message } = toWireError(error);
    sendRefusal(response, code === 'too_large' ? 413 : 400, code, message);
    return;
  }
  sendReply(response, 200, await core.dispatch(method, input));
}
