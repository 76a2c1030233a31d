import { AppError } from '#shared/contract/errors.ts';
import type { Limits } from '../limits.ts';
import type { Control } from '../types.ts';
import { notATable } from './encoding.ts';
import { gunzipSource, inflateCaps } from './inflate.ts';
import type { TableReader } from './reader.ts';
import { readHead } from './scan.ts';
import { textReader } from './text.ts';
import { type ByteSource, fileVolume, hashVolume, memoryVolume, rangeSource, readAt, type Volume } from './volume.ts';
import { hasCells, sheetReader } from './xlsx/sheet.ts';
import { officeKind, openWorkbook, type Sheet, type Workbook } from './xlsx/workbook.ts';
import { readZip, type ZipEntry, zipSource } from './zip.ts';

/** A table in a picked file: `part` is '' for all of it, else the path in the archive, `#Sheet` for a sheet, or both together. */
export type Part = { readonly part: string; readonly names: readonly string[] };

const MAX_SHOWN = 10;

/**
 * Opens a table of a file by its content, whatever the file is called. Without a part a file with several tables gives its first.
 * @throws AppError `file_not_found`, `file_unreadable`, `not_a_table`, `archive_damaged`, or the code of the limit crossed
 */
export function openTable(path: string, part: string, limits: Limits, control?: Control): TableReader {
  const volume = fileVolume(path);
  const reader = openPart(volume, part, limits, control);
  return { ...reader, bytes: volume.bytes };
}

/** sha-256 of the file, as it is on disk. */
export function hashFile(path: string, control?: Control): string {
  return hashVolume(fileVolume(path), control);
}

function openPart(volume: Volume, part: string, limits: Limits, control?: Control): TableReader {
  const form = formOf(volume);
  if (form !== 'zip') {
    if (part !== '') throw missingPart(part, []);
    const source = rangeSource(volume);
    if (volume.bytes > limits.bytes)
      throw new AppError('too_large', `The file has ${volume.bytes} bytes; at most ${limits.bytes} are read.`, {
        bytes: volume.bytes,
        limit: limits.bytes,
      });
    return textReader(form === 'gzip' ? gunzipSource(source, inflateCaps(limits)) : source);
  }
  const entries = readZip(volume, limits);
  const { workbook, refusal } = officeKind(entries);
  if (refusal !== null) throw notATable(refusal);
  if (workbook) return openSheet(openWorkbook(volume, entries, limits, control), part, control);
  const files = tableEntries(entries);
  const chosen = part === '' ? firstPart(volume, files, limits, control) : part;
  const entry = files.find((candidate) => chosen === candidate.name || chosen.startsWith(`${candidate.name}#`));
  if (!entry)
    throw missingPart(
      chosen,
      files.map((file) => file.name),
    );
  const packed = isWorkbookName(entry.name) ? innerWorkbook(volume, entry, limits, control) : null;
  if (packed) return openSheet(packed, chosen.slice(entry.name.length), control);
  return textReader(entryContent(volume, entry, limits, control));
}

type Form = 'plain' | 'gzip' | 'zip';

function formOf(volume: Volume): Form {
  const start = readAt(volume, 0, 4);
  if (start.length >= 2 && start[0] === 0x1f && start[1] === 0x8b) return 'gzip';
  const sign = start.toString('latin1');
  return sign === 'PK\x03\x04' || sign === 'PK\x05\x06' ? 'zip' : 'plain';
}

/** Content of an archive's file, unpacked once more where it is gzip itself (Amplitude). */
function entryContent(volume: Volume, entry: ZipEntry, limits: Limits, control?: Control): ByteSource {
  const source = zipSource(volume, entry, inflateCaps(limits));
  const start = readHead(source, 2, control);
  return start[0] === 0x1f && start[1] === 0x8b ? gunzipSource(source, inflateCaps(limits)) : source;
}

