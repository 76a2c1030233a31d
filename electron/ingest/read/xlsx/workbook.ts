import { AppError } from '#shared/contract/errors.ts';
import type { Limits } from '../../limits.ts';
import type { Control } from '../../types.ts';
import { damaged, inflateCaps } from '../inflate.ts';
import type { ByteSource, Volume } from '../volume.ts';
import { type ZipEntry, zipSource } from '../zip.ts';
import { builtInKind, customKind, type NumberKind } from './formats.ts';
import { attribute, readXml } from './xml.ts';

const MAX_STYLES = 65_536;
/** Characters of all shared strings together: they have to be at hand while the cells are read. */
const MAX_STRINGS = 268_435_456;

export type Sheet = { readonly name: string; readonly hidden: boolean; readonly entry: ZipEntry };

/** A workbook's sheets and where its other parts are; the parts are read when a sheet is. */
export type Workbook = {
  readonly bytes: number;
  readonly sheets: readonly Sheet[];
  readonly system1904: boolean;
  part(entry: ZipEntry): ByteSource;
  /** What the style of a cell makes of its number, by style index. */
  styles(control?: Control): readonly NumberKind[];
  sharedStrings(control?: Control): readonly string[];
};

type Relation = { readonly id: string; readonly type: string; readonly target: string };

