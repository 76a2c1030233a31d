import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { type BatchReport, type ImportOptions, importOptions } from '#shared/contract/data.ts';
import { AppError } from '#shared/contract/errors.ts';
import { show, table } from '../output.ts';
import { userPath, withSession } from '../session.ts';

type Options = {
  readonly kind?: string;
  readonly mapping?: string;
  readonly dryRun?: boolean;
  readonly dateFormat?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly decimal?: string;
  readonly json?: boolean;
};

function readMapping(path: string): unknown {
  const file = userPath(path);
  if (!existsSync(file)) throw new AppError('file_not_found', `There is no mapping file ${path}.`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new AppError('mapping_invalid', `The mapping file ${path} is not JSON.`);
  }
}

function optionsOf(options: Options): ImportOptions {
  const parsed = importOptions.safeParse({
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(options.mapping === undefined ? {} : { mapping: readMapping(options.mapping) }),
    ...(options.dateFormat === undefined ? {} : { dateFormat: options.dateFormat }),
    ...(options.delimiter === undefined ? {} : { delimiter: options.delimiter === 'tab' ? '\t' : options.delimiter }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.decimal === undefined ? {} : { decimal: { dot: '.', comma: ',' }[options.decimal] ?? options.decimal }),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'bad_request',
      `--${String(issue?.path[0] ?? 'option').replace('dateFormat', 'date-format')} is not valid: ${issue?.message ?? 'unknown'}.`,
    );
  }
  return parsed.data;
}

const columns = [
  { title: 'File', of: (batch: BatchReport) => batch.file },
  { title: 'Kind', of: (batch: BatchReport) => batch.kind },
  { title: 'Read', of: (batch: BatchReport) => batch.rowsRead, right: true },
  { title: 'Accepted', of: (batch: BatchReport) => batch.accepted, right: true },
  { title: 'Rejected', of: (batch: BatchReport) => batch.rejected, right: true },
  { title: 'New', of: (batch: BatchReport) => batch.created, right: true },
  { title: 'Updated', of: (batch: BatchReport) => batch.updated, right: true },
  { title: 'Unchanged', of: (batch: BatchReport) => batch.unchanged, right: true },
  { title: 'Duplicates', of: (batch: BatchReport) => batch.duplicates, right: true },
  { title: 'Waiting', of: (batch: BatchReport) => batch.waiting, right: true },
];

export function addImport(program: Command): void {
  program
    .command('import <workspace> <files...>')
    .description(
      'Imports CSV, TSV or text files, or the files of a folder; kind and mapping are detected where not given.',
    )
    .option('--kind <kind>', 'what the files hold, e.g. accounts, usage, tickets')
    .option('--mapping <file>', 'JSON object: column of the file → canonical column')
    .option('--dry-run', 'reads and counts everything, stores nothing')
    .option('--date-format <order>', 'order of ambiguous dates: dmy, mdy or ymd')
    .option('--delimiter <char>', 'column separator: , ; | or tab')
    .option('--encoding <name>', 'encoding of the files')
    .option('--decimal <sign>', 'decimal sign of ambiguous numbers: dot or comma')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, files: string[], options: Options) => {
      const settings = optionsOf(options);
      const result = await withSession(workspace, async (session) => {
        const sources = await Promise.all(files.map((file) => session.core.addSource(userPath(file))));
        return session.job('import.run', {
          sources: sources.map((source) => source.ref),
          options: settings,
          score: false,
          dryRun: options.dryRun ?? false,
        });
      });
      const first = result.failed[0];
      if (first && result.batches.length === 0 && result.failed.length === 1)
        throw new AppError(first.code as AppError['code'], `${first.file}: ${first.message}`);
      await show(options.json ?? false, result, (data) =>
        [
          table(data.batches, columns),
          ...data.batches.flatMap((batch) => batch.warnings.map((warning) => `${batch.file}: ${warning.message}`)),
          ...data.batches.flatMap((batch) =>
            batch.rejectedSample.slice(0, 3).map((row) => `${batch.file} line ${row.line}: ${row.message}`),
          ),
          ...(options.dryRun ? ['Nothing was stored (--dry-run).'] : []),
        ].join('\n'),
      );
      for (const failure of result.failed) process.stderr.write(`${failure.file}: ${failure.message}\n`);
      if (result.failed.length > 0) process.exitCode = 1;
    });
}
