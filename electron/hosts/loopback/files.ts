import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Core } from '#electron/core/core.ts';
import { AppError, type ErrorCode, toWireError } from '#shared/contract/errors.ts';
import { sendRefusal, sendReply } from './replies.ts';

/** R36: the largest file an import reads. */
const MAX_UPLOAD_BYTES = 2 * 1024 ** 3;

export type Upload = { readonly core: Core; readonly name: string; readonly maxBytes?: number };

/** A name to show: the last part, without control and direction characters; never used as a path. */
export function displayName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const clean = last.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim();
  return [...clean].slice(0, 200).join('') || 'file';
}

/** The extension tells readers what to expect; the rest of the stored name is random. */
function storedName(name: string): string {
  const extension = /\.[a-z0-9]{1,8}$/i.exec(name)?.[0].toLowerCase() ?? '';
  return `${randomBytes(16).toString('hex')}${extension}`;
}

function asAppError(error: unknown): unknown {
  const full = error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  return full ? new AppError('disk_full', 'The disk is full; the file was not read.') : error;
}

/** Writes the body to a new file. After a failure the rest is read and dropped: hanging up would lose the answer. */
async function receive(request: IncomingMessage, path: string, maxBytes: number): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let failure: unknown = null;
  try {
    for await (const chunk of request) {
      if (failure) continue;
      const buffer = Buffer.from(chunk);
      bytes += buffer.byteLength;
      if (bytes > maxBytes) failure = new AppError('too_large', 'The file is larger than an import reads (2 GB).');
      else await file.writeFile(buffer).catch((error: unknown) => (failure = asAppError(error)));
    }
  } finally {
    await file.close();
  }
  if (failure) throw failure;
}

const STATUS: Partial<Record<ErrorCode, number>> = { too_large: 413, disk_full: 507, internal: 500 };

/** POST /files: streams the body into a 0600 file of the core's upload folder; a failed upload leaves nothing behind (R33). */
export async function handleUpload(upload: Upload, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { core, maxBytes = MAX_UPLOAD_BYTES } = upload;
  const name = displayName(upload.name);
  const path = join(core.uploadDir, storedName(name));
  try {
    await receive(request, path, maxBytes);
    const source = await core.addSource(path, { name, temporary: true });
    sendReply(response, 200, { ok: true, data: source, revision: 0 });
  } catch (error) {
    await rm(path, { force: true });
    const { code, message } = toWireError(error);
    sendRefusal(response, STATUS[code] ?? 400, code, message);
  }
}
