import { expect, it } from 'vitest';
import { WorkspaceCache } from './cache.ts';

const keysOf = (kind: string, count: number): string[] => Array.from({ length: count }, (_, k) => `${kind} ${k}`);

/** Asks for keys in turn; those that had to be made. */
function made(cache: WorkspaceCache, keys: readonly string[], revision = 1): string[] {
  const found: string[] = [];
  for (const key of keys) {
    cache.get(revision, key, () => {
      found.push(key);
      return key;
    });
  }
  return found;
}

it('keeps what was used last, few books and more of the rest', () => {
  const cache = new WorkspaceCache();
  made(cache, keysOf('book', 5));
  expect(made(cache, ['book 1', 'book 4', 'book 0'])).toEqual(['book 0']);
  expect(made(cache, ['book 1', 'book 2'])).toEqual(['book 2']);
  made(cache, keysOf('rank', 25));
  expect(made(cache, ['rank 24', 'rank 1', 'rank 0'])).toEqual(['rank 0']);
});

it('keeps books whatever else is asked for', () => {
  const cache = new WorkspaceCache();
  made(cache, ['book 0', ...keysOf('rank', 100)]);
  expect(made(cache, ['book 0'])).toEqual([]);
});

it('forgets everything when the data changes', () => {
  const cache = new WorkspaceCache();
  made(cache, ['book 0', 'facts']);
  expect(made(cache, ['book 0', 'facts'], 2)).toEqual(['book 0', 'facts']);
});

it('makes a value once, even within the making of another', () => {
  const cache = new WorkspaceCache();
  const outer = () => cache.get(1, 'book 0', () => cache.get(1, 'facts', () => 3) + 1);
  expect([outer(), outer()]).toEqual([4, 4]);
  expect(made(cache, ['facts'])).toEqual([]);
});
