import type { InspectedFile, Issue } from '#shared/contract/importing.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { rawRows } from './analyse.ts';
import { lookAt } from './describe.ts';
import { filledLength } from './detect/dialect.ts';
import { listParts } from './folder.ts';
import { mappableColumns } from './map/columns.ts';
import { fieldReader } from './readers.ts';
import { isDataRow, readRows } from './rows.ts';
import type { Cell, Control, FilePlan, PlanOptions } from './types.ts';
import { makeReader } from './validate/cells.ts';
import type { CellReader } from './validate/reader.ts';

const DEFAULT_ROWS = 20;
const MAX_ISSUES = 200;

export type InspectOptions = PlanOptions & { readonly rows?: number | undefined };

/** Reads a file without storing anything: how it is cut and mapped, its first rows as they would be stored, and what is wrong with it. */
export function inspectFile(path: string, options: InspectOptions = {}, control?: Control): InspectedFile {
  const { plan, guess, complete } = lookAt(path, options, control);
  const issues: Issue[] = [...plan.issues];
  if (!guess)
    issues.push({
      line: 0,
      code: 'unknown_kind',
      severity: 'warning',
      message: 'What this file holds is not clear from its headers; say it with --kind when importing.',
    });
  else if (guess.missing.length > 0)
    issues.push({
      line: 0,
      code: 'unmapped_column',
      severity: 'error',
      message: `As ${guess.kind} the file needs a column for ${guess.missing.join(' and ')}.`,
    });

  const rows = readShown(plan, options.rows ?? DEFAULT_ROWS, complete ? null : issues, guess !== null);
  if (complete) collectIssues(plan, issues, control);
  return {
    file: plan.file,
    bytes: plan.bytes,
    kindGuess: guess?.kind ?? null,
    confidence: plan.kindConfidence,
    encoding: plan.encoding,
    delimiter: plan.delimiter,
    headerRow: plan.headerRow,
    columns: plan.columns.map((column) => ({
      name: column.name,
      type: column.type,
      canonical: column.canonical,
      confidence: column.confidence,
    })),
    mappingOrigin: plan.origin,
    parts: listParts(path, plan.limits, control),
    rowCount: plan.rowCount,
    rows,
    issues: capped(issues),
  };
}

function capped(issues: readonly Issue[]): Issue[] {
  if (issues.length <= MAX_ISSUES) return [...issues];
  return [
    ...issues.slice(0, MAX_ISSUES),
    {
      line: 0,
      code: 'more_issues',
      severity: 'info',
      message: `${issues.length - MAX_ISSUES} further issues are not listed.`,
    },
  ];
}

function collectIssues(plan: FilePlan, issues: Issue[], control: Control | undefined): void {
  for (const batch of readRows(plan, control)) {
    for (const row of batch.rejected) {
      const issue = { line: row.line, code: row.code, severity: 'error', message: row.message } as const;
      issues.push(row.column === null ? issue : { ...issue, column: row.column });
    }
    issues.push(...batch.issues);
  }
}

/** The first rows by source column, each value as its column would store it (dates as ISO text). */
function readShown(plan: FilePlan, count: number, issues: Issue[] | null, mapped: boolean): Cell[][] {
  const readers = plan.headers.map((_, source) => columnReader(plan, source, mapped));
  const shown: Cell[][] = [];
  for (const batch of rawRows(plan)) {
    for (let i = 0; i < batch.rows.length; i += 1) {
      const row = batch.rows[i];
      const line = batch.lines[i] ?? 0;
      if (!row || !isDataRow(plan, row, line)) continue;
      const wide = row.length > plan.layout.width && filledLength(row) > plan.layout.width;
      const found: Issue[] = [];
      if (wide)
        found.push({
          line,
          code: 'ragged_row',
          severity: 'error',
          message: `The row at line ${line} has ${row.length} cells, the header ${plan.layout.width}.`,
        });
      const damage = batch.damaged?.get(i);
      if (damage)
        found.push({
          line,
          code: damage.code,
          severity: damage.refused ? 'error' : 'warning',
          message: damage.message,
        });
      if (plan.layout.dialect.badBytes > 0 && row.some((cell) => cell.includes('\ufffd')))
        found.push({
          line,
          code: 'bad_encoding',
          severity: 'warning',
          message: `The row at line ${line} has bytes that are not valid ${plan.encoding}.`,
        });
      const cells = plan.headers.map((header, source): Cell => {
        const text = row[source] ?? '';
        const reader = readers[source];
        if (text === '' || !reader) return text === '' ? null : text;
        const value = reader.reader.read(text);
        if (value === undefined) {
          found.push({ line, column: header.slice(0, 512), severity: 'error', ...reader.reader.problem(text) });
          return text.trim();
        }
        return reader.show(value);
      });
      if (issues && issues.length < MAX_ISSUES) issues.push(...found);
      if (shown.length < count) shown.push(cells);
    }
    if (shown.length >= count && (issues === null || issues.length >= MAX_ISSUES)) break;
  }
  return shown;
}

type ShownReader = { readonly reader: CellReader; readonly show: (value: Cell) => Cell };

const same = (value: Cell): Cell => value;
const isoDay = (value: Cell): Cell => (typeof value === 'number' ? isoFromDay(value) : value);
const isoMoment = (value: Cell): Cell => {
  if (typeof value !== 'number') return value;
  const iso = new Date(value).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso;
};

function columnReader(plan: FilePlan, source: number, mapped: boolean): ShownReader | null {
  const format = plan.layout.formats[source] ?? { dateOrder: null, decimal: null };
  const field = mapped ? plan.layout.sourceFields.find((candidate) => candidate.source === source) : undefined;
  const open = plan.columns[source]?.type;
  if (field)
    return {
      reader: fieldReader(
        plan,
        field,
        mappableColumns(plan.kind).find((candidate) => candidate.name === field.name),
      ),
      show: field.type === 'date' ? isoDay : field.type === 'timestamp' ? isoMoment : same,
    };
  if (open === 'number' || open === 'date' || open === 'boolean') {
    const type = open === 'date' ? 'timestamp' : open;
    return {
      reader: makeReader({ name: plan.headers[source] ?? '', type }, format),
      show: type === 'timestamp' ? isoMoment : same,
    };
  }
  return { reader: makeReader({ name: plan.headers[source] ?? '', type: 'text' }, format), show: same };
}