/** Files of an archive that may be tables: without what operating systems add. */
function tableEntries(entries: readonly ZipEntry[]): ZipEntry[] {
  return entries
    .filter((entry) => !entry.name.split('/').some((step) => isHiddenName(step)) && !isOtherFile(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names nobody means when they pick a folder: hidden files, locks of office programs, resource forks. */
export function isHiddenName(name: string): boolean {
  return (
    name.startsWith('.') || name.startsWith('~$') || name === '__MACOSX' || /^(?:thumbs\.db|desktop\.ini)$/i.test(name)
  );
}

const OTHER_FILES =
  /(?:^|\/)(?:readme|licen[cs]e|changelog|notice|makefile)(?:\.\w+)?$|(?:^|\/)manifest\.json$|\.(?:png|jpe?g|gif|webp|bmp|tiff?|svg|ico|heic|pdf|docx?|pptx?|odt|odp|rtf|md|html?|css|js|ts|py|ipynb|r|sql|sh|bat|exe|dll|ya?ml|toml|ini|log|lnk|url|mp3|mp4|mov|avi|wav|eml|msg|bellwether)$/i;

/** Names that say a file is no table. */
export function isOtherFile(name: string): boolean {
  return OTHER_FILES.test(name);
}

function isWorkbookName(name: string): boolean {
  return /\.xls[xm]$/i.test(name);
}

/** A workbook inside an archive, taken into memory: its own directory is at its end. Null where it is no zip. */
function innerWorkbook(volume: Volume, entry: ZipEntry, limits: Limits, control?: Control): Workbook | null {
  if (entry.bytes > limits.workbook)
    throw new AppError('too_large', `The workbook has ${entry.bytes} bytes; at most ${limits.workbook} are read.`, {
      bytes: entry.bytes,
      limit: limits.workbook,
    });
  const content = readHead(zipSource(volume, entry, inflateCaps(limits, limits.workbook)), limits.workbook, control);
  const inner = memoryVolume(content);
  if (formOf(inner) !== 'zip') return null;
  const entries = readZip(inner, limits);
  const { workbook, refusal } = officeKind(entries);
  if (!workbook) throw notATable(refusal ?? 'an archive inside an archive; unpack it first');
  return openWorkbook(inner, entries, limits, control);
}

function openSheet(workbook: Workbook, part: string, control?: Control): TableReader {
  const sheet =
    part === ''
      ? (filledSheets(workbook, control)[0] ?? workbook.sheets[0])
      : workbook.sheets.find((candidate) => `#${candidate.name}` === part);
  if (!sheet)
    throw missingPart(
      part,
      workbook.sheets.map((candidate) => `#${candidate.name}`),
    );
  return sheetReader(workbook, sheet);
}

function* filledOf(workbook: Workbook, control?: Control): Generator<Sheet> {
  for (const sheet of workbook.sheets) if (hasCells(workbook, sheet, control)) yield sheet;
}

function filledSheets(workbook: Workbook, control?: Control): Sheet[] {
  return [...filledOf(workbook, control)];
}

function firstPart(volume: Volume, files: readonly ZipEntry[], limits: Limits, control?: Control): string {
  const first = partsOfArchive(volume, files, limits, control)[0];
  if (!first) throw notATable('an archive without a table');
  return first.part;
}

/** The tables of a file. One that cannot be told apart from a plain file is its only part, ''. */
export function partsOf(path: string, limits: Limits, control?: Control): Part[] {
  const volume = fileVolume(path);
  const whole: Part = { part: '', names: [] };
  if (formOf(volume) !== 'zip') return [whole];
  const entries = readZip(volume, limits);
  const { workbook, refusal } = officeKind(entries);
  if (refusal !== null) throw notATable(refusal);
  if (!workbook) return partsOfArchive(volume, tableEntries(entries), limits, control);
  const sheets = filledSheets(openWorkbook(volume, entries, limits, control), control);
  return sheets.length < 2 ? [whole] : sheets.map(({ name }) => ({ part: `#${name}`, names: [name] }));
}

function partsOfArchive(volume: Volume, files: readonly ZipEntry[], limits: Limits, control?: Control): Part[] {
  return files.flatMap((entry): Part[] => {
    const whole: Part = { part: entry.name, names: [entry.name] };
    if (!isWorkbookName(entry.name)) return [whole];
    try {
      const workbook = innerWorkbook(volume, entry, limits, control);
      const sheets = workbook ? filledSheets(workbook, control) : [];
      if (sheets.length < 2) return [whole];
      return sheets.map(({ name }) => ({ part: `${entry.name}#${name}`, names: [entry.name, name] }));
    } catch (error) {
      // Listed all the same: reading it says what is wrong.
      if (error instanceof AppError && error.code !== 'cancelled') return [whole];
      throw error;
    }
  });
}

function missingPart(part: string, parts: readonly string[]): AppError {
  const listed = parts.slice(0, MAX_SHOWN).map((name) => name.replace(/^#/, '').slice(0, 80));
  return new AppError(
    'not_found',
    `There is no "${part.replace(/^#/, '').slice(0, 80)}" in the file.${listed.length > 0 ? ` It has: ${listed.join(', ')}${parts.length > MAX_SHOWN ? ' and more' : ''}.` : ''}`,
  );
}
