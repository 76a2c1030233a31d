/** Two 32-bit lanes: enough that two contents that differ do not meet in practice, without big integers. */
export type Hash64 = Int32Array;

/** The hash of nothing; `seed` keeps things apart that could hold the same words. */
export function emptyHash(seed = 0): Hash64 {
  return Int32Array.of(0x9e3779b9 ^ seed, 0x7f4a7c15 + seed);
}

/** Takes up one 32-bit word (murmur3's step, with other constants in the second lane). */
export function addWord(hash: Hash64, word: number): void {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const a = (hash[0] as number) ^ k;
  hash[0] = Math.imul((a << 13) | (a >>> 19), 5) + 0xe6546b64;
  k = Math.imul(word, 0x239b961b);
  k = Math.imul((k << 16) | (k >>> 16), 0x38b34ae5);
  const b = (hash[1] as number) ^ k;
  hash[1] = Math.imul((b << 17) | (b >>> 15), 5) + 0x96cd1c35;
}

/** Takes up a text, its length first, so that neighbours cannot run into each other. */
export function addText(hash: Hash64, text: string): void {
  addWord(hash, text.length);
  for (let at = 0; at < text.length; at++) addWord(hash, text.charCodeAt(at));
}

const DOUBLE = new Float64Array(1);
const WORDS = new Uint32Array(DOUBLE.buffer);

/** Takes up a number by its bits. */
export function addNumber(hash: Hash64, value: number): void {
  DOUBLE[0] = value;
  addWord(hash, WORDS[0] as number);
  addWord(hash, WORDS[1] as number);
}

/** Spreads every bit of a lane over all others (murmur3's last step). */
export function spread(lane: number): number {
  let h = lane ^ (lane >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
