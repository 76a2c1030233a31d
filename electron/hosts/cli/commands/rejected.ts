import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { toCsv } from '#shared/format/csv.ts';
import { show, table } from '../output.ts';
import { userPath, withSession } from '../session.ts';

const PAGE = 500;

export function addRejected(program: Command): void {
  program
    .command('rejected <workspace> <batch>')
    .description('Shows the rejected rows of a batch with their reasons.')
    .option('--csv <file>', 'writes them to a CSV file')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, batch: string, options: { readonly csv?: string; readonly json?: boolean }) => {
      const batchId = Number(batch);
      if (!Number.isInteger(batchId) || batchId < 1)
        throw new AppError('bad_request', `The batch is a number from the list of \`batches\`, not ${batch}.`);
      const data = await withSession(workspace, async (session) => {
        const rows: OutputOf<'data.rejected'>['rows'] = [];
        let total = 0;
        do {
          const page = await session.call('data.rejected', { batchId, offset: rows.length, limit: PAGE });
          total = page.total;
          rows.push(...page.rows);
          if (page.rows.length === 0) break;
        } while (rows.length < total);
        return { batchId, total, rows };
      });
      if (options.csv !== undefined) {
        const csv = toCsv(
          ['raw', 'line', 'column', 'code', 'message'],
          data.rows.map((row) => [row.raw, row.line, row.column, row.code, row.message]),
        );
        writeFileSync(userPath(options.csv), csv, { mode: 0o600, flag: 'wx' });
        process.stderr.write(`Wrote ${data.total} rejected rows.\n`);
      }
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
