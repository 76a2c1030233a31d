import type { Command } from 'commander';
import type { OutputOf } from '#shared/contract/index.ts';
import { show, table } from '../output.ts';
import { userPath, withSession } from '../session.ts';
import { batchOf, checkTarget } from './export.ts';

const PAGE = 500;
type Options = { readonly csv?: string; readonly force?: boolean; readonly json?: boolean };

export function addRejected(program: Command): void {
  program
    .command('rejected <workspace> <batch>')
    .description('Shows the rejected rows of a batch with their reasons.')
    .option('--csv <file>', 'writes those not corrected yet to a CSV file, to be corrected and imported again')
    .option('--force', 'replaces a file that is there')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, batch: string, options: Options) => {
      const batchId = batchOf(batch);
      const data = await withSession(workspace, async (session) => {
        const rows: OutputOf<'data.rejected'>['rows'] = [];
        let total = 0;
        do {
          const page = await session.call('data.rejected', { batchId, offset: rows.length, limit: PAGE });
          total = page.total;
          rows.push(...page.rows);
          if (page.rows.length === 0) break;
        } while (rows.length < total);
        if (options.csv !== undefined) {
          const path = userPath(options.csv);
          checkTarget(path, options.force);
          const target = session.core.addExportTarget(path);
          const written = await session.job('export.run', { target, what: 'rejected', format: 'csv', batchId });
          process.stderr.write(
            `Wrote ${written.rows} rejected rows to ${written.file}. Correct them and import the file.\n`,
          );
        }
        return { batchId, total, rows };
      });
      if (options.csv === undefined || options.json) {
        await show(options.json ?? false, data, ({ rows }) =>
          table(rows, [
            { title: 'Line', of: (row) => row.line, right: true },
            { title: 'Column', of: (row) => row.column },
            { title: 'Reason', of: (row) => row.message },
          ]),
        );
      }
    });
}
