import { AppError } from '#shared/contract/errors.ts';
import type { Issue } from '#shared/contract/importing.ts';
import { filledLength } from './detect/dialect.ts';
import { ColumnProfile, type ProfileMode } from './detect/profile.ts';
import {
  type Footer,
  findFooter,
  findHeading,
  givenHeading,
  type Heading,
  type Line,
  NO_FOOTER,
  repeatsHeader,
} from './detect/table.ts';
import { type Limits, tooManyColumns, tooManyRows } from './limits.ts';
import { uniqueHeaders } from './map/headers.ts';
import { isKnownHeader } from './map/mapper.ts';
import { type Shapes, sampleShapes } from './map/shapes.ts';
import { type Corrected, type OwnExport, OwnRows } from './own-export.ts';
import { columnName } from './read/json.ts';
import { hashFile, openTable } from './read/open.ts';
import type { Dialect, DialectOptions, PlainRows, RawBatch } from './read/reader.ts';
import type { Control, FilePlan, PlanOptions } from './types.ts';

const SAMPLE_ROWS = 1000;
const TAIL_ROWS = 12;
const PREAMBLE_ROWS = 50;

/** How a table is read, where its own bytes do not say. */
type AnalyseOptions = DialectOptions & Pick<PlanOptions, 'part' | 'headerRow'>;

/** What the first rows tell: enough to map the columns and to know which ones the whole file must be asked about. */
export type Sample = {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly shapes: Shapes;
  readonly own: OwnExport | null;
};

export type Analysis<T> = {
  /** Of the picked file. */
  readonly bytes: number;
  readonly sha256: string;
  readonly dialect: Dialect;
  /** What the format itself tells about the table. */
  readonly notices: readonly Issue[];
  readonly headers: readonly string[];
  readonly headerRow: number;
  /** Rows below the header that explain it and are no data. */
  readonly extraHeader: number;
  readonly firstLine: number;
  readonly footer: Footer;
  readonly width: number;
  readonly rowCount: number;
  readonly profiles: readonly ColumnProfile[];
  readonly blankLines: number;
  /** Rows that are the header once more. */
  readonly repeatedHeaders: number;
  readonly decision: T;
  readonly own: OwnExport | null;
  readonly corrects: readonly Corrected[];
};

/**
 * Pass 1: form, header, then every row once. `decide` is asked after the first rows and says how each column is profiled over
 * the whole table.
 */
export function analyse<T>(
  path: string,
  options: AnalyseOptions,
  limits: Limits,
  control: Control | undefined,
  decide: (sample: Sample) => { readonly decision: T; readonly modes: readonly ProfileMode[] },
): Analysis<T> {
  const table = openTable(path, options.part ?? '', limits, control);
  const dialect = table.detect(options, limits, control);
  const ownRows = new OwnRows();
  const notices: Issue[] = [...dialect.notices];
  const state = tableState(limits, ownRows, dialect, options.headerRow, decide);
  for (const batch of ownRows.over(table.rows(dialect, limits, control))) {
    state.add(batch);
    notices.push(...(batch.notices ?? []));
    control?.onProgress?.(batch.bytesRead, table.bytes, state.rowCount());
  }
  return {
    bytes: table.bytes,
    sha256: hashFile(path, control),
    dialect,
    notices,
    own: ownRows.own,
    corrects: ownRows.corrected,
    ...state.end(),
  };
}

/** The rows of a planned table as text, exactly as pass 1 saw them, without those that `plain` takes. `chunkBytes` exists for tests. */
export function rawRows(
  plan: FilePlan,
  control?: Control,
  chunkBytes?: number,
  plain?: PlainRows,
): Generator<RawBatch> {
  const table = openTable(plan.path, plan.part, plan.limits, control);
  return new OwnRows().over(table.rows(plan.layout.dialect, plan.limits, control, chunkBytes, plain));
}

type TableResult<T> = Omit<Analysis<T>, 'bytes' | 'sha256' | 'dialect' | 'notices' | 'own' | 'corrects'>;

function headingOf(first: readonly Line[], dialect: Dialect, headerRow: number | undefined): Heading {
  if (dialect.keys.length > 0)
    return { line: 0, firstLine: 1, cells: dialect.keys.map(columnName), width: dialect.keys.length, extra: 0 };
  if (headerRow === undefined) return findHeading(first.slice(0, SAMPLE_ROWS), isKnownHeader);
  const given = givenHeading(first, headerRow);
  if (given) return given;
  throw new AppError(
    'bad_request',
    `No row starts at line ${headerRow}, so the names of the columns cannot be there.`,
    {
      line: headerRow,
    },
  );
}

