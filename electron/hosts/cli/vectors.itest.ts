import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bellwetherJson, SHARED } from './testing.ts';

type Expected = {
  readonly score?: number | null;
  readonly tier?: string | null;
  readonly state?: string;
  readonly coverage?: number;
  readonly dimensions?: Readonly<Record<string, number | null>>;
  readonly contributionsToZero?: Readonly<Record<string, number>>;
  readonly flags?: readonly string[];
};
type Vector = { readonly model: string; readonly account: { readonly id: string }; readonly expect: Expected };
type Result = Required<Omit<Expected, 'flags'>> & { readonly id: string; readonly flags: readonly string[] };

const FILE = join(SHARED, 'vectors', 'evaluate.json');
if (!existsSync(FILE))
  console.log('skipped: ../shared/vectors/evaluate.json is not here, the method vectors were not run');
const { tolerance, vectors }: { tolerance: number; vectors: readonly Vector[] } = existsSync(FILE)
  ? JSON.parse(readFileSync(FILE, 'utf8'))
  : { tolerance: 0, vectors: [] };

const folder = mkdtempSync(join(tmpdir(), 'bellwether-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const answers = new Map<string, Map<string, Result>>();
function resultOf(model: string, id: string): Result | undefined {
  let results = answers.get(model);
  if (!results) {
    const input = join(folder, `${model}.json`);
    writeFileSync(
      input,
      JSON.stringify({ accounts: vectors.filter((vector) => vector.model === model).map((vector) => vector.account) }),
    );
    const document = bellwetherJson(['evaluate', '--model', model, '--input', input]) as { results: Result[] };
    results = new Map(document.results.map((result) => [result.id, result]));
    answers.set(model, results);
  }
  return results.get(id);
}

function close(actual: unknown, wanted: number | null, what: string): void {
  if (wanted === null) expect(actual, what).toBeNull();
  else {
    expect(typeof actual, what).toBe('number');
    expect(Math.abs(Number(actual) - wanted), `${what}: ${String(actual)} for ${wanted}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}

describe.skipIf(vectors.length === 0)('method vectors through `bellwether evaluate`', () => {
  for (const { model, account, expect: wanted } of vectors) {
    it(`${model} ${account.id}`, () => {
      const result = resultOf(model, account.id);
      expect(result).toBeDefined();
      const { score, coverage, tier, state, flags, dimensions, contributionsToZero } = wanted;
      if (score !== undefined) close(result?.score, score, 'score');
      if (coverage !== undefined) close(result?.coverage, coverage, 'coverage');
      if (tier !== undefined) expect(result?.tier).toBe(tier);
      if (state !== undefined) expect(result?.state).toBe(state);
      if (flags !== undefined) expect(result?.flags).toEqual(flags);
      for (const [id, value] of Object.entries(dimensions ?? {}))
        close(result?.dimensions[id], value, `dimension ${id}`);
      for (const [id, value] of Object.entries(contributionsToZero ?? {}))
        close(result?.contributionsToZero[id], value, `contribution of ${id}`);
    });
  }
});
