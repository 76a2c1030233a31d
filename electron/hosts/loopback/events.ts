import type { ServerResponse } from 'node:http';
import type { Core } from '#electron/core/core.ts';
import { SECURITY_HEADERS } from './assets.ts';

const HEARTBEAT_MS = 15_000;
/** A window that does not read for this long a backlog is cut off; it connects again and asks for the state. */
const MAX_BACKLOG_BYTES = 1024 * 1024;

/** GET /events: one `CoreEvent` a line, an empty line as heartbeat. Ends with the connection. */
export function handleEvents(core: Core, response: ServerResponse): void {
  response.writeHead(200, { ...SECURITY_HEADERS, 'content-type': 'application/x-ndjson' });
  response.write('\n');
  const write = (line: string): void => {
    if (response.writableLength > MAX_BACKLOG_BYTES) response.destroy();
    else response.write(line);
  };
  const unsubscribe = core.subscribe((event) => write(`${JSON.stringify(event)}\n`));
  const heartbeat = setInterval(() => write('\n'), HEARTBEAT_MS);
  response.on('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
  });
}
