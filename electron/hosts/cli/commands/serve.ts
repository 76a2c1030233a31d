import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { dataDirectory } from '#electron/core/data-directory.ts';
import { openBrowser } from '#electron/hosts/loopback/open-browser.ts';
import { startServer } from '#electron/hosts/loopback/server.ts';
import { checkedHash } from '#shared/contract/address.ts';
import { AppError } from '#shared/contract/errors.ts';
import { log, rendererDirectory, startCore } from '../environment.ts';
import { print } from '../output.ts';
import { userPath } from '../session.ts';
import { watchFolder } from './watch.ts';

/** Without an open window and without a request for this long, browser mode ends by itself. */
const IDLE_MINUTES = 120;

type Options = {
  readonly port: string;
  readonly open: boolean;
  readonly at?: string;
  readonly sample?: boolean;
  readonly watch?: string;
  readonly watchImport?: boolean;
  readonly json?: boolean;
};

export function addServe(program: Command): void {
  program
    .command('serve [workspace]')
    .description('Browser mode: serves the window to the browser of this machine and prints its address.')
    .option('--port <n>', 'port on 127.0.0.1; 0 lets the system choose', '0')
    .option('--no-open', 'does not open the browser')
    .option('--at <address>', "view to open, e.g. '#/account/A-1042'")
    .option('--sample', 'opens the sample portfolio')
    .option('--watch <folder>', 'watches a folder: new files in it are offered in the window')
    .option('--watch-import', 'imports new files of the watched folder that a known mapping fits, without asking')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string | undefined, options: Options) => {
      const port = Number(options.port);
      if (!Number.isInteger(port) || port < 0 || port > 65_535)
        throw new AppError('bad_request', `--port takes a number from 0 to 65535, not ${options.port}.`);
      const hash = options.at === undefined ? null : checkedHash(options.at);
      if (!existsSync(join(rendererDirectory, 'index.html')))
        throw new AppError(
          'file_not_found',
          'The window has not been built yet. Run npm run build first, or start with npm start.',
        );
      const core = await startCore('browser');
      try {
        const ref = options.sample ? 'sample' : workspace === undefined ? null : core.addWorkspace(userPath(workspace));
        if (ref !== null) {
          const reply = await core.dispatch('workspace.open', { ref });
          if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
        }
        if (options.watch !== undefined) await watchFolder(core, options.watch, options.watchImport ?? false);
        const server = await startServer({
          core,
          port,
          rendererDir: rendererDirectory,
          log,
          now: Date.now,
          idleMinutes: IDLE_MINUTES,
          stopWithParent: process.env.BELLWETHER_STOP_WITH_PARENT === '1',
        });
        // The window takes the token out of its address and keeps what follows it.
        const url = hash === null ? server.url : `${server.url}&${hash.slice(1)}`;
        const forget = options.open ? openBrowser(url, dataDirectory()) : null;
        await print(
          options.json ? JSON.stringify({ url, port: server.port }) : `Bellwether is at ${url}\nPress Ctrl-C to stop.`,
        );
        const stop = (): void => void server.close();
        process.once('SIGINT', stop);
        process.once('SIGTERM', stop);
        await server.stopped;
        forget?.();
      } finally {
        await core.close();
      }
    });
}
