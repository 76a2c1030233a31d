import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Core, Log } from '#electron/core/core.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type AssetMap, listAssets, SECURITY_HEADERS } from './assets.ts';
import { handleEvents } from './events.ts';
import { LoopbackExports } from './exports.ts';
import { handleUpload } from './files.ts';
import { guard, type Route } from './guard.ts';
import { sendRefusal } from './replies.ts';
import { handleRpc } from './rpc.ts';
import { handleStatic } from './static.ts';

const ADDRESS = '127.0.0.1';
const MAX_CONNECTIONS = 32;
const SLOW_HEADERS_MS = 10_000;
const SLOW_REQUEST_MS = 15 * 60_000;

export type ServerOptions = {
  readonly core: Core;
  /** 0 lets the system choose. */
  readonly port: number;
  /** The built renderer, `out/renderer`. */
  readonly rendererDir: string;
  readonly log: Log;
  readonly now: () => number;
  /** Stops after this long without a request or an open window; never when left out. */
  readonly idleMinutes?: number;
  /** Stops when the process that started this one has gone. */
  readonly stopWithParent?: boolean;
  /** For tests. */
  readonly slowHeadersMs?: number;
};

export type RunningServer = {
  /** `http://127.0.0.1:PORT/#token=…`: the only place where the token appears. */
  readonly url: string;
  readonly port: number;
  readonly token: string;
  /** Resolves when it has stopped, and says why. */
  readonly stopped: Promise<StopReason>;
  close(): Promise<void>;
};

export type StopReason = 'closed' | 'idle' | 'parent';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(busy ? new AppError('busy', `Port ${port} cannot be used; choose another one or leave it out.`) : error);
    });
    server.listen({ host: ADDRESS, port, exclusive: true }, () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string' || bound.address !== ADDRESS) {
        server.close();
        reject(new AppError('internal', 'The server did not bind to this machine alone.'));
      } else {
        resolve(bound.port);
      }
    });
  });
}

/** What Node answers when it cannot even parse a request; with the same headers as everything else. */
function badRequest(): string {
  const headers = Object.entries({ ...SECURITY_HEADERS, connection: 'close', 'content-length': '0' });
  return `HTTP/1.1 400 Bad Request\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** Browser mode: serves the renderer and the core to this machine's browser, and to nobody without the token (R25-R34). */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { core, log, now } = options;
  const assets: AssetMap = listAssets(options.rendererDir);
  const exports = new LoopbackExports(core);
  const token = randomBytes(32).toString('base64url');
  let port = 0;
  let busy = 0;
  let lastActivity = now();

  const answer = (route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> | void => {
    switch (route.kind) {
      case 'static':
        return handleStatic(assets, route.path, route.head, response);
      case 'rpc':
        return handleRpc(core, route.method, request, response);
      case 'files':
        return handleUpload({ core, name: route.name }, request, response);
      case 'new-export':
        return exports.create(route.name, response);
      case 'export':
        return exports.deliver(route.ref, response);
      case 'events':
        return handleEvents(core, response);
    }
  };

  const server = createServer(
    {
      // A missing host is the guard's to refuse.
      requireHostHeader: false,
      headersTimeout: options.slowHeadersMs ?? SLOW_HEADERS_MS,
      requestTimeout: SLOW_REQUEST_MS,
      connectionsCheckingInterval: Math.min(1000, options.slowHeadersMs ?? 1000),
      keepAliveTimeout: 5000,
    },
    (request, response) => {
      lastActivity = now();
      busy += 1;
      response.on('close', () => {
        busy -= 1;
        lastActivity = now();
      });
      const verdict = guard({
        method: request.method ?? '',
        target: request.url ?? '',
        rawHeaders: request.rawHeaders,
        port,
        token,
      });
      if (!verdict.ok) {
        log('loopback.refused', { status: verdict.status, reason: verdict.message });
        sendRefusal(response, verdict.status, verdict.code, verdict.message);
        return;
      }
      Promise.resolve(answer(verdict.route, request, response)).catch(() => {
        log('loopback.failed', { route: verdict.route.kind });
        sendRefusal(response, 500, 'internal', 'Something went wrong; nothing was changed.');
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Browsers open connections ahead of need. One that stays silent is closed without a word: an answer on it would be taken
    // for the answer to the next request.
    const isSilent = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    if (socket.writable && !isSilent) socket.end(badRequest());
    else socket.destroy();
  });

  port = await listen(server, options.port);
  server.on('error', () => log('loopback.error'));

  const { promise: stopped, resolve: markStopped } = Promise.withResolvers<StopReason>();
  let timer: NodeJS.Timeout | undefined;
  const stop = async (reason: StopReason): Promise<void> => {
    clearInterval(timer);
    if (server.listening) {
      server.close(() => markStopped(reason));
      server.closeAllConnections();
      log('loopback.stopped', { reason });
    }
    await stopped;
  };

  const parent = process.ppid;
  const idleMs = (options.idleMinutes ?? Number.POSITIVE_INFINITY) * 60_000;
  timer = setInterval(
    () => {
      if (options.stopWithParent && process.ppid !== parent) void stop('parent');
      else if (busy === 0 && now() - lastActivity >= idleMs) void stop('idle');
    },
    Math.max(20, Math.min(2000, idleMs / 4)),
  );
  log('loopback.started', { port });
  return { url: `http://${ADDRESS}:${port}/#token=${token}`, port, token, stopped, close: () => stop('closed') };
}
