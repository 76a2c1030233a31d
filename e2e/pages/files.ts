import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    await app.double.ask('answerDialog', [target]);
    await save();
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
