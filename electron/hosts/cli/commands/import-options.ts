import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import { type ImportOptions, importOptions } from '#shared/contract/importing.ts';
import { mappingFile } from '#shared/contract/mappings.ts';
import { userPath } from '../session.ts';

/** How a file is read, as the commands `import` and `inspect` take it. */
export type ReadingOptions = {
  readonly kind?: string;
  readonly mapping?: string;
  readonly dateFormat?: string;
  readonly decimal?: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly quote?: string;
  readonly headerRow?: string;
  readonly joinByName?: boolean;
  readonly remembered?: boolean;
};

export function addReadingOptions(command: Command): Command {
  return command
    .option('--kind <kind>', 'what the files hold, e.g. accounts, usage, tickets')
    .option('--mapping <file>', 'JSON: column of the file → canonical column, or a document of `mapping export`')
    .option('--date-format <order>', 'order of ambiguous dates: dmy, mdy or ymd')
    .option('--decimal <sign>', 'decimal sign of ambiguous numbers: dot or comma')
    .option('--delimiter <char>', 'column separator: , ; | or tab')
    .option('--encoding <name>', 'encoding, e.g. utf-8, windows-1252, utf-16le, shift_jis')
    .option('--quote <char>', 'quotation mark: " or \'')
    .option('--header-row <line>', 'line of the header row; 0 when there is none')
    .option('--join-by-name', "rows without their account's id are joined by its name")
    .option('--no-remembered', 'applies neither saved mappings nor presets');
}

function readMapping(path: string): ImportOptions {
  const file = userPath(path);
  if (!existsSync(file)) throw new AppError('file_not_found', `There is no mapping file ${path}.`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new AppError('mapping_invalid', `The mapping file ${path} is not JSON.`);
  }
  const document = mappingFile.safeParse(content);
  if (document.success) return document.data.options;
  const plain = importOptions.shape.mapping.safeParse(content);
  if (plain.success && plain.data) return { mapping: plain.data };
  throw new AppError(
    'mapping_invalid',
    `The mapping file ${path} is neither an object of column names nor a mapping document.`,
  );
}

/** @throws AppError naming the option that is wrong. */
export function readingOptionsOf(options: ReadingOptions): ImportOptions {
  const { mapping, dateFormat, decimal, delimiter, headerRow, remembered } = options;
  const given = {
    ...(mapping === undefined ? {} : readMapping(mapping)),
    ...(options.kind === undefined ? {} : { kind: options.kind }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(decimal === undefined ? {} : { decimal: { dot: '.', comma: ',' }[decimal] ?? decimal }),
    ...(delimiter === undefined ? {} : { delimiter: delimiter === 'tab' ? '\t' : delimiter }),
    ...(options.encoding === undefined ? {} : { encoding: options.encoding }),
    ...(options.quote === undefined ? {} : { quote: options.quote }),
    ...(headerRow === undefined ? {} : { headerRow: Number(headerRow) }),
    ...(options.joinByName === undefined ? {} : { joinByName: options.joinByName }),
    ...(remembered === false ? { remembered } : {}),
  };
  const parsed = importOptions.safeParse(given);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? 'option').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new AppError('bad_request', `--${name} is not valid: ${issue?.message ?? 'unknown'}.`);
}
