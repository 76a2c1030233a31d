/** Low part of a packed usage key: day and metric; what is above is the owner (store/tables.ts). */
const LOW = 2 ** 26;
/** Radix digits, lowest first: two of day and metric, two of the owner. */
const DIGITS = [
  { isOwner: false, shift: 0, size: 1 << 13 },
  { isOwner: false, shift: 13, size: 1 << 13 },
  { isOwner: true, shift: 0, size: 1 << 11 },
  { isOwner: true, shift: 11, size: 1 << 11 },
] as const;

/** Facts in key order, each key once. */
export type SortedUsage = {
  readonly length: number;
  keyAt(index: number): number;
  ownerAt(index: number): number;
  valueAt(index: number): number;
  /** Index of the source row. */
  rowAt(index: number): number;
};

/** Growing columns of packed usage facts: twenty bytes a fact, twenty-eight while they are sorted. */
export class UsageBuffer {
  #owners: Uint32Array<ArrayBuffer>;
  #lows: Uint32Array<ArrayBuffer>;
  #values: Float64Array<ArrayBuffer>;
  #rows: Uint32Array<ArrayBuffer>;
  #length = 0;

  /** `facts` is how many there will be about. */
  constructor(facts = 1024) {
    const size = Math.max(1024, facts);
    this.#owners = new Uint32Array(size);
    this.#lows = new Uint32Array(size);
    this.#values = new Float64Array(size);
    this.#rows = new Uint32Array(size);
  }

  get length(): number {
    return this.#length;
  }

  push(key: number, value: number, row: number): void {
    const at = this.#length;
    if (at === this.#rows.length) this.#grow();
    const owner = Math.floor(key / LOW);
    this.#owners[at] = owner;
    this.#lows[at] = key - owner * LOW;
    this.#values[at] = value;
    this.#rows[at] = row;
    this.#length = at + 1;
  }

  /** Of equal keys only the last pushed fact stays; the source rows of the others go to `onSuperseded`. */
  sorted(onSuperseded: (row: number) => void): SortedUsage {
    const [owners, lows, values, rows] = [this.#owners, this.#lows, this.#values, this.#rows];
    const order = this.#order();
    let kept = 0;
    for (let index = 0; index < order.length; index += 1) {
      const at = order[index] ?? 0;
      if (kept > 0) {
        const before = order[kept - 1] ?? 0;
        if (owners[before] === owners[at] && lows[before] === lows[at]) {
          onSuperseded(rows[before] ?? 0);
          kept -= 1;
        }
      }
      order[kept] = at;
      kept += 1;
    }
    return {
      length: kept,
      keyAt: (index) => {
        const at = order[index] ?? 0;
        return (owners[at] ?? 0) * LOW + (lows[at] ?? 0);
      },
      ownerAt: (index) => owners[order[index] ?? 0] ?? 0,
      valueAt: (index) => values[order[index] ?? 0] ?? 0,
      rowAt: (index) => rows[order[index] ?? 0] ?? 0,
    };
  }

  /** Indexes in key order, equal keys as they were pushed: a radix sort from the lowest digit up. */
  #order(): Uint32Array<ArrayBuffer> {
    const length = this.#length;
    let order = new Uint32Array(length);
    for (let index = 0; index < length; index += 1) order[index] = index;
    if (this.#isInOrder()) return order;
    let next = new Uint32Array(length);
    for (const { isOwner, shift, size } of DIGITS) {
      const column = isOwner ? this.#owners : this.#lows;
      const mask = size - 1;
      const starts = new Uint32Array(size + 1);
      for (let index = 0; index < length; index += 1) {
        const slot = (((column[index] ?? 0) >>> shift) & mask) + 1;
        starts[slot] = (starts[slot] ?? 0) + 1;
      }
      if (starts.includes(length)) continue;
      for (let slot = 1; slot <= size; slot += 1) starts[slot] = (starts[slot] ?? 0) + (starts[slot - 1] ?? 0);
      for (let index = 0; index < length; index += 1) {
        const at = order[index] ?? 0;
        const digit = ((column[at] ?? 0) >>> shift) & mask;
        const place = starts[digit] ?? 0;
        starts[digit] = place + 1;
        next[place] = at;
      }
      [order, next] = [next, order];
    }
    return order;
  }

  #isInOrder(): boolean {
    const [owners, lows] = [this.#owners, this.#lows];
    for (let index = 1; index < this.#length; index += 1) {
      const owner = owners[index] ?? 0;
      const before = owners[index - 1] ?? 0;
      if (owner < before || (owner === before && (lows[index] ?? 0) < (lows[index - 1] ?? 0))) return false;
    }
    return true;
  }

  #grow(): void {
    const size = this.#rows.length * 2;
    const owners = new Uint32Array(size);
    owners.set(this.#owners);
    this.#owners = owners;
    const lows = new Uint32Array(size);
    lows.set(this.#lows);
    this.#lows = lows;
    const values = new Float64Array(size);
    values.set(this.#values);
    this.#values = values;
    const rows = new Uint32Array(size);
    rows.set(this.#rows);
    this.#rows = rows;
  }
}
