import type { Fate } from '#electron/store/writes/rows.ts';

const RANK: Readonly<Record<Fate, number>> = { unchanged: 1, updated: 2, created: 3 };
const WAITING = 4;

export type RowResult = 'new' | 'changed' | 'unchanged' | 'waiting' | 'duplicate';

/**
 * What became of each accepted row of a file. A row may produce several facts (wide usage, subscriptions): the row is
 * new when any of them is new, else changed when any changed; it is a duplicate when later rows of the file superseded
 * all of its facts.
 */
export class RowFates {
  readonly #rank: number[] = [];
  readonly #facts: number[] = [];
  readonly #superseded: number[] = [];
  #outdated = 0;

  /** Registers the next accepted row; answers its index. */
  add(facts: number): number {
    this.#rank.push(0);
    this.#facts.push(facts);
    this.#superseded.push(0);
    return this.#rank.length - 1;
  }

  /** Takes back the row added last (it turned out to be rejected). */
  dropLast(): void {
    this.#rank.pop();
    this.#facts.pop();
    this.#superseded.pop();
  }

  wait(row: number): void {
    this.#rank[row] = WAITING;
  }

  /** Counts a row left out because the stored version is newer by the source's own time. */
  noteOutdated(): void {
    this.#outdated += 1;
  }

  get outdated(): number {
    return this.#outdated;
  }

  supersede(row: number): void {
    this.#superseded[row] = (this.#superseded[row] ?? 0) + 1;
  }

  set(row: number, fate: Fate): void {
    this.#rank[row] = Math.max(this.#rank[row] ?? 0, RANK[fate]);
  }

  resultOf(row: number): RowResult {
    const rank = this.#rank[row] ?? 0;
    if (rank === WAITING) return 'waiting';
    if (rank === 0 && (this.#facts[row] ?? 0) > 0 && this.#superseded[row] === this.#facts[row]) return 'duplicate';
    if (rank === RANK.created) return 'new';
    return rank === RANK.updated ? 'changed' : 'unchanged';
  }

  counts(): {
    accepted: number;
    created: number;
    updated: number;
    unchanged: number;
    duplicates: number;
    waiting: number;
  } {
    const counts = { accepted: this.#rank.length, created: 0, updated: 0, unchanged: 0, duplicates: 0, waiting: 0 };
    for (let row = 0; row < this.#rank.length; row++) {
      const result = this.resultOf(row);
      if (result === 'new') counts.created += 1;
      else if (result === 'changed') counts.updated += 1;
      else if (result === 'duplicate') counts.duplicates += 1;
      else counts[result] += 1;
    }
    return counts;
  }
}
