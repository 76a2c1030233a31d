import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { buildSample } from '#electron/core/sample.ts';
import { AppError } from '#shared/contract/errors.ts';
import { coreOptions } from '../environment.ts';
import { show } from '../output.ts';
import { userPath } from '../session.ts';

export function addSample(program: Command): void {
  program
    .command('sample <workspace>')
    .description('Makes a workspace from the sample portfolio, imported and scored.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: { readonly json?: boolean }) => {
      const path = userPath(workspace);
      if (existsSync(path))
        throw new AppError('workspace_exists', 'A file of that name exists already. Nothing was changed.');
      await buildSample(path, coreOptions('cli'));
      await show(options.json ?? false, { workspace: path }, (data) => `Made ${data.workspace}.`);
    });
}
