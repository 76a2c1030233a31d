/** Codec of ascending id lists: each id as the difference to the one before, seven bits a byte, lowest first. Ids are integers from 0 below 2^53. */

/** `ids` may come in any order and with repeats. */
export function packIds(ids: ArrayLike<number>): Buffer {
  const sorted = Float64Array.from(ids).sort();
  const bytes = Buffer.allocUnsafe(sorted.length * 8);
  let at = 0;
  let before = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const id = sorted[index] ?? 0;
    if (index > 0 && id === before) continue;
    let rest = id - before;
    before = id;
    while (rest >= 128) {
      bytes[at] = (rest % 128) + 128;
      at += 1;
      rest = Math.floor(rest / 128);
    }
    bytes[at] = rest;
    at += 1;
  }
  return bytes.subarray(0, at);
}

/** The ids in ascending order. */
export function unpackIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  const reader = new IdReader(bytes);
  for (let id = reader.next(); id !== null; id = reader.next()) ids.push(id);
  return ids;
}

/** Reads a packed list from its beginning, without unpacking the whole of it. */
export class IdReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #id = 0;
  #ahead: number | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The next id, null at the end. */
  next(): number | null {
    if (this.#at >= this.#bytes.length) return null;
    let value = 0;
    let scale = 1;
    let byte = 128;
    while (byte >= 128 && this.#at < this.#bytes.length) {
      byte = this.#bytes[this.#at] ?? 0;
      this.#at += 1;
      value += (byte % 128) * scale;
      scale *= 128;
    }
    this.#id += value;
    return this.#id;
  }

  /** Whether the list has this id; ids must be asked for in ascending order. */
  has(id: number): boolean {
    this.#ahead ??= this.next();
    while (this.#ahead !== null && this.#ahead < id) this.#ahead = this.next();
    return this.#ahead === id;
  }
}
