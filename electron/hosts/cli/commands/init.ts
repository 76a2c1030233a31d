import { basename } from 'node:path';
import type { Command } from 'commander';
import { SCHEMA_VERSION } from '#electron/core/offline.ts';
import { createWorkspace } from '#electron/core/workspaces.ts';
import { AppError } from '#shared/contract/errors.ts';
import { dayFromIso } from '#shared/model/day.ts';
import { show } from '../output.ts';
import { userPath } from '../session.ts';

export function addInit(program: Command): void {
  program
    .command('init <workspace>')
    .description('Makes a new, empty workspace file.')
    .option('--name <name>', 'name shown in the window')
    .option('--currency <code>', 'currency of ARR, three letters', 'USD')
    .option('--as-of <date>', 'score as of this date instead of the newest fact')
    .option('--json', 'print one JSON document')
    .action(
      async (
        workspace: string,
        options: { readonly name?: string; readonly currency: string; readonly asOf?: string; readonly json?: boolean },
      ) => {
        const path = userPath(workspace);
        if (!/^[A-Z]{3}$/.test(options.currency))
          throw new AppError(
            'bad_request',
            `--currency takes a three-letter code such as USD, not ${options.currency}.`,
          );
        if (options.asOf !== undefined && dayFromIso(options.asOf) === null)
          throw new AppError('bad_request', `--as-of takes an existing date as YYYY-MM-DD, not ${options.asOf}.`);
        createWorkspace(path, {
          name: options.name ?? basename(path).replace(/\.bellwether$/, ''),
          currency: options.currency,
          now: Date.now(),
          asOf: options.asOf,
        });
        await show(
          options.json ?? false,
          { workspace: path, schemaVersion: SCHEMA_VERSION },
          (data) => `Made ${data.workspace}.`,
        );
      },
    );
}
