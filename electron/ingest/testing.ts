import type { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { afterAll } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { type FilePlan, type PlanOptions, planFile, readRows, type TypedRow } from './index.ts';

/** A folder of the running test file: `write` puts a file there and answers its path. */
export function scratch(prefix: string): {
  readonly folder: string;
  write(name: string, content: string | Uint8Array): string;
} {
  const folder = mkdtempSync(join(tmpdir(), `${prefix}-`));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    write(name, content) {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** Code of the AppError a step ends with, 'none' without one; any other error fails the test. */
export function codeOf(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}

/** Plans and reads a table to its end. */
export function readTable(
  path: string,
  options: PlanOptions = {},
  chunkBytes?: number,
): { readonly plan: FilePlan; readonly rows: readonly TypedRow[]; readonly rejected: number } {
  const plan = planFile(path, options);
  const rows: TypedRow[] = [];
  let rejected = 0;
  for (const batch of readRows(plan, undefined, chunkBytes)) {
    rows.push(...batch.rows);
    rejected += batch.rejected.length;
  }
  return { plan, rows, rejected };
}

type WorkbookParts = {
  /** `<row>` elements by name of the sheet, or the whole sheet where it begins with `<?xml`. */
  readonly sheets: Readonly<Record<string, string>>;
  /** `<si>` elements. */
  readonly strings?: string;
  /** Format codes, by style index from 1 on. */
  readonly formats?: readonly string[];
  readonly date1904?: boolean;
  readonly hidden?: readonly string[];
  readonly more?: Zippable;
};

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A workbook, put together from XML. */
export function workbook({
  sheets,
  strings,
  formats = [],
  date1904,
  hidden = [],
  more = {},
}: WorkbookParts): Uint8Array<ArrayBuffer> {
  const names = Object.keys(sheets);
  const related = [
    ...names.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`]),
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ];
  const relations = (list: readonly (readonly string[])[]): string =>
    `${HEAD}<Relationships xmlns="${RELATIONS}">${list.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  const xml: Record<string, string> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}"${hidden.includes(name) ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(related),
    'xl/styles.xml': `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${index + 200}" formatCode="${code}"/>`).join('')}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_, index) => `<xf numFmtId="${index + 200}"/>`).join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings ?? ''}</sst>`,
  };
  names.forEach((name, index) => {
    const content = sheets[name] ?? '';
    xml[`xl/worksheets/sheet${index + 1}.xml`] = content.startsWith('<?xml')
      ? content
      : `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${content}</sheetData></worksheet>`;
  });
  return zipSync({ ...Object.fromEntries(Object.entries(xml).map(([name, text]) => [name, strToU8(text)])), ...more });
}

/** Rows of inline texts. */
export function textRows(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  return rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

/** The bytes with a piece replaced by as many others. */
export function patched(bytes: Uint8Array, at: number, piece: Buffer): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.set(piece, at);
  return copy;
}
