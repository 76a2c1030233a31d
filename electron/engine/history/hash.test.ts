import { describe, expect, it } from 'vitest';
import { addNumber, addText, addWord, emptyHash, spread } from './hash.ts';

describe('content hash', () => {
  it('spreads as murmur3 does', () => {
    // MurmurHash3_x86_32 of nothing is its last step alone: published values for the seeds 0, 1 and 2³² − 1.
    expect(spread(0)).toBe(0);
    expect(spread(1) >>> 0).toBe(0x514e28b7);
    expect(spread(-1) >>> 0).toBe(0x81f16f39);
  });

  it.each([
    [0xffffffff, 0, 0x76293b50],
    [0x87654321, 0, 0xf55b516b],
    [0x87654321, 0x5082edee, 0x2362f9de],
  ])('takes up the word %i from the seed %i as murmur3 does', (word, seed, expected) => {
    // MurmurHash3_x86_32 of four bytes: their word, then their number, then the last step.
    const hash = Int32Array.of(seed, 0);
    addWord(hash, word);
    expect(spread((hash[0] as number) ^ 4) >>> 0).toBe(expected);
  });

  it('has a second lane of its own', () => {
    // 1 × 0x239b961b, turned by 16: 0x961b239b, × 0x38b34ae5: 0xebf2a7a7; ^ 3, turned by 17: 0x4f49d7e5, × 5 + 0x96cd1c35.
    const hash = Int32Array.of(3, 3);
    addWord(hash, 1);
    expect((hash[1] as number) >>> 0).toBe(0x233e53ae);
  });

  it('starts from the seed in both lanes', () => {
    expect([...emptyHash()]).toEqual([0x9e3779b9 | 0, 0x7f4a7c15]);
    expect([...emptyHash(3)]).toEqual([0x9e3779ba | 0, 0x7f4a7c18]);
  });

  it('takes up the length of a text, then its letters', () => {
    const text = emptyHash();
    addText(text, 'ab');
    const words = emptyHash();
    for (const word of [2, 97, 98]) addWord(words, word);
    expect(text).toEqual(words);
  });

  it('takes up both halves of a number', () => {
    // 1.5 is 0x3ff80000 00000000, the low half first.
    const number = emptyHash();
    addNumber(number, 1.5);
    const words = emptyHash();
    for (const word of [0, 0x3ff80000]) addWord(words, word);
    expect(number).toEqual(words);
  });
});
