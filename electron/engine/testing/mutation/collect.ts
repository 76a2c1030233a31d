import { format } from 'node:util';

export { expect } from 'vitest';

/** A test of the engine, to be run as often as there are mutants it touches. */
export type CollectedTest = { readonly id: string; readonly file: string; readonly body: () => unknown };

/**
 * What the test files of the engine get in place of vitest: `describe` and `it` collect, `expect` is vitest's own. Only what
 * those files use.
 */
export const collected: CollectedTest[] = [];

const ids = new Map<string, number>();
let groups: string[] = [];

/** Collects the tests of a file, which `load` imports. */
export async function collectFile(file: string, load: () => Promise<unknown>): Promise<void> {
  groups = [file];
  await load();
}

export function describe(name: string, body: () => void): void {
  groups.push(name);
  body();
  groups.pop();
}

export function it(name: string, body: () => unknown): void {
  const [file = '', ...path] = groups;
  const title = `${file}#${[...path, name].join(' ')}`;
  // Rows of a table may have the same title.
  const count = (ids.get(title) ?? 0) + 1;
  ids.set(title, count);
  collected.push({ id: count === 1 ? title : `${title} (${count})`, file, body });
}

it.each =
  (rows: readonly unknown[]) =>
  (name: string, body: (...row: unknown[]) => unknown): void => {
    for (const row of rows) {
      const values = Array.isArray(row) ? row : [row];
      it(format(name, ...values).slice(0, 200), () => body(...values));
    }
  };