function tableState<T>(
  limits: Limits,
  ownRows: OwnRows,
  dialect: Dialect,
  headerRow: number | undefined,
  decide: (sample: Sample) => { readonly decision: T; readonly modes: readonly ProfileMode[] },
) {
  let pending: Line[] = [];
  let heading: Heading | null = null;
  let firstLine = 1;
  let headers: readonly string[] = [];
  let decided: { readonly decision: T } | null = null;
  let profiles: ColumnProfile[] = [];
  let rowCount = 0;
  let blankLines = 0;
  let repeatedHeaders = 0;
  let spaced = false;

  const start = (): void => {
    if (pending.length === 0) throw new AppError('not_a_table', 'The file is empty.');
    heading = headingOf(pending.slice(0, SAMPLE_ROWS + PREAMBLE_ROWS), dialect, headerRow);
    if (heading.width > limits.columns) throw tooManyColumns(heading.width, limits);
    headers = uniqueHeaders(heading.cells);
    firstLine = heading.firstLine;
    pending = pending.filter((line) => line.line >= firstLine);
    const rows = pending.slice(0, SAMPLE_ROWS).map((line) => line.row);
    const answer = decide({ headers, rows, shapes: sampleShapes(rows), own: ownRows.own });
    decided = answer;
    profiles = headers.map((_, index) => new ColumnProfile(answer.modes[index] ?? 'none'));
  };

  const take = (row: readonly string[], line: number): void => {
    if (heading !== null && heading.line > 0 && repeatsHeader(row, headers)) {
      repeatedHeaders += 1;
      return;
    }
    rowCount += 1;
    for (let column = 0; column < profiles.length; column += 1) profiles[column]?.add(row[column] ?? '', line);
  };

  const flush = (keep: number): void => {
    const end = pending.length - keep;
    for (let i = 0; i < end; i += 1) {
      const entry = pending[i];
      if (entry) take(entry.row, entry.line);
    }
    if (end > 0) pending = pending.slice(end);
    if (rowCount + pending.length > limits.rows + TAIL_ROWS) throw tooManyRows(limits);
  };

  /** Rows at the start of a batch that cannot be the end of the table: enough filled ones follow in the same batch. */
  const certain = (batch: RawBatch): number => {
    if (heading === null) return 0;
    let tail = 0;
    let at = batch.rows.length;
    while (at > 0 && tail < TAIL_ROWS) {
      at -= 1;
      if (filledLength(batch.rows[at] ?? []) > 0) tail += 1;
    }
    return tail < TAIL_ROWS ? 0 : at;
  };

  return {
    rowCount: () => rowCount + pending.length,
    add(batch: RawBatch): void {
      const direct = certain(batch);
      if (direct > 0) flush(0);
      for (let i = 0; i < batch.rows.length; i += 1) {
        const row = batch.rows[i];
        const line = batch.lines[i] ?? 0;
        if (!row || line <= dialect.skipLines) continue;
        if (filledLength(row) === 0) {
          blankLines += 1;
          spaced = true;
          continue;
        }
        if (i < direct) take(row, line);
        else pending.push({ line, row, spaced });
        spaced = false;
      }
      if (heading === null && pending.length >= SAMPLE_ROWS + PREAMBLE_ROWS) start();
      if (heading !== null) flush(TAIL_ROWS);
    },
    end(): TableResult<T> {
      if (heading === null) start();
      flush(TAIL_ROWS);
      const width = headers.length;
      const footer = ownRows.own || dialect.keys.length > 0 ? NO_FOOTER : findFooter(pending, width);
      pending = pending.slice(0, pending.length - footer.count);
      flush(0);
      if (rowCount > limits.rows) throw tooManyRows(limits);
      if (decided === null) throw new AppError('not_a_table', 'The file is empty.');
      return {
        headers,
        headerRow: heading?.line ?? 0,
        extraHeader: heading?.extra ?? 0,
        firstLine,
        footer,
        width,
        rowCount,
        profiles,
        blankLines,
        repeatedHeaders,
        decision: decided.decision,
      };
    },
  };
}
