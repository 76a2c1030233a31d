import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Core } from '#electron/core/core.ts';
import { safeFileName } from '../file-names.ts';
import { SECURITY_HEADERS } from './assets.ts';
import { sendRefusal, sendReply } from './replies.ts';

/** Exports on their way to the browser: written by the core into its upload folder, handed over once, then deleted (R33). */
export class LoopbackExports {
  readonly #core: Core;
  readonly #waiting = new Map<string, { readonly path: string; readonly name: string }>();

  constructor(core: Core) {
    this.#core = core;
  }

  /** POST /exports?name=…: a place under a random name; answers the `target` for `export.run`. */
  create(suggestedName: string, response: ServerResponse): void {
    const name = safeFileName(suggestedName);
    const path = join(this.#core.uploadDir, `${randomBytes(16).toString('hex')}.export`);
    const target = this.#core.addExportTarget(path, { name, temporary: true });
    this.#waiting.set(target, { path, name });
    sendReply(response, 200, { ok: true, data: { target }, revision: 0 });
  }

  /** GET /exports/<target>: the finished file as a download. It stays until it has been sent whole. */
  async deliver(target: string, response: ServerResponse): Promise<void> {
    const entry = this.#waiting.get(target);
    const info = entry ? await stat(entry.path).catch(() => null) : null;
    if (!entry || !info) {
      sendRefusal(response, 404, 'not_found', 'There is no finished export to hand over. Export it again.');
      return;
    }
    const encoded = encodeURIComponent(entry.name).replaceAll(
      /['()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16)}`,
    );
    response.writeHead(200, {
      ...SECURITY_HEADERS,
      'content-type': 'application/octet-stream',
      'content-length': info.size,
      'content-disposition': `attachment; filename*=UTF-8''${encoded}`,
    });
    await pipeline(createReadStream(entry.path), response);
    this.#waiting.delete(target);
    await rm(entry.path, { force: true });
  }
}
