import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import type { BatchReport } from '#shared/contract/importing.ts';
import { show, table } from '../output.ts';
import { userPath, withSession } from '../session.ts';
import { addReadingOptions, type ReadingOptions, readingOptionsOf } from './import-options.ts';

type Options = ReadingOptions & { readonly sheet?: string; readonly dryRun?: boolean; readonly json?: boolean };

/** How the columns were found, where that was not the headers alone. */
function originOf({ mappingOrigin: { type, name } }: BatchReport): string | null {
  if (type === 'detected') return null;
  return name === null ? type : `${type}: ${name}`;
}

const columns = [
  { title: 'File', of: (batch: BatchReport) => batch.file },
  { title: 'Kind', of: (batch: BatchReport) => batch.kind },
  { title: 'Mapping', of: originOf },
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
  const command = program
    .command('import <workspace> <files...>')
    .description(
      'Imports tables: CSV, TSV, text, JSON lines, Excel workbooks, gzip and zip of them, or a folder; the archive of an exported workspace with its models, overrides, scenarios and other records. Kind, columns, dates and separators are detected where not given. All of it is stored, or nothing.',
    );
  addReadingOptions(command)
    .option('--sheet <name>', 'of workbooks only this sheet')
    .option('--dry-run', 'reads and counts everything, stores nothing')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, files: string[], options: Options) => {
      const settings = readingOptionsOf(options);
      const result = await withSession(workspace, async (session) => {
        const sources = await Promise.all(files.map((file) => session.core.addSource(userPath(file))));
        return session.job('import.run', {
          sources: sources.map((source) => source.ref),
          options: settings,
          ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
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
