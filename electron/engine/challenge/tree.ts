import { MISSING } from './codes.ts';

/** Columns of codes, all rows of them, and what they are to tell. */
export type CodedRows = {
  readonly columns: readonly Uint8Array[];
  /** How many codes a column has besides the missing one. */
  readonly sizes: readonly number[];
  readonly churned: Uint8Array;
};

/**
 * Nodes of a tree one after the other, the root first, {@link NODE} numbers each: column, cut, 1 where rows without a value go
 * left, and the left child, 0 for a leaf. A row whose code in that column is at most the cut goes to the left child, others to the
 * one after it; `value` is the share of a leaf's rows that churned.
 */
export type Tree = { readonly nodes: Int32Array; readonly value: Float64Array };

const NODE = 4;

export type TreeOptions = {
  /** Columns looked at in a node; more only where none of them can be split. */
  readonly tried: number;
  /** Drawn rows a leaf holds at least. */
  readonly leaf: number;
  readonly depth: number;
  /** A whole number from 0 to n − 1. */
  readonly below: (n: number) => number;
};

type Split = { gain: number; column: number; cut: number; missingLeft: boolean };

/** Counts of drawn rows and of churned ones by code: room that every node uses again. */
const rows = new Int32Array(256);
const churns = new Int32Array(256);

/** Looks for the best cut of one column among drawn[from … to); false where the column does not vary there. */
function bestCut(
  { columns, sizes, churned }: CodedRows,
  column: number,
  drawn: Int32Array,
  from: number,
  to: number,
  leaf: number,
  best: Split,
): boolean {
  const codes = columns[column] as Uint8Array;
  const size = sizes[column] as number;
  rows.fill(0, 0, size);
  churns.fill(0, 0, size);
  rows[MISSING] = 0;
  churns[MISSING] = 0;
  let allChurns = 0;
  for (let at = from; at < to; at++) {
    const row = drawn[at] as number;
    const code = codes[row] as number;
    const y = churned[row] as number;
    rows[code] = (rows[code] as number) + 1;
    churns[code] = (churns[code] as number) + y;
    allChurns += y;
  }
  const all = to - from;
  const [missing, missingChurns] = [rows[MISSING] as number, churns[MISSING] as number];
  let varies = false;
  // Gini: the weighted impurity of two sides falls as Σ churns² ÷ rows rises.
  const consider = (n: number, k: number, cut: number, missingLeft: boolean): void => {
    varies = true;
    if (n < leaf || all - n < leaf) return;
    const gain = (k * k) / n + ((allChurns - k) * (allChurns - k)) / (all - n);
    if (gain > best.gain) {
      best.gain = gain;
      best.column = column;
      best.cut = cut;
      best.missingLeft = missingLeft;
    }
  };
  let n = 0;
  let k = 0;
  for (let code = 0; code < size; code++) {
    if (rows[code] === 0) continue;
    n += rows[code] as number;
    k += churns[code] as number;
    if (n === all - missing) break;
    consider(n, k, code, missing === 0 && 2 * n >= all);
    if (missing > 0) consider(n + missing, k + missingChurns, code, true);
  }
  // Known against missing, where a row without a value says something by that.
  if (missing > 0 && missing < all) consider(n, k, size - 1, false);
  return varies;
}

/** Moves rows that go left to the front of drawn[from … to), both sides in their order; answers where the right side begins. */
function divide(
  codes: Uint8Array,
  split: Split,
  drawn: Int32Array,
  from: number,
  to: number,
  room: Int32Array,
): number {
  let left = from;
  let right = 0;
  for (let at = from; at < to; at++) {
    const row = drawn[at] as number;
    const code = codes[row] as number;
    if (code === MISSING ? split.missingLeft : code <= split.cut) drawn[left++] = row;
    else room[right++] = row;
  }
  drawn.set(room.subarray(0, right), left);
  return left;
}

