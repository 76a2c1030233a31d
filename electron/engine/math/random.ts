import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** Mixes the bits of a 32-bit number (the finaliser of MurmurHash3). */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/**
 * Generator of a seed (xoroshiro128+). Its state is spread from the seed: the package's own start gives seeds next to each
 * other draws that resemble each other, and 1 as the first of them all.
 */
export function seededRandom(seed: number): ReturnType<typeof xoroshiro128plusFromState> {
  return xoroshiro128plusFromState([1, 2, 3, 4].map((place) => mixed(seed + Math.imul(place, 0x9e3779b9))));
}
