import type { ImportSource } from '#shared/contract/bridge.ts';
import type { BatchReport, FilePreview, ImportOptions } from '#shared/contract/importing.ts';
import type { InputOf } from '#shared/contract/index.ts';

/** One table of the picked files, folders, archives and workbooks, with what was chosen for it. */
export type PlannedTable = {
  readonly source: ImportSource;
  readonly preview: FilePreview;
  readonly options: ImportOptions;
  /** The user leaves it out of this import. */
  readonly left: boolean;
};

type ReadInput = InputOf<'import.preview'>;
type PartChoice = NonNullable<ReadInput['parts']>[number];

/** Names a table among all of an import. */
export function keyOf({ source, part }: Pick<FilePreview, 'source' | 'part'>): string {
  return `${source}\n${part}`;
}

/** `ready` can be stored, `asks` needs an answer first, `refused` is not a table that can be read, `left` is left out. */
export type TableState = 'ready' | 'asks' | 'refused' | 'left';

export function stateOf({ preview, left }: PlannedTable): TableState {
  if (left) return 'left';
  if (preview.error === null) return 'ready';
  return askOf(preview.error.code) === null ? 'refused' : 'asks';
}

/** What a table's error asks the user to settle; null when only another file helps. */
export type Ask = 'values' | 'delimiter' | 'kind' | 'mapping' | 'encoding';

export function askOf(code: string): Ask | null {
  switch (code) {
    case 'ambiguous_date':
    case 'ambiguous_number':
      return 'values';
    case 'ambiguous_delimiter':
      return 'delimiter';
    case 'unknown_kind':
      return 'kind';
    case 'unmapped_column':
    case 'mapping_invalid':
      return 'mapping';
    case 'file_unreadable':
      return 'encoding';
    default:
      return null;
  }
}

const chosen = (options: ImportOptions): boolean => Object.keys(options).length > 0;

/** A call carries at most this many choices (contract). */
const MOST_PARTS = 1000;

/**
 * What `import.preview` is asked to read: all tables that take part, or only those named by `only`, the others of the same
 * sources left aside. Too many tables to name are read along.
 */
export function previewInput(tables: readonly PlannedTable[], only: ReadonlySet<string> | null): ReadInput {
  const wanted = ({ preview, left }: PlannedTable): boolean => !left && (only === null || only.has(keyOf(preview)));
  const sources = new Set(tables.filter(wanted).map(({ preview }) => preview.source));
  const parts: PartChoice[] = [];
  const aside: PartChoice[] = [];
  for (const table of tables) {
    const { source, part } = table.preview;
    if (!sources.has(source)) continue;
    if (!wanted(table)) aside.push({ source, part, skip: true });
    else if (chosen(table.options)) parts.push({ source, part, options: table.options });
  }
  return { sources: [...sources], parts: [...parts, ...aside].slice(0, MOST_PARTS) };
}

/** The one `import.run` of an import: what cannot be stored or is left out is skipped. */
export function runInput(tables: readonly PlannedTable[]): InputOf<'import.run'> {
  const storable = new Set(tables.filter((table) => stateOf(table) === 'ready').map(({ preview }) => keyOf(preview)));
  return previewInput(tables, storable);
}

const PARENTS: ReadonlySet<string> = new Set(['accounts', 'contacts', 'contracts', 'subscriptions', 'tickets']);

/** Whether rows of other tables find their account through this one. */
export function isParent({ preview, options }: PlannedTable): boolean {
  return PARENTS.has(options.kind ?? preview.kindGuess ?? '') || PARENTS.has(preview.report.kind);
}

/**
 * Tables to read again after a change to some: themselves and those they look accounts up in. Null means all, because
 * a change to a parent changes which rows of the others wait.
 */
export function affectedBy(tables: readonly PlannedTable[], changed: ReadonlySet<string>): ReadonlySet<string> | null {
  if (tables.some((table) => changed.has(keyOf(table.preview)) && isParent(table))) return null;
  const parents = tables.filter((table) => stateOf(table) === 'ready' && isParent(table));
  return new Set([...changed, ...parents.map(({ preview }) => keyOf(preview))]);
}

/** Tables with what was read of them just now, in the order they had; new ones follow in the order of the answer. */
export function mergePreviews(
  tables: readonly PlannedTable[],
  sources: readonly ImportSource[],
  previews: readonly FilePreview[],
): readonly PlannedTable[] {
  const byKey = new Map(previews.map((preview) => [keyOf(preview), preview]));
  const kept = tables.map((table): PlannedTable => {
    const key = keyOf(table.preview);
    const preview = byKey.get(key);
    byKey.delete(key);
    return preview ? { ...table, preview } : table;
  });
  const added = [...byKey.values()].flatMap((preview): PlannedTable[] => {
    const source = sources.find(({ ref }) => ref === preview.source);
    return source ? [{ source, preview, options: {}, left: false }] : [];
  });
  return [...kept, ...added];
}

/** Options without empty parts, so that "as detected" is the absence of a choice. */
export function withOption<K extends keyof ImportOptions>(
  options: ImportOptions,
  name: K,
  value: ImportOptions[K] | null,
): ImportOptions {
  const { [name]: _dropped, ...rest } = options;
  return value === null || value === undefined ? rest : { ...rest, [name]: value };
}

/** The column becomes `canonical`, and no other column does any more. '' leaves it out. */
export function withMapping(
  options: ImportOptions,
  column: string,
  canonical: string,
  columns: readonly { readonly name: string; readonly canonical: string | null }[],
): ImportOptions {
  const holder = columns.find(
    ({ name, canonical: detected }) => name !== column && (options.mapping?.[name] ?? detected) === canonical,
  );
  const freed = holder !== undefined && canonical !== '' ? { [holder.name]: '' } : {};
  return { ...options, mapping: { ...options.mapping, ...freed, [column]: canonical } };
}

/** The same choices for a table of another kind: what was said of columns of the old kind means nothing there. */
export function withKind(options: ImportOptions, kind: ImportOptions['kind'] | null): ImportOptions {
  const { mapping: _mapping, values: _values, kind: _kind, ...rest } = options;
  return kind === null || kind === undefined ? rest : { ...rest, kind };
}

export type Totals = {
  readonly files: number;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly waiting: number;
  readonly duplicates: number;
};

export function totalsOf(reports: readonly BatchReport[]): Totals {
  const sum = (pick: (report: BatchReport) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0);
  return {
    files: reports.length,
    read: sum((report) => report.rowsRead),
    accepted: sum((report) => report.accepted),
    rejected: sum((report) => report.rejected),
    created: sum((report) => report.created),
    updated: sum((report) => report.updated),
    unchanged: sum((report) => report.unchanged),
    waiting: sum((report) => report.waiting),
    duplicates: sum((report) => report.duplicates),
  };
}
