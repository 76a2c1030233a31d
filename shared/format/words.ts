import { formatNumber } from './number.ts';

/** `1 account`, `1,184 accounts`. */
export function formatCount(count: number, locale: string, one: string, many = `${one}s`): string {
  return `${formatNumber(count, locale)} ${count === 1 ? one : many}`;
}

/** `A`, `A and B`, `A, B and C`. */
export function joinWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}
