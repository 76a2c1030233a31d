import type { ImportSource } from '#shared/contract/bridge.ts';
import type { BatchReport, FilePreview, ImportOptions } from '#shared/contract/data.ts';

/** One file of the preview, with the picked source it belongs to and what was chosen for it. */
export type PlannedFile = {
  readonly source: ImportSource;
  readonly preview: FilePreview;
  readonly options: ImportOptions;
  /** One of several files of a picked folder: it cannot have options of its own. */
  readonly shared: boolean;
};

/** One `import.run` call: sources that share their options. */
export type ImportStep = { readonly sources: readonly string[]; readonly options: ImportOptions };

/** Accounts first, so that nothing waits for them; the rest in the order picked. */
const rank = (file: PlannedFile): number =>
  file.preview.report.kind === 'accounts' ? 0 : file.preview.report.kind === 'contacts' ? 1 : 2;

function key(options: ImportOptions): string {
  return JSON.stringify(Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The calls that import the given files; neighbours with the same options share one. */
export function importSteps(files: readonly PlannedFile[]): readonly ImportStep[] {
  const steps: { sources: string[]; options: ImportOptions; key: string }[] = [];
  const ordered = files
    .map((file, index) => ({ file, index }))
    .sort((a, b) => rank(a.file) - rank(b.file) || a.index - b.index);
  for (const { file } of ordered) {
    const last = steps.at(-1);
    const own = key(file.options);
    if (last?.key === own) {
      if (!last.sources.includes(file.source.ref)) last.sources.push(file.source.ref);
    } else {
      steps.push({ sources: [file.source.ref], options: file.options, key: own });
    }
  }
  return steps.map(({ sources, options }) => ({ sources, options }));
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

export function withMapping(options: ImportOptions, column: string, canonical: string): ImportOptions {
  return { ...options, mapping: { ...options.mapping, [column]: canonical } };
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

/** Whether a file can be read together with others: the choices made for it mean the same for all of them. */
export function readsTogether(options: ImportOptions): boolean {
  return Object.keys(options).every((name) => name === 'dateFormat');
}

const PARENTS: ReadonlySet<string> = new Set(['accounts', 'contacts', 'contracts', 'subscriptions']);

/** Files that give others their accounts: read along, so that rows are not counted as waiting for them. */
export function parentsFor(files: readonly PlannedFile[], index: number): readonly PlannedFile[] {
  const own = files[index];
  return files.filter(
    (file, at) =>
      at !== index &&
      own !== undefined &&
      file.source.name !== own.source.name &&
      !file.shared &&
      file.preview.error === null &&
      PARENTS.has(file.preview.report.kind) &&
      Object.keys(file.options).length === 0,
  );
}

/** What a file's error asks the user to settle; null when only another file helps. */
export type Question = 'date' | 'delimiter' | 'kind' | 'mapping' | 'encoding';

export function questionOf(code: string): Question | null {
  switch (code) {
    case 'ambiguous_date':
      return 'date';
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

/** Pairs previews with sources: by position, or by name where a file could not be shown at its place. */
export function pairFiles(
  sources: readonly ImportSource[],
  previews: readonly FilePreview[],
): readonly { readonly source: ImportSource; readonly preview: FilePreview }[] | null {
  if (
    sources.length === previews.length &&
    previews.every((preview, index) => preview.report.file === sources[index]?.name)
  ) {
    return previews.flatMap((preview, index) => (sources[index] ? [{ source: sources[index], preview }] : []));
  }
  const names = new Map(sources.map((source) => [source.name, source]));
  if (names.size !== sources.length || previews.length !== sources.length) return null;
  const pairs = previews.flatMap((preview) => {
    const source = names.get(preview.report.file);
    return source ? [{ source, preview }] : [];
  });
  return pairs.length === previews.length ? pairs : null;
}
