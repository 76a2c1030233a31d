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
  let before = 0;
  let value = 0;
  let scale = 1;
  for (const byte of bytes) {
    value += (byte % 128) * scale;
    scale *= 128;
    if (byte < 128) {
      before += value;
      ids.push(before);
      value = 0;
      scale = 1;
    }
  }
  return ids;
}
