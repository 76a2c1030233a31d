import { expect, it } from 'vitest';

const OPTIONS = import.meta.glob<string>('../../charts/toOption/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const GALLERY = import.meta.glob<string>('./*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

const without = (tests: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(tests).flatMap(([path, text]) => (path.includes('.test.') ? [] : [text]));

it('the gallery draws every chart there is', () => {
  const builders = without(OPTIONS).flatMap((text) =>
    [...text.matchAll(/^export function (\w+Option)\(/gm)].map(([, name]) => name ?? ''),
  );
  expect(builders.length).toBeGreaterThan(30);
  const gallery = without(GALLERY).join('\n');
  expect(builders.filter((name) => !gallery.includes(`${name}(`))).toEqual([]);
});