/** Kind of a zip archive by the names in it: a workbook that can be read, one that cannot (with what it is), or plain files. */
export function officeKind(entries: readonly ZipEntry[]): {
  readonly workbook: boolean;
  readonly refusal: string | null;
} {
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
  const has = (pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));
  if (names.has('[content_types].xml')) {
    if (has(/^xl\/workbook\.bin$/))
      return { workbook: false, refusal: 'a binary Excel workbook (.xlsb); save it as .xlsx or as CSV' };
    if (has(/^xl\/[^/]*\.xml$/)) return { workbook: true, refusal: null };
    if (has(/^word\//)) return { workbook: false, refusal: 'a Word document' };
    if (has(/^ppt\//)) return { workbook: false, refusal: 'a PowerPoint presentation' };
  }
  if (names.has('mimetype') && names.has('content.xml'))
    return { workbook: false, refusal: 'an OpenDocument file; save it as .xlsx or as CSV' };
  if (has(/^index\/document\.iwa$/))
    return { workbook: false, refusal: 'an Apple Numbers file; export it as .xlsx or CSV' };
  return { workbook: false, refusal: null };
}

/** @throws AppError `too_large`, `inflates_too_much`, `too_many_parts` beyond the limits, `archive_damaged` where parts are missing. */
export function openWorkbook(
  volume: Volume,
  entries: readonly ZipEntry[],
  limits: Limits,
  control?: Control,
): Workbook {
  if (volume.bytes > limits.workbook)
    throw new AppError('too_large', `The workbook has ${volume.bytes} bytes; at most ${limits.workbook} are read.`, {
      bytes: volume.bytes,
      limit: limits.workbook,
    });
  if (entries.reduce((sum, entry) => sum + entry.bytes, 0) > limits.workbookInflated)
    throw new AppError('inflates_too_much', `Unpacked, the workbook has more than ${limits.workbookInflated} bytes.`, {
      limit: limits.workbookInflated,
    });
  const byName = new Map(entries.map((entry) => [entry.name.toLowerCase(), entry]));
  const caps = inflateCaps(limits, limits.workbookInflated);
  const part = (entry: ZipEntry): ByteSource => zipSource(volume, entry, caps);
  const relations = (of: string): Relation[] => {
    const slash = of.lastIndexOf('/') + 1;
    const entry = byName.get(`${of.slice(0, slash)}_rels/${of.slice(slash)}.rels`.toLowerCase());
    return entry ? readRelations(part(entry), of.slice(0, slash), limits, control) : [];
  };
  const main = relations('').find((relation) => relation.type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const mainEntry = byName.get(main.toLowerCase());
  if (!mainEntry) throw damaged('the workbook in it has no list of sheets');
  const related = relations(main);
  const found = (type: string): ZipEntry | undefined => {
    const relation = related.find((candidate) => candidate.type.endsWith(`/${type}`));
    return relation && byName.get(relation.target.toLowerCase());
  };
  const { listed, system1904 } = readSheetList(part(mainEntry), limits, control);
  const sheets = listed.flatMap((sheet): Sheet[] => {
    const relation = related.find((candidate) => candidate.id === sheet.id);
    if (!relation?.type.endsWith('/worksheet')) return [];
    const entry = byName.get(relation.target.toLowerCase());
    if (!entry) throw damaged(`the sheet "${sheet.name.slice(0, 80)}" is missing`);
    return [{ name: sheet.name, hidden: sheet.hidden, entry }];
  });
  const styles = found('styles');
  const strings = found('sharedStrings');
  return {
    bytes: volume.bytes,
    sheets,
    system1904,
    part,
    styles: (inner) => (styles ? readStyles(part(styles), inner) : []),
    sharedStrings: (inner) => (strings ? readSharedStrings(part(strings), inner) : []),
  };
}

function readRelations(source: ByteSource, folder: string, limits: Limits, control?: Control): Relation[] {
  const relations: Relation[] = [];
  readXml(
    source,
    {
      open(name, attributes) {
        if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
        if (relations.length >= limits.parts) throw damaged('it names too many parts');
        const target = attribute(attributes, 'Target') ?? '';
        relations.push({
          id: attribute(attributes, 'Id') ?? '',
          type: attribute(attributes, 'Type') ?? '',
          target: partName(folder, target),
        });
      },
    },
    control,
  );
  return relations;
}

/** Name of the part a relation points to, from the folder of the part that has the relation. */
function partName(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

type Listed = { readonly name: string; readonly id: string; readonly hidden: boolean };

function readSheetList(
  source: ByteSource,
  limits: Limits,
  control?: Control,
): { listed: Listed[]; system1904: boolean } {
  const listed: Listed[] = [];
  let system1904 = false;
  readXml(
    source,
    {
      open(name, attributes) {
        if (name === 'workbookPr') system1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
        if (name !== 'sheet') return;
        if (listed.length >= limits.sheets)
          throw new AppError('too_many_parts', `The workbook has more than ${limits.sheets} sheets.`, {
            limit: limits.sheets,
          });
        listed.push({
          name: attribute(attributes, 'name') ?? `Sheet ${listed.length + 1}`,
          id: attribute(attributes, 'id') ?? '',
          hidden: /hidden/i.test(attribute(attributes, 'state') ?? ''),
        });
      },
    },
    control,
  );
  return { listed, system1904 };
}

function readStyles(source: ByteSource, control?: Control): NumberKind[] {
  const custom = new Map<number, NumberKind>();
  const kinds: NumberKind[] = [];
  let inCellFormats = false;
  readXml(
    source,
    {
      open(name, attributes) {
        if (kinds.length > MAX_STYLES || custom.size > MAX_STYLES) throw damaged('the workbook has too many styles');
        if (name === 'cellXfs') inCellFormats = true;
        else if (name === 'numFmt')
          custom.set(Number(attribute(attributes, 'numFmtId')), customKind(attribute(attributes, 'formatCode') ?? ''));
        else if (name === 'xf' && inCellFormats) {
          const id = Number(attribute(attributes, 'numFmtId') ?? 0);
          kinds.push(custom.get(id) ?? builtInKind(id));
        }
      },
      close(name) {
        if (name === 'cellXfs') inCellFormats = false;
      },
    },
    control,
  );
  return kinds;
}

function readSharedStrings(source: ByteSource, control?: Control): string[] {
  const strings: string[] = [];
  const text = stringCollector();
  let characters = 0;
  readXml(
    source,
    {
      open: (name) => text.open(name),
      text: (piece) => text.text(piece),
      close(name) {
        text.close(name);
        if (name !== 'si') return;
        const whole = text.take();
        characters += whole.length + 16;
        if (characters > MAX_STRINGS)
          throw new AppError(
            'inflates_too_much',
            'The workbook holds more text than can be read; save the sheet as CSV.',
          );
        strings.push(whole);
      },
    },
    control,
  );
  return strings;
}

/** Joins the text runs of a string; readings of Asian names (`rPh`) are not part of it. */
export function stringCollector() {
  let collected = '';
  let inText = false;
  let phonetic = 0;
  return {
    open(name: string): void {
      if (name === 'rPh') phonetic += 1;
      else if (name === 't' && phonetic === 0) inText = true;
    },
    text(piece: string): void {
      if (inText) collected += piece;
    },
    close(name: string): void {
      if (name === 'rPh') phonetic -= 1;
      else if (name === 't') inText = false;
    },
    take(): string {
      const whole = collected;
      collected = '';
      return unescapeControls(whole);
    },
  };
}

/** `_x000D_` stands for a character XML cannot hold. */
function unescapeControls(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
