import type { StoredKind } from './kinds.ts';

/**
 * A shipped mapping of one table another system exports (resources/import-presets). Headers are compared in their
 * normalised form: without case, spaces, punctuation and notes such as "(UTC)".
 */
export type ImportPreset = {
  readonly id: string;
  readonly system: string;
  /** Shown where the mapping came from, e.g. "Zendesk tickets". */
  readonly title: string;
  readonly kind: StoredKind | 'usage_wide' | 'subscriptions';
  /** Where the header names were taken from, and how sure they are: one or two sentences. */
  readonly source: string;
  /** `exact`: the names are those of the export; `seen`: of files of others; `documented`: of a description, never of a file. */
  readonly sure: 'exact' | 'seen' | 'documented';
  /** The preset applies to files that have every header of `all`, one of each group of `any`, and none of `none`. */
  readonly match: {
    readonly all: readonly string[];
    readonly any?: readonly (readonly string[])[] | undefined;
    readonly none?: readonly string[] | undefined;
  };
  /**
   * Source header → canonical column; '' leaves a column out; any other name keeps it as that custom attribute or metric. Of
   * several headers for one column the first that the file has is used.
   */
  readonly columns: Readonly<Record<string, string>>;
  /** Canonical column → word of the file → stored word, as in import options. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  /** Canonical column → the same word for every row. */
  readonly constants?: Readonly<Record<string, string>> | undefined;
  /** Source header → what its numbers are multiplied by (amounts in cents: 0.01). */
  readonly factors?: Readonly<Record<string, number>> | undefined;
  /** Said with every file it is applied to, where the reading needs a word. */
  readonly note?: string | undefined;
};
