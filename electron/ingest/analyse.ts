import { AppError } from '#shared/contract/errors.ts';
import { filledLength } from './detect/dialect.ts';
import { ColumnProfile, type ProfileMode } from './detect/profile.ts';
import { type Footer, findFooter, findHeading, type Heading, type Line, NO_FOOTER } from './detect/table.ts';
import type { Limits } from './limits.ts';
import { uniqueHeaders } from './map/headers.ts';
import { isKnownHeader } from './map/mapper.ts';
import { type Shapes, sampleShapes } from './map/shapes.ts';
import { type OwnExport, OwnRows } from './own-export.ts';
import { type ByteScan, scanBytes } from './read/bytes.ts';
import { csvReader, tooManyColumns } from './read/csv.ts';
import type { Dialect, DialectOptions, RawBatch, Reader } from './read/reader.ts';
import type { Control } from './types.ts';

const SAMPLE_ROWS = 1000;
const TAIL_ROWS = 12;
const PREAMBLE_ROWS = 50;

/** What the first rows tell: enough to map the columns and to know which ones the whole file must be asked about. */
export type Sample = {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly shapes: Shapes;
  readonly own: OwnExport | null;
};

export type Analysis<T> = {
  readonly scan: ByteScan;
  readonly dialect: Dialect;
  readonly headers: readonly string[];
  readonly headerRow: number;
  readonly firstLine: number;
  readonly footer: Footer;
  readonly width: number;
  readonly rowCount: number;
  readonly profiles: readonly ColumnProfile[];
  readonly blankLines: number;
  readonly decision: T;
  readonly own: OwnExport | null;
};

/** The reader of a file. Only delimited text so far; the first bytes will choose among more. */
export function readerFor(): Reader {
  return csvReader;
}

/**
 * Pass 1: bytes, dialect, header, then every row once. `decide` is asked after the first rows and says how each column is
 * profiled over the whole file.
 */
export function analyse<T>(
  path: string,
  options: DialectOptions,
  limits: Limits,
  control: Control | undefined,
  decide: (sample: Sample) => { readonly decision: T; readonly modes: readonly ProfileMode[] },
): Analysis<T> {
  const scan = scanBytes(path, limits, control);
  const reader = readerFor();
  const dialect = reader.detect(scan, options, limits);
  const ownRows = new OwnRows();
  const state = tableState(limits, ownRows, decide);
  for (const batch of ownRows.over(reader.rows(path, dialect, limits, control))) {
    state.add(batch, dialect.skipLines);
    control?.onProgress?.(batch.bytesRead, scan.bytes, state.rowCount());
  }
  return { scan, dialect, own: ownRows.own, ...state.end() };
}

type TableResult<T> = Omit<Analysis<T>, 'scan' | 'dialect' | 'own'>;

function tableState<T>(
  limits: Limits,
  ownRows: OwnRows,
  decide: (sample: Sample) => { readonly decision: T; readonly modes: readonly ProfileMode[] },
) {
  let pending: Line[] = [];
  let heading: Heading | null = null;
  let headerRow = 0;
  let firstLine = 1;
  let headers: readonly string[] = [];
  let decided: { readonly decision: T } | null = null;
  let profiles: ColumnProfile[] = [];
  let rowCount = 0;
  let blankLines = 0;
  let spaced = false;

  const start = (): void => {
    const first = pending[0];
    if (!first) throw new AppError('not_a_table', 'The file is empty.');
    heading = findHeading(pending.slice(0, SAMPLE_ROWS), isKnownHeader);
    if (heading.width > limits.columns) throw tooManyColumns(heading.width, limits);
    headers = uniqueHeaders(heading.cells);
    const header = pending[Math.max(0, heading.index)] ?? first;
    headerRow = heading.index < 0 ? 0 : header.line;
    const data = pending.slice(heading.index < 0 ? pending.indexOf(header) : heading.index + 1);
    firstLine = heading.index < 0 ? header.line : header.line + 1;
    pending = data;
    const rows = data.slice(0, SAMPLE_ROWS).map((line) => line.row);
    const answer = decide({ headers, rows, shapes: sampleShapes(rows), own: ownRows.own });
    decided = answer;
    profiles = headers.map((_, index) => new ColumnProfile(answer.modes[index] ?? 'none'));
  };

  const flush = (keep: number): void => {
    const end = pending.length - keep;
    for (let i = 0; i < end; i += 1) {
      const entry = pending[i];
      if (!entry) continue;
      const { row, line } = entry;
      for (let column = 0; column < profiles.length; column += 1) profiles[column]?.add(row[column] ?? '', line);
    }
    if (end > 0) {
      rowCount += end;
      pending = pending.slice(end);
    }
    if (rowCount + pending.length > limits.rows + TAIL_ROWS)
      throw new AppError('too_many_rows', `The file has more than ${limits.rows} rows.`, { limit: limits.rows });
  };

  return {
    rowCount: () => rowCount + pending.length,
    add(batch: RawBatch, skipLines: number): void {
      for (let i = 0; i < batch.rows.length; i += 1) {
        const row = batch.rows[i];
        const line = batch.lines[i] ?? 0;
        if (!row || line <= skipLines) continue;
        if (filledLength(row) === 0) {
          blankLines += 1;
          spaced = true;
          continue;
        }
        pending.push({ line, row, spaced });
        spaced = false;
      }
      if (heading === null && pending.length >= SAMPLE_ROWS + PREAMBLE_ROWS) start();
      if (heading !== null) flush(TAIL_ROWS);
    },
    end(): TableResult<T> {
      if (heading === null) start();
      flush(TAIL_ROWS);
      const width = headers.length;
      const footer = ownRows.own ? NO_FOOTER : findFooter(pending, width);
      pending = pending.slice(0, pending.length - footer.count);
      flush(0);
      if (rowCount > limits.rows)
        throw new AppError('too_many_rows', `The file has more than ${limits.rows} rows.`, { limit: limits.rows });
      if (decided === null) throw new AppError('not_a_table', 'The file is empty.');
      return {
        headers,
        headerRow,
        firstLine,
        footer,
        width,
        rowCount,
        profiles,
        blankLines,
        decision: decided.decision,
      };
    },
  };
}
