import type { Buffer } from 'node:buffer';
import type { PlainRows, RawBatch } from './reader.ts';

/** Cuts text that arrives in pieces into rows. */
export type RowCutter = {
  add(text: string, last: boolean, bytesRead: number): RawBatch;
  /** True where nothing is left of an unfinished row. */
  isBetweenRows(): boolean;
  /** Line of the row that comes next. */
  nextLine(): number;
  /** Counts a row of one line that was read elsewhere. */
  passOver(cells: number): void;
};

/** The rows of a chunk that are not taken by their bytes; `add` cuts a part of it as text. */
export function plainBatch(
  bytes: Buffer,
  plain: PlainRows,
  cutter: RowCutter,
  add: (part: Buffer) => RawBatch,
): RawBatch {
  const end = bytes.lastIndexOf('\n') + 1;
  // The chunk before may have left a row begun.
  let at = bytes.indexOf('\n') + 1;
  const first = add(bytes.subarray(0, at));
  const rows = [...first.rows];
  const lines = [...first.lines];
  const damaged = new Map(first.damaged);
  const after = rows.map(() => 0);
  let taken = 0;
  const addText = (to: number): void => {
    const batch = add(bytes.subarray(at, to));
    for (const [index, damage] of batch.damaged ?? []) damaged.set(rows.length + index, damage);
    for (const [index, row] of batch.rows.entries()) {
      rows.push(row);
      lines.push(batch.lines[index] ?? 0);
      after.push(taken);
    }
    at = to;
  };
  while (at < end && cutter.isBetweenRows()) {
    const next = plain.add(bytes, at, cutter.nextLine());
    if (next === -1) {
      addText(bytes.indexOf('\n', at) + 1);
      continue;
    }
    cutter.passOver(plain.width);
    taken += 1;
    at = next;
  }
  addText(bytes.length);
  return { rows, lines, damaged: damaged.size > 0 ? damaged : null, after, bytesRead: first.bytesRead };
}