/** Grows one tree on drawn rows (a row may be drawn several times), which it reorders. */
export function growTree(data: CodedRows, drawn: Int32Array, { tried, leaf, depth, below }: TreeOptions): Tree {
  const nodes: number[] = [];
  const value: number[] = [];
  const room = new Int32Array(drawn.length);
  const pool = Int32Array.from(data.columns.keys());
  const leafOf = (from: number, to: number): { node: number; churns: number } => {
    let sum = 0;
    for (let at = from; at < to; at++) sum += data.churned[drawn[at] as number] as number;
    const node = value.length;
    nodes.push(0, 0, 0, 0);
    value.push(sum / (to - from));
    return { node, churns: sum };
  };
  const splitOf = (from: number, to: number): Split | null => {
    const best: Split = { gain: Number.NEGATIVE_INFINITY, column: 0, cut: 0, missingLeft: false };
    for (let seen = 0, varying = 0; seen < pool.length && varying < tried; seen++) {
      const at = seen + below(pool.length - seen);
      const chosen = pool[at] as number;
      pool[at] = pool[seen] as number;
      pool[seen] = chosen;
      if (bestCut(data, chosen, drawn, from, to, leaf, best)) varying++;
    }
    return best.gain > Number.NEGATIVE_INFINITY ? best : null;
  };
  const open: [node: number, from: number, to: number, level: number][] = [];
  const add = (from: number, to: number, level: number): void => {
    const { node, churns: k } = leafOf(from, to);
    if (level < depth && to - from >= 2 * leaf && k > 0 && k < to - from) open.push([node, from, to, level]);
  };
  add(0, drawn.length, 0);
  for (let next = open.pop(); next; next = open.pop()) {
    const [node, from, to, level] = next;
    const split = splitOf(from, to);
    if (!split) continue;
    const middle = divide(data.columns[split.column] as Uint8Array, split, drawn, from, to, room);
    nodes[node * NODE] = split.column;
    nodes[node * NODE + 1] = split.cut;
    nodes[node * NODE + 2] = split.missingLeft ? 1 : 0;
    nodes[node * NODE + 3] = value.length;
    // Both children are numbered before either is split, so that they stand together.
    add(from, middle, level + 1);
    add(middle, to, level + 1);
  }
  return { nodes: Int32Array.from(nodes), value: Float64Array.from(value) };
}

/** Adds what the tree says of every row to `into`; `codes` holds `width` codes a row. */
export function addTree({ nodes, value }: Tree, codes: Uint8Array, width: number, into: Float64Array): void {
  for (let row = 0, base = 0; row < into.length; row++, base += width) {
    let at = 0;
    for (let child = nodes[3] as number; child !== 0; child = nodes[at + 3] as number) {
      const code = codes[base + (nodes[at] as number)] as number;
      const isLeft = code === MISSING ? nodes[at + 2] === 1 : code <= (nodes[at + 1] as number);
      at = (isLeft ? child : child + 1) * NODE;
    }
    into[row] = (into[row] as number) + (value[at / NODE] as number);
  }
}

/** Sets of columns, each dealt anew among the rows again and again, and what the trees say then. */
export type Deals = {
  /** By set: 1 for each of its columns. */
  readonly members: readonly Uint8Array[];
  /** By shuffle: the row whose values a row is dealt. */
  readonly orders: readonly Int32Array[];
  /** How much more the trees say in sum than of the rows as they are, by set, by shuffle. */
  readonly changes: readonly (readonly Float64Array[])[];
};

/**
 * {@link addTree} for the rows as they are and for every deal. A row whose way through the tree asks none of a set's columns
 * ends where it did, so that few ways are gone again.
 */
export function addTreeDealt(
  { nodes, value }: Tree,
  codes: Uint8Array,
  width: number,
  into: Float64Array,
  { members, orders, changes }: Deals,
): void {
  const n = into.length;
  const asked = new Uint8Array(n * width);
  const said = new Float64Array(n);
  const isUsed = new Uint8Array(width);
  const touched = new Uint8Array(n);
  const rows = new Int32Array(n);
  for (let row = 0, base = 0; row < n; row++, base += width) {
    let at = 0;
    for (let child = nodes[3] as number; child !== 0; child = nodes[at + 3] as number) {
      const column = nodes[at] as number;
      asked[base + column] = 1;
      isUsed[column] = 1;
      const code = codes[base + column] as number;
      const isLeft = code === MISSING ? nodes[at + 2] === 1 : code <= (nodes[at + 1] as number);
      at = (isLeft ? child : child + 1) * NODE;
    }
    const own = value[at / NODE] as number;
    said[row] = own;
    into[row] = (into[row] as number) + own;
  }
  members.forEach((member, set) => {
    const columns = Array.from(isUsed.keys()).filter((column) => isUsed[column] === 1 && member[column] === 1);
    if (columns.length === 0) return;
    touched.fill(0);
    for (const column of columns)
      for (let row = 0, at = column; row < n; row++, at += width) if (asked[at] === 1) touched[row] = 1;
    let count = 0;
    for (let row = 0; row < n; row++) if (touched[row] === 1) rows[count++] = row;
    for (const [repeat, order] of orders.entries()) {
      const change = (changes[set] as readonly Float64Array[])[repeat] as Float64Array;
      for (let k = 0; k < count; k++) {
        const row = rows[k] as number;
        const base = row * width;
        const other = (order[row] as number) * width;
        let at = 0;
        for (let child = nodes[3] as number; child !== 0; child = nodes[at + 3] as number) {
          const column = nodes[at] as number;
          const code = codes[(member[column] === 1 ? other : base) + column] as number;
          const isLeft = code === MISSING ? nodes[at + 2] === 1 : code <= (nodes[at + 1] as number);
          at = (isLeft ? child : child + 1) * NODE;
        }
        change[row] = (change[row] as number) + ((value[at / NODE] as number) - (said[row] as number));
      }
    }
  });
}
