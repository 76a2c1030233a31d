import type { Fate } from '#electron/store/writes/rows.ts';

const WAITING = 0xffff;

export type RowResult = 'new' | 'changed' | 'unchanged' | 'waiting' | 'duplicate';

/** Growing column of small counts, one per row. */
function grown(column: Uint16Array<ArrayBuffer>, rows: number): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(rows);
  larger.set(column);
  return larger;
}

/**
 * What became of each accepted row of a file. A row may produce several facts (wide usage, subscriptions): the row is
 * new when any of them is new, else changed when any changed; it is a duplicate when later rows of the file superseded
 * all of its facts. Eight bytes a row.
 */
export class RowFates {
  #length = 0;
  #facts: Uint16Array<ArrayBuffer>;
  #created: Uint16Array<ArrayBuffer>;
  #updated: Uint16Array<ArrayBuffer>;
  #superseded: Uint16Array<ArrayBuffer>;
  #outdated = 0;

  /** `rows` is how many there will be about. */
  constructor(rows = 1024) {
    const size = Math.max(1, rows);
    this.#facts = new Uint16Array(size);
    this.#created = new Uint16Array(size);
    this.#updated = new Uint16Array(size);
    this.#superseded = new Uint16Array(size);
  }

  /** Registers the next accepted row and how many facts it produces; answers its index. */
  add(facts: number): number {
    const row = this.#length;
    if (row === this.#facts.length) {
      this.#facts = grown(this.#facts, row * 2);
      this.#created = grown(this.#created, row * 2);
      this.#updated = grown(this.#updated, row * 2);
      this.#superseded = grown(this.#superseded, row * 2);
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
    this.#facts[row] = WAITING;
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
    if (facts === WAITING) return 'waiting';
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
}
