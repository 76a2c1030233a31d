import type { ColumnType } from '#shared/model/kinds.ts';
import type { Cell } from '../types.ts';

export type ReadableColumn = {
  readonly name: string;
  readonly type: ColumnType;
  readonly words?: readonly string[];
  readonly min?: number;
  readonly max?: number;
};

/** Reads one column's text; `read` answers undefined for what it cannot take, `problem` then says why. */
export type CellReader = {
  readonly read: (text: string) => Cell | undefined;
  /** Of numbers: the same for a text that is nothing but the digits of this whole number. */
  readonly ofWhole?: (value: number) => Cell | undefined;
  readonly problem: (text: string) => { readonly code: string; readonly message: string };
};

/** A value as messages quote it: trimmed, and short. */
export function show(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 80 ? `${[...trimmed.slice(0, 80)].slice(0, -1).join('')}…` : trimmed;
}
