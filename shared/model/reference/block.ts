import type { Origin } from '../health-model.ts';
import { decimals } from '../rule-text.ts';

/**
 * The reference page of a model, generated from its definition so that code and documentation cannot differ: the window
 * shows it as HTML, `resources/reference/` holds it as Markdown.
 */
export type ReferenceBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      /** Cells in the order of the columns. */
      readonly rows: readonly (readonly string[])[];
    };

export type ReferenceSection = {
  /** Unique on the page, for links. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly ReferenceBlock[];
};

export type ReferencePage = {
  /** Id of the model. */
  readonly id: string;
  readonly title: string;
  readonly sections: readonly ReferenceSection[];
};

const ORIGINS: Readonly<Record<Origin, string>> = { document: 'document', default: 'default' };
export const NONE = '–';

export const text = (value: string): ReferenceBlock => ({ kind: 'text', text: value });
export const number = (value: number): string => decimals(value, 0, 2);
export const percent = (value: number): string => `${number(value)}%`;
export const originText = (origin: Origin | undefined): string => ORIGINS[origin ?? 'document'];

/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
