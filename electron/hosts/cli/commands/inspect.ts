import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { inspectFile, loadImportPresets } from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import { coreOptions } from '../environment.ts';
import { pairs, show, table } from '../output.ts';
import { userPath } from '../session.ts';
import { addReadingOptions, type ReadingOptions, readingOptionsOf } from './import-options.ts';

type Options = ReadingOptions & {
  readonly rows?: string;
  readonly sheet?: string;
  readonly part?: string;
  readonly json?: boolean;
};

export function addInspect(program: Command): void {
  const command = program
    .command('inspect <file>')
    .description('Reads a file without storing anything: dialect, kind, columns, first rows, issues.');
  addReadingOptions(command)
    .option('--rows <n>', 'rows to show', '20')
    .option('--sheet <name>', 'sheet of a workbook')
    .option('--part <name>', 'table of an archive, as listed under Tables')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: Options) => {
      const path = userPath(file);
      if (!existsSync(path)) throw new AppError('file_not_found', `There is no file ${file}.`);
      if (statSync(path).isDirectory())
        throw new AppError('not_a_table', `${file} is a folder; inspect one file at a time.`);
      const rows = Number(options.rows);
      if (!Number.isInteger(rows) || rows < 0) throw new AppError('bad_request', '--rows takes a whole number from 0.');
      const report = inspectFile(path, {
        ...readingOptionsOf(options),
        presets: loadImportPresets(coreOptions('cli').resourcesDir),
        rows,
        ...(options.sheet === undefined ? {} : { part: `#${options.sheet}` }),
        ...(options.part === undefined ? {} : { part: options.part }),
      });
      await show(options.json ?? false, report, (data) =>
        [
          pairs([
            ['File', data.file],
            [
              'Looks like',
              data.kindGuess === null
                ? 'no kind Bellwether knows'
                : `${data.kindGuess}, ${Math.round(data.confidence * 100)}% sure`,
            ],
            ['Mapping', data.mappingOrigin.name ?? data.mappingOrigin.type],
            ['Encoding', data.encoding],
            ['Delimiter', data.delimiter === '\t' ? 'tab' : data.delimiter],
            ['Header row', data.headerRow],
            ['Rows', data.rowCount],
            ...(data.parts.length === 0 ? [] : [['Tables', data.parts.join('  ')] as const]),
          ]),
          '',
          table(data.columns, [
            { title: 'Column', of: (column) => column.name },
            { title: 'Becomes', of: (column) => column.canonical },
            { title: 'Type', of: (column) => column.type },
            {
              title: 'Sure',
              of: (column) =>
                column.canonical === null || column.confidence === undefined
                  ? null
                  : `${Math.round(column.confidence * 100)}%`,
              right: true,
            },
          ]),
          ...(data.issues.length === 0
            ? []
            : [
                '',
                ...data.issues.map(({ line, column, message }) =>
                  [[line > 0 ? `line ${line}` : '', column ?? ''].filter(Boolean).join(', '), message]
                    .filter(Boolean)
                    .join(': '),
                ),
              ]),
        ].join('\n'),
      );
    });
}
