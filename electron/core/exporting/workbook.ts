import type { SqlValue } from '#electron/store/values.ts';
import { AppError } from '#shared/contract/errors.ts';
import { MS_PER_DAY } from '#shared/model/day.ts';
import { type ExportColumn, type ExportTable, plainCell, type RowCounter } from './table.ts';
import type { Output } from './whole-file.ts';
import { ZipWriter } from './zip.ts';

/**
 * Workbooks (SpreadsheetML), written row by row: typed cells, frozen header, number and date formats. Text is always a string
 * cell; the only formulas are those of {@link ExportColumn.formula}, with their results.
 */
export function writeWorkbook(output: Output, tables: readonly ExportTable[], counter: RowCounter): void {
  for (const table of tables) checkSize(table);
  const zip = new ZipWriter(output);
  const parts = packageParts(tables.map((table) => table.name));
  for (const [name, xml] of parts) zip.add(name, (part) => part.write(xml));
  tables.forEach((table, index) => {
    zip.add(`xl/worksheets/sheet${index + 1}.xml`, (part) => writeSheet(part, table, counter));
  });
  zip.end();
}

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
const MAX_TEXT = 32_767;

function checkSize({ name, rowCount, columns }: ExportTable): void {
  if (rowCount >= MAX_ROWS || columns.length > MAX_COLUMNS)
    throw new AppError(
      'too_large',
      `${name} has ${rowCount.toLocaleString('en-US')} rows and ${columns.length} columns, more than a worksheet holds (${(MAX_ROWS - 1).toLocaleString('en-US')} and ${MAX_COLUMNS.toLocaleString('en-US')}). Export it as CSV.`,
    );
}

function writeSheet(output: Output, table: ExportTable, counter: RowCounter): void {
  const { columns, name } = table;
  const letters = columns.map((_, index) => columnLetters(index));
  output.write(
    `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
      .map((column, index) => `<col min="${index + 1}" max="${index + 1}" width="${widthOf(column)}" customWidth="1"/>`)
      .join('')}</cols><sheetData><row r="1">${columns
      .map((column, index) => textCell(`${letters[index]}1`, column.name, STYLE.header, name))
      .join('')}</row>`,
  );
  let at = 1;
  for (const row of counter.over(table)) {
    at += 1;
    let xml = `<row r="${at}">`;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const cell = row[index] ?? null;
      if (column && cell !== null)
        xml += cellXml(`${letters[index]}${at}`, column, cell, name, column.formula?.(at, row) ?? null);
    }
    output.write(`${xml}</row>`);
  }
  output.write('</sheetData></worksheet>');
}

function cellXml(
  address: string,
  column: ExportColumn,
  cell: NonNullable<SqlValue>,
  table: string,
  formula: string | null,
): string {
  if (typeof cell === 'string') return textCell(address, cell, 0, table);
  const style = styleOf(column, cell);
  if (column.type === 'boolean') return `<c r="${address}" t="b"><v>${cell === 0 ? 0 : 1}</v></c>`;
  const serial = column.type === 'date' ? cell : column.type === 'timestamp' ? cell / MS_PER_DAY : null;
  if (serial !== null && (serial < FIRST_SERIAL_DAY || serial >= END_OF_SERIALS))
    return textCell(address, String(plainCell(cell, column.type)), 0, table);
  const computed = formula === null ? '' : `<f>${escaped(formula)}</f>`;
  return `<c r="${address}" s="${style}">${computed}<v>${serial === null ? cell : serial + SERIAL_OF_EPOCH}</v></c>`;
}

/** Days from the spreadsheet's epoch to ours; before March 1900 spreadsheets count a day that never was. */
const SERIAL_OF_EPOCH = 25_569;
const FIRST_SERIAL_DAY = 61 - SERIAL_OF_EPOCH;
const END_OF_SERIALS = 2_958_466 - SERIAL_OF_EPOCH;

function textCell(address: string, text: string, style: number, table: string): string {
  if (text.length > MAX_TEXT)
    throw new AppError(
      'too_large',
      `A text in ${table} has ${text.length.toLocaleString('en-US')} characters, more than a cell of a workbook holds (${MAX_TEXT.toLocaleString('en-US')}). Export it as CSV.`,
    );
  return `<c r="${address}"${style === 0 ? '' : ` s="${style}"`} t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids these; workbooks write them as _xHHHH_
const UNWRITABLE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A, B … Z, AA … of a 0-based column. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index; rest >= 0; rest = Math.floor(rest / 26) - 1)
    letters = String.fromCharCode(65 + (rest % 26)) + letters;
  return letters;
}

function widthOf({ name, type }: ExportColumn): number {
  const usual = { text: 18, number: 10, boolean: 8, date: 11, timestamp: 19 }[type];
  return Math.min(40, Math.max(usual, name.length + 2));
}

const STYLE = { header: 1, date: 2, timestamp: 3, moment: 4 } as const;
/** Formats in the order of their style numbers, which continue after those of STYLE with 0, 1 and 2 digits. */
const FORMATS = [
  'yyyy\\-mm\\-dd',
  'yyyy\\-mm\\-dd hh:mm:ss',
  'yyyy\\-mm\\-dd hh:mm:ss.000',
  '#,##0',
  '0.0',
  '#,##0.00',
];

function styleOf({ type, digits }: ExportColumn, cell: number): number {
  if (type === 'date') return STYLE.date;
  if (type === 'timestamp') return cell % 1000 === 0 ? STYLE.timestamp : STYLE.moment;
  return digits === undefined ? 0 : STYLE.moment + 1 + Math.min(2, digits);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Everything of a workbook but its sheets. Programs that open it compute formulas anew (`fullCalcOnLoad`). */
function packageParts(names: readonly string[]): [name: string, xml: string][] {
  const sheets = names.map((name, index) => ({ name, id: index + 1 }));
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${sheets
        .map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${TYPES}.worksheet+xml"/>`)
        .join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
        .map(({ name, id }) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="rId${id}"/>`)
        .join('')}</sheets><calcPr fullCalcOnLoad="1"/></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${RELATIONS}">${sheets
        .map(({ id }) => `<Relationship Id="rId${id}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${id}.xml"/>`)
        .join(
          '',
        )}<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${FORMATS.length}">${FORMATS.map(
        (code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(code)}"/>`,
      ).join(
        '',
      )}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${2 + FORMATS.length}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${FORMATS.map(
        (_, index) =>
          `<xf numFmtId="${164 + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
      ).join(
        '',
      )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
    ],
  ];
}
