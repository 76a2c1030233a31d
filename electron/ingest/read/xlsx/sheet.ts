import { AppError } from '#shared/contract/errors.ts';
import type { Issue } from '#shared/contract/importing.ts';
import { cellTooLarge, type Limits, rowTooLarge, tooManyColumns } from '../../limits.ts';
import type { Control } from '../../types.ts';
import { damaged } from '../inflate.ts';
import type { TableReader } from '../reader.ts';
import { numberText } from './formats.ts';
import { type Sheet, stringCollector, type Workbook } from './workbook.ts';
import { type Attributes, attribute, walkXml } from './xml.ts';

const SAMPLE_ROWS = 1000;
const BATCH_ROWS = 500;

type SheetRow = { readonly line: number; readonly cells: string[] };
type Counter = { count: number; line: number };

/** Reads one sheet of a workbook. Formulas are not executed: the value stored with them is taken. */
export function sheetReader(workbook: Workbook, sheet: Sheet): TableReader {
  return {
    bytes: workbook.bytes,
    detect(_options, limits, control) {
      const notices: Issue[] = [];
      if (sheet.hidden)
        notices.push({
          line: 0,
          code: 'hidden_sheet',
          severity: 'info',
          message: `The sheet "${sheet.name.slice(0, 80)}" is hidden in the workbook.`,
        });
      return {
        format: 'sheet',
        encoding: 'utf-8',
        badBytes: 0,
        encodingGuessed: false,
        zeroBytes: 0,
        delimiter: ',',
        quote: '"',
        newline: '\n',
        skipLines: 0,
        keys: [],
        blankColumns: firstColumn(workbook, sheet, limits, control),
        notices,
      };
    },
    *rows(dialect, limits, control) {
      const cells = cellReader(workbook, limits, control);
      const left: Counter = { count: 0, line: 0 };
      const { blankColumns } = dialect;
      let rows: string[][] = [];
      let lines: number[] = [];
      let position = 0;
      const scale = sheet.entry.packedBytes === 0 ? 0 : workbook.bytes / sheet.entry.packedBytes;
      for (const read of walkXml(workbook.part(sheet.entry), cells.handlers, control)) {
        position = read * scale;
        for (const row of cells.take()) {
          if (blankColumns > 0 && row.cells.slice(0, blankColumns).some((cell) => cell !== '')) tally(left, row.line);
          rows.push(blankColumns > 0 ? row.cells.slice(blankColumns) : row.cells);
          lines.push(row.line);
        }
        if (rows.length < BATCH_ROWS) continue;
        yield { rows, lines, damaged: null, bytesRead: position };
        rows = [];
        lines = [];
      }
      yield { rows, lines, damaged: null, bytesRead: workbook.bytes, notices: cells.notices(left) };
    },
  };
}

/** Whether any cell of the sheet holds something. */
export function hasCells(workbook: Workbook, sheet: Sheet, control?: Control): boolean {
  let filled = false;
  const handlers = {
    open(name: string): void {
      if (name === 'v' || name === 'is') filled = true;
    },
  };
  for (const _ of walkXml(workbook.part(sheet.entry), handlers, control)) if (filled) return true;
  return filled;
}

/** Number of blank columns left of the first rows. */
function firstColumn(workbook: Workbook, sheet: Sheet, limits: Limits, control?: Control): number {
  const cells = cellReader(workbook, limits, control);
  let first = Number.POSITIVE_INFINITY;
  let seen = 0;
  for (const _ of walkXml(workbook.part(sheet.entry), cells.handlers, control)) {
    for (const row of cells.take()) {
      const at = row.cells.findIndex((cell) => cell !== '');
      if (at === -1 || seen >= SAMPLE_ROWS) continue;
      seen += 1;
      first = Math.min(first, at);
    }
    if (seen >= SAMPLE_ROWS) break;
  }
  if (seen === 0) throw new AppError('not_a_table', 'The sheet is empty.');
  return first;
}

