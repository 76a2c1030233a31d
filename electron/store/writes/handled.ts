import type { Fate } from './rows.ts';

/** What one batch did to one stored row, and for which source row. */
export type Handled = {
  readonly row: number;
  readonly fate: Fate;
  /** The stored version was newer by the source's own time. */
  readonly outdated: boolean;
  /** The batch's last journal entry of this fact is about it. */
  readonly journaled: boolean;
};

const FATES: readonly Fate[] = ['created', 'updated', 'unchanged'];
const OUTDATED = 4;
const JOURNALED = 8;

/** What a batch did so far, by id of the stored row: five bytes a row, thirteen where the source has update times. */
export class HandledRows {
  #rows = new Uint32Array(1024);
  #marks = new Uint8Array(1024);
  #times: Float64Array | null;

  constructor(withTimes: boolean) {
    this.#times = withTimes ? new Float64Array(1024).fill(Number.NaN) : null;
  }

  get(id: number): Handled | null {
    const row = this.#rows[id] ?? 0;
    if (row === 0) return null;
    const mark = this.#marks[id] ?? 0;
    return {
      row: row - 1,
      fate: FATES[mark & 3] ?? 'unchanged',
      outdated: (mark & OUTDATED) !== 0,
      journaled: (mark & JOURNALED) !== 0,
    };
  }

  /** Update time of the row that stands; NaN where it has none. */
  timeOf(id: number): number {
    return this.#times?.[id] ?? Number.NaN;
  }

  set(id: number, row: number, fate: Fate, time: number, outdated: boolean, journaled: boolean): void {
    if (id >= this.#rows.length) this.#grow(id + 1);
    this.#rows[id] = row + 1;
    this.#marks[id] = FATES.indexOf(fate) | (outdated ? OUTDATED : 0) | (journaled ? JOURNALED : 0);
    if (this.#times) this.#times[id] = time;
  }

  /** Ids of the rows found stored with the same values, in order. */
  confirmed(): number[] {
    const ids: number[] = [];
    const unchanged = FATES.indexOf('unchanged');
    for (let id = 0; id < this.#rows.length; id += 1)
      if (this.#rows[id] !== 0 && this.#marks[id] === unchanged) ids.push(id);
    return ids;
  }

  #grow(needed: number): void {
    const length = Math.max(needed, this.#rows.length * 2);
    const rows = new Uint32Array(length);
    rows.set(this.#rows);
    this.#rows = rows;
    const marks = new Uint8Array(length);
    marks.set(this.#marks);
    this.#marks = marks;
    if (!this.#times) return;
    const times = new Float64Array(length).fill(Number.NaN);
    times.set(this.#times);
    this.#times = times;
  }
}
