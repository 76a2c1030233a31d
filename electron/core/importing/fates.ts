import type { Fate } from '#electron/store/writes/rows.ts';

type Counts = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;
/** Rows of up to this many facts are counted in bytes. */
const FEW = 250;

export type RowResult = 'new' | 'changed' | 'unchanged' | 'waiting' | 'duplicate';

/**
 * What became of each accepted row of a file. A row may produce several facts (wide usage, subscriptions): the row is
 * new when any of them is new, else changed when any changed; it is a duplicate when later rows of the file superseded
 * all of its facts. Four bytes a row, eight where rows can have many facts.
 */
export class RowFates {
  #length = 0;
  readonly #waiting: number;
  readonly #counts: (rows: number) => Counts;
  #facts: Counts;
  #created: Counts;
  #updated: Counts;
  #superseded: Counts;
  #outdated = 0;

  /** `rows` is how many there will be about, `most` the facts one of them can produce: below 65,535. */
  constructor(rows: number, most: number) {
    const size = Math.max(1, rows);
    this.#waiting = most <= FEW ? 0xff : 0xffff;
    this.#counts = (length) => (most <= FEW ? new Uint8Array(length) : new Uint16Array(length));
    this.#facts = this.#counts(size);
    this.#created = this.#counts(size);
    this.#updated = this.#counts(size);
    this.#superseded = this.#counts(size);
  }

  /** Registers the next accepted row and how many facts it produces; answers its index. */
  add(facts: number): number {
    const row = this.#length;
    if (row === this.#facts.length) {
      this.#facts = this.#grown(this.#facts);
      this.#created = this.#grown(this.#created);
      this.#updated = this.#grown(this.#updated);
      this.#superseded = this.#grown(this.#superseded);
    }
    this.#facts[row] = facts;
    this.#length = row + 1;
    return row;
  }

  /** Takes back the row added last (it turned out to be rejected). */
  dropLast(): void {
    this.#length -= 1;
  }

  wait(row: number): void {
    this.#facts[row] = this.#waiting;
  }

  /** Counts a row left out because the stored version is newer by the source's own time; `by` -1 takes that back. */
  noteOutdated(by: 1 | -1 = 1): void {
    this.#outdated += by;
  }

  get outdated(): number {
    return this.#outdated;
  }

  /** A fact of the row gives way to a later row's. */
  supersede(row: number): void {
    this.#superseded[row] = (this.#superseded[row] ?? 0) + 1;
  }

  set(row: number, fate: Fate): void {
    if (fate === 'created') this.#created[row] = (this.#created[row] ?? 0) + 1;
    else if (fate === 'updated') this.#updated[row] = (this.#updated[row] ?? 0) + 1;
  }

  /** Takes a fate back: the fact it was about gives way to a later row's. */
  withdraw(row: number, fate: Fate): void {
    if (fate === 'created') this.#created[row] = (this.#created[row] ?? 0) - 1;
    else if (fate === 'updated') this.#updated[row] = (this.#updated[row] ?? 0) - 1;
    this.supersede(row);
  }

  resultOf(row: number): RowResult {
    const facts = this.#facts[row] ?? 0;
    if (facts === this.#waiting) return 'waiting';
    if (facts > 0 && this.#superseded[row] === facts) return 'duplicate';
    if ((this.#created[row] ?? 0) > 0) return 'new';
    return (this.#updated[row] ?? 0) > 0 ? 'changed' : 'unchanged';
  }

  counts(): {
    accepted: number;
    created: number;
    updated: number;
    unchanged: number;
    duplicates: number;
    waiting: number;
  } {
    const counts = { accepted: this.#length, created: 0, updated: 0, unchanged: 0, duplicates: 0, waiting: 0 };
    for (let row = 0; row < this.#length; row++) {
      const result = this.resultOf(row);
      if (result === 'new') counts.created += 1;
      else if (result === 'changed') counts.updated += 1;
      else if (result === 'duplicate') counts.duplicates += 1;
      else counts[result] += 1;
    }
    return counts;
  }

  #grown(column: Counts): Counts {
    const larger = this.#counts(column.length * 2);
    larger.set(column);
    return larger;
  }
}
