import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import { show } from '../output.ts';
import { userPath, withSession } from '../session.ts';

export function addTemplates(program: Command): void {
  program
    .command('templates <folder>')
    .description('Writes one empty import template per kind; files with these headers need no mapping.')
    .option('--force', 'replaces files that are there with other contents')
    .option('--json', 'print one JSON document')
    .action(async (folder: string, options: { readonly force?: boolean; readonly json?: boolean }) => {
      const path = userPath(folder);
      const { templates } = await withSession(null, (session) => session.call('templates.list', {}));
      const changed = templates.filter(({ file, csv }) => {
        const target = join(path, file);
        return existsSync(target) && readFileSync(target, 'utf8') !== csv;
      });
      if (changed.length > 0 && !options.force)
        throw new AppError(
          'bad_request',
          `${changed.map(({ file }) => file).join(', ')} in that folder ${changed.length === 1 ? 'has' : 'have'} other contents; name another folder, or --force to replace.`,
        );
      mkdirSync(path, { recursive: true });
      for (const { file, csv } of templates) writeFileSync(join(path, file), csv);
      await show(
        options.json ?? false,
        { folder: path, files: templates.map(({ file }) => file) },
        ({ files }) => `Wrote ${files.length} templates: ${files.join(', ')}.`,
      );
    });
}
