import { fillerOf } from '../views/snapshot-codec.ts';

/** Columns of a snapshot as they are stored: as many bytes an account as the column is wide, account after account. */
export type Columns = ReadonlyMap<string, Uint8Array>;

/** Column that says what the scores were computed from: eight bytes an account (engine/history). */
export const INPUTS = 'inputs';
const INPUT_WORDS = 2;

function wordsOf(bytes: Uint8Array | undefined): Int32Array {
  // A copy: bytes of the database need not lie where four-byte words can be read.
  return new Int32Array(new Uint8Array(bytes ?? []).buffer);
}

/** Accounts, ascending, whose inputs are not those their stored scores were computed from. */
export function changedAccounts(inputs: Int32Array, stored: Columns): Int32Array {
  const before = wordsOf(stored.get(INPUTS));
  const changed = new Int32Array(inputs.length / INPUT_WORDS);
  let length = 0;
  for (let account = 0; account < changed.length; account++) {
    const at = account * INPUT_WORDS;
    if (inputs[at] === before[at] && inputs[at + 1] === before[at + 1]) continue;
    changed[length] = account;
    length++;
  }
  return changed.subarray(0, length);
}

/** Accounts a stored snapshot has rows for; 0 where it does not say what it was computed from. */
export function storedAccounts(stored: Columns): number {
  return wordsOf(stored.get(INPUTS)).length / INPUT_WORDS;
}

/** A copy of stored columns with rows for `count` accounts, to lay computed rows over. */
export function resized(stored: Columns, count: number): Map<string, Uint8Array> {
  const accounts = storedAccounts(stored);
  return new Map(
    [...stored].map(([name, data]) => {
      const column = new Uint8Array((data.length / accounts) * count);
      column.set(data.subarray(0, column.length));
      return [name, column];
    }),
  );
}

/** Lays rows over columns: row k of every column belongs to `accounts[k]` as of the day at place `at[k]`. */
export type Layer = (rows: Columns, accounts: Int32Array, at: Uint16Array) => void;

const asWords = ({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array =>
  new Int32Array(buffer, byteOffset, byteLength / Int32Array.BYTES_PER_ELEMENT);

// Words and bytes apart: one loop for both kinds of arrays takes thrice as long.
function scatterWords(to: readonly Int32Array[], from: Int32Array, accounts: Int32Array, at: Uint16Array): void {
  for (let row = 0; row < accounts.length; row++)
    (to[at[row] as number] as Int32Array)[accounts[row] as number] = from[row] as number;
}
function scatterBytes(to: readonly Uint8Array[], from: Uint8Array, accounts: Int32Array, at: Uint16Array): void {
  for (let row = 0; row < accounts.length; row++)
    (to[at[row] as number] as Uint8Array)[accounts[row] as number] = from[row] as number;
}

/** What lays rows over the columns of several days, of `count` accounts each; columns that a day lacks are made. */
export function layerOver(days: readonly Map<string, Uint8Array>[], count: number): Layer {
  const columns = new Map<string, { readonly bytes: Uint8Array[]; readonly words: Int32Array[] | null }>();
  function columnsOf(name: string, width: number) {
    const known = columns.get(name);
    if (known) return known;
    const bytes = days.map((day) => {
      const column = day.get(name) ?? new Uint8Array(width * count).fill(fillerOf(name));
      day.set(name, column);
      return column;
    });
    const found = { bytes, words: width === Int32Array.BYTES_PER_ELEMENT ? bytes.map(asWords) : null };
    columns.set(name, found);
    return found;
  }
  return (rows, accounts, at) => {
    for (const [name, data] of rows) {
      const { bytes, words } = columnsOf(name, data.length / accounts.length);
      if (words) scatterWords(words, asWords(data), accounts, at);
      else scatterBytes(bytes, data, accounts, at);
    }
  };
}
