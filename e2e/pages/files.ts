import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { strToU8, zipSync } from 'fflate';
import type { RunningApp } from '../support/fixtures.ts';

/** Writes a file beside the data folder's workspaces and answers its path. */
export function makeFile(app: RunningApp, name: string, content: string | Uint8Array): string {
  const folder = join(app.dataDir, 'to-import');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Runs `open`, which asks for files, and answers the dialog of the host with `paths`. */
export async function answerPicker(
  app: RunningApp,
  paths: readonly string[],
  open: () => Promise<void>,
): Promise<void> {
  if (app.double) {
    await app.double.ask('answerDialog', paths);
    await open();
    return;
  }
  const chooser = app.page.waitForEvent('filechooser');
  await open();
  await (await chooser).setFiles([...paths]);
}

/** Runs `save`, which writes a text, and answers what was written. */
export async function savedText(app: RunningApp, save: () => Promise<void>): Promise<{ name: string; text: string }> {
  if (app.double) {
    const target = join(app.dataDir, 'saved.csv');
    const asked = app.double.recorded('showSaveDialog').length;
    rmSync(target, { force: true });
    await app.double.ask('answerDialog', [target]);
    await save();
    await expect.poll(() => existsSync(target)).toBe(true);
    return { name: suggestedName(app.double.recorded('showSaveDialog')[asked]), text: readFileSync(target, 'utf8') };
  }
  const download = app.page.waitForEvent('download');
  await save();
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

function suggestedName(asked: unknown): string {
  if (typeof asked !== 'object' || asked === null || !('defaultPath' in asked)) return '';
  return String(asked.defaultPath).split(/[\\/]/).at(-1) ?? '';
}

/** Cells of a CSV; enough for what the window writes. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  const cells = text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|$)/g);
  for (const [, cell = '', end] of cells) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ''));
}

/** Bytes of a workbook with one sheet per name; cells are texts or numbers. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const names = Object.keys(sheets);
  const cell = (value: string | number, at: string): string =>
    typeof value === 'number'
      ? `<c r="${at}"><v>${value}</v></c>`
      : `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${names.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${names.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${office}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}</Relationships>`,
  };
  for (const [index, rows] of Object.values(sheets).entries())
    files[`xl/worksheets/sheet${index + 1}.xml`] =
      `${head}<worksheet xmlns="${main}"><sheetData>${rows.map((row, line) => `<row r="${line + 1}">${row.map((value, column) => cell(value, `${String.fromCharCode(65 + column)}${line + 1}`)).join('')}</row>`).join('')}</sheetData></worksheet>`;
  return zip(files);
}

/** Bytes of a zip archive of texts. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}