function cellReader(workbook: Workbook, limits: Limits, control?: Control) {
  const styles = workbook.styles(control);
  let strings: readonly string[] | null = null;
  const text = stringCollector();
  const cached: Counter = { count: 0, line: 0 };
  const valueless: Counter = { count: 0, line: 0 };
  const errors: Counter = { count: 0, line: 0 };
  let done: SheetRow[] = [];
  let line = 0;
  let row: string[] = [];
  let rowLength = 0;
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let inValue = false;
  let formula = false;
  let inCell = false;

  const startCell = (attributes: Attributes): void => {
    const reference = attribute(attributes, 'r');
    column = reference === undefined ? column + 1 : columnOf(reference);
    type = attribute(attributes, 't') ?? 'n';
    style = Number(attribute(attributes, 's') ?? 0);
    value = '';
    formula = false;
    inCell = true;
  };
  const cellText = (): string => {
    if (type === 'inlineStr') return text.take();
    if (type === 's') {
      strings ??= workbook.sharedStrings(control);
      const shared = strings[Number(value)];
      if (shared === undefined && value !== '')
        throw damaged('a cell of the workbook refers to a text that is not there');
      return shared ?? '';
    }
    if (type === 'e') {
      if (value !== '#N/A') tally(errors, line);
      return '';
    }
    if (type === 'b') return value === '' ? '' : value === '1' || value === 'true' ? 'true' : 'false';
    if (type !== 'n') return value;
    const number = Number(value);
    return value.trim() === '' || !Number.isFinite(number)
      ? value
      : numberText(number, styles[style] ?? 'number', workbook.system1904);
  };
  const endCell = (): void => {
    inCell = false;
    const shown = cellText();
    if (formula) tally(value === '' && type !== 'str' ? valueless : cached, line);
    if (shown === '') return;
    if (column >= limits.columns) throw tooManyColumns(column + 1, limits);
    if (shown.length > limits.cell) throw cellTooLarge(line, limits);
    rowLength += shown.length;
    if (rowLength > limits.row) throw rowTooLarge(line, limits);
    while (row.length < column) row.push('');
    row[column] = shown;
  };

  return {
    handlers: {
      open(name: string, attributes: Attributes): void {
        if (inCell) {
          if (name === 'v') inValue = true;
          else if (name === 'f') formula = true;
          else if (type === 'inlineStr') text.open(name);
        } else if (name === 'c') startCell(attributes);
        else if (name === 'row') {
          const number = Number(attribute(attributes, 'r') ?? line + 1);
          line = Number.isSafeInteger(number) && number > line ? number : line + 1;
          row = [];
          rowLength = 0;
          column = -1;
        }
      },
      text(piece: string): void {
        if (inValue) value += piece;
        else if (inCell && type === 'inlineStr') text.text(piece);
      },
      close(name: string): void {
        if (name === 'v') inValue = false;
        else if (name === 'c') endCell();
        else if (name === 'row') done.push({ line, cells: row });
        else if (inCell && type === 'inlineStr') text.close(name);
      },
    },
    /** The rows that are complete. */
    take(): SheetRow[] {
      const rows = done;
      done = [];
      return rows;
    },
    notices(left: Counter): Issue[] {
      const notices: Issue[] = [];
      const note = (counter: Counter, code: string, severity: Issue['severity'], message: string): void => {
        if (counter.count > 0) notices.push({ line: counter.line, code, severity, message });
      };
      note(
        cached,
        'formula_cached',
        'info',
        `${cells(cached)} a formula; the value saved with it is imported, formulas are not calculated.`,
      );
      note(
        valueless,
        'formula_without_value',
        'warning',
        `${cells(valueless)} a formula without a saved value and count as blank; open and save the workbook in a spreadsheet program.`,
      );
      note(errors, 'cell_error', 'warning', `${cells(errors)} an error such as #REF! and count as blank.`);
      note(
        left,
        'left_of_table',
        'warning',
        `${left.count} ${left.count === 1 ? 'row has' : 'rows have'} cells left of the table (first in row ${left.line}); they are not read.`,
      );
      return notices;
    },
  };
}

function cells(counter: Counter): string {
  return counter.count === 1
    ? `1 cell (in row ${counter.line}) holds`
    : `${counter.count} cells (first in row ${counter.line}) hold`;
}

function tally(counter: Counter, line: number): void {
  if (counter.count === 0) counter.line = line;
  counter.count += 1;
}

/** 0-based column of a cell reference such as `AB12`. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i += 1) {
    const letter = reference.charCodeAt(i) & ~0x20;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  if (column === 0) throw damaged('a cell of the workbook has no place');
  return column - 1;
}
