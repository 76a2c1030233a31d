import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import type { z } from 'zod';
import { USUAL_COLUMNS } from '#shared/contract/account-columns.ts';
import { AppError } from '#shared/contract/errors.ts';
import { exportFormat, exportWhat } from '#shared/contract/exporting.ts';
import { VALIDATION_TABLES } from '#shared/contract/validation.ts';
import { STORED_KINDS } from '#shared/model/kinds.ts';
import { show, whole } from '../output.ts';
import { userPath, withSession } from '../session.ts';
import { collect, listOptions } from './filter-options.ts';

type What = z.infer<typeof exportWhat>;
type Format = z.infer<typeof exportFormat>;
type Options = {
  readonly out: string;
  readonly format?: string;
  readonly bom?: boolean;
  readonly auditable?: boolean;
  readonly asOf?: string;
  readonly model?: string;
  readonly filter: string[];
  readonly sort?: string;
  readonly group?: string;
  readonly columns?: string;
  readonly batch?: string;
  readonly table?: string;
  readonly force?: boolean;
  readonly json?: boolean;
};

const HELP = `
What there is:
  ${STORED_KINDS.join(', ')}: the stored facts of one kind, with
                   canonical headers; importing the file again changes nothing (csv, xlsx, json);
                   parquet is to take away
  scores           one row an account: scores, tier, coverage, change (csv, xlsx, parquet, json)
  account-list     the list of accounts as the window shows it, with --filter, --sort, --group and
                   --columns (csv, xlsx with subtotals, parquet, json)
  workspace        everything: zip of CSV tables, xlsx with a sheet per table, or json as described in
                   resources/schemas/workspace-export.schema.json
  crm-salesforce   for Data Loader: Id, Bellwether_Health_Score__c, Bellwether_Health_Tier__c,
                   Bellwether_Score_Date__c (YYYY-MM-DD), Bellwether_Score_Coverage__c,
                   Bellwether_Score_Change_30d__c (csv)
  crm-hubspot      for the import of companies: Record ID, Bellwether health score, … tier,
                   … score date (MM/DD/YYYY), … score coverage, … score change 30 days (csv)
  templates        the empty import templates (zip)
  rejected         the rejected rows of --batch that are not corrected yet, with their reasons;
                   correct them and import the file (csv)
  validation       --table of a back-test over 90 days: ${VALIDATION_TABLES.join(', ')}
                   (csv, xlsx, parquet, json)
`;

/** The format a file name asks for. */
function formatOf(file: string, given: string | undefined): Format {
  const word = given ?? extname(file).slice(1).toLowerCase();
  const format = exportFormat.safeParse(word);
  if (format.success) return format.data;
  throw new AppError(
    'bad_request',
    given === undefined
      ? `What format ${basename(file)} should have is not clear from its name; end it in .${exportFormat.options.join(', .')} or give --format.`
      : `--format takes ${exportFormat.options.join(', ')}, not ${given}.`,
  );
}

function whatOf(word: string): What {
  const what = exportWhat.safeParse(word);
  if (what.success) return what.data;
  throw new AppError('bad_request', `There is no export "${word}". There is: ${exportWhat.options.join(', ')}.`);
}

function tableOf(word = 'summary'): (typeof VALIDATION_TABLES)[number] {
  const table = VALIDATION_TABLES.find((name) => name === word);
  if (table) return table;
  throw new AppError('bad_request', `There is no table ${word}. There is: ${VALIDATION_TABLES.join(', ')}.`);
}

/** Number of a batch as a person types it. */
export function batchOf(word: string): number {
  const batch = Number(word);
  if (Number.isInteger(batch) && batch >= 1) return batch;
  throw new AppError('bad_request', `The batch is a number from the list of \`batches\`, not ${word}.`);
}

function columnsOf(text: string | undefined): string[] {
  return text === undefined ? [...USUAL_COLUMNS] : text.split(',').map((id) => id.trim());
}

/** Refuses to replace a file unless told to. */
export function checkTarget(path: string, force: boolean | undefined): void {
  if (!force && existsSync(path))
    throw new AppError(
      'bad_request',
      `${basename(path)} is already there; give another name, or --force to replace it.`,
    );
}

export function addExport(program: Command): void {
  program
    .command('export <workspace> <what>')
    .description('Writes a table, the scores, an upload for a CRM or the whole workspace to a file.')
    .requiredOption('--out <file>', 'file to write')
    .option('--format <format>', `${exportFormat.options.join(', ')}; from the name of the file when left out`)
    .option('--bom', 'CSV with a byte order mark, for spreadsheets that need it')
    .option('--auditable', 'scores as xlsx: each score is a formula over its dimensions and the weights')
    .option('--as-of <date>', 'scores as of this date')
    .option('--model <id>', 'scores of this model id or id@version; of the official version when left out')
    .option('--filter <field=value>', 'account-list: keeps accounts that match; repeat for more', collect, [])
    .option('--sort <field[:desc]>', 'account-list: order, several separated by commas')
    .option('--group <field>', 'account-list: accounts of one group stand together')
    .option('--columns <ids>', 'account-list: columns, separated by commas; the usual ones when left out')
    .option('--batch <number>', 'batch whose rejected rows are written')
    .option('--table <name>', 'validation: table of the back-test; summary when left out')
    .option('--force', 'replaces a file that is there')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (workspace: string, word: string, options: Options) => {
      const what = whatOf(word);
      const format = formatOf(options.out, options.format);
      const path = userPath(options.out);
      checkTarget(path, options.force);
      const data = await withSession(workspace, (session) =>
        session.job('export.run', {
          target: session.core.addExportTarget(path),
          what,
          format,
          ...(options.bom ? { bom: true } : {}),
          ...(options.auditable ? { auditable: true } : {}),
          ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
          ...(options.model === undefined ? {} : { model: options.model }),
          ...(what === 'account-list'
            ? { list: { ...listOptions(options), columns: columnsOf(options.columns) } }
            : {}),
          ...(what === 'validation'
            ? {
                validation: {
                  table: tableOf(options.table),
                  ...(options.model === undefined ? {} : { model: options.model }),
                },
              }
            : {}),
          ...(options.batch === undefined ? {} : { batchId: batchOf(options.batch) }),
        }),
      );
      await show(
        options.json ?? false,
        data,
        ({ file, rows, bytes }) =>
          `Wrote ${file}: ${whole(rows)} ${rows === 1 ? 'row' : 'rows'}, ${whole(bytes)} bytes.`,
      );
    });
}
