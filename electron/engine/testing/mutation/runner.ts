import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { type CollectedTest, collected, collectFile } from './collect.ts';

/**
 * A test runner for Stryker, which is no dependency of the project: mutation testing of the engine. From the root of the
 * repository, on Node 24 (one folder by its own tests: add `--mutate 'electron/engine/trend/!(*.test).ts' --testFiles
 * 'electron/engine/trend/*.test.ts'`, a minute or two):
 *
 *   npx --yes -p @stryker-mutator/core@10.1.1 stryker run electron/engine/testing/mutation/stryker.config.json
 *
 * The report is .cache/reports/mutation.json. The engine neither waits nor keeps anything but caches, so its tests are loaded
 * once and called again for every mutant in one process, quick ones first: a mutant takes milliseconds where a run of vitest
 * takes a second. Stryker cannot read the configuration of TypeScript 7: `tsconfigFile` names a file that does not exist.
 * Mutants that only run while a module loads are left out (`ignoreStatic`).
 */

/** What Stryker's instrumented sources read and write: see its `instrumenter`. */
type Stryker = {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: object;
};
type MutantRun = {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
};

const SUCCESS = 0;
const FAILED = 1;
type Outcome = {
  readonly id: string;
  readonly name: string;
  readonly fileName: string;
  readonly timeSpentMs: number;
  readonly status: number;
  readonly failureMessage?: string;
};

/** What is remembered per model would hide a mutant from all tests but the first that asks: nothing is found again. */
class Forgetful<K extends WeakKey, V> extends WeakMap<K, V> {
  override get(): undefined {
    return undefined;
  }
}

async function outcomeOf({ id, file, body }: CollectedTest): Promise<Outcome> {
  const test = { id, name: id, fileName: resolve(file) };
  const start = performance.now();
  try {
    await body();
    return { ...test, timeSpentMs: performance.now() - start, status: SUCCESS };
  } catch (error) {
    return { ...test, timeSpentMs: performance.now() - start, status: FAILED, failureMessage: String(error) };
  }
}

class EngineTestRunner {
  private readonly stryker: Stryker;
  private tests: readonly CollectedTest[] = collected;

  constructor() {
    const scope = globalThis as { __stryker__?: Stryker };
    scope.__stryker__ ??= {};
    this.stryker = scope.__stryker__;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: false };
  }

  async init(): Promise<void> {
    process.env.TZ = 'UTC';
    process.env.BELLWETHER_PROPERTY_RUNS = '25';
    // The first counterexample is enough, and the same ones in every run make two runs comparable.
    fc.configureGlobal({ numRuns: 25, endOnFailure: true, seed: 1 });
    globalThis.WeakMap = Forgetful;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' ? next(new URL('collect.ts', import.meta.url).href, context) : next(specifier, context),
    });
    for (const file of globSync('electron/engine/**/*.test.ts').sort())
      await collectFile(file, () => import(pathToFileURL(file).href));
  }

  async dryRun({ testFiles }: { readonly testFiles?: readonly string[] }): Promise<object> {
    if (testFiles) {
      const files = new Set(testFiles.map((file) => resolve(file)));
      this.tests = this.tests.filter(({ file }) => files.has(resolve(file)));
    }
    const outcomes: Outcome[] = [];
    for (const test of this.tests) {
      this.stryker.currentTestId = test.id;
      outcomes.push(await outcomeOf(test));
    }
    this.stryker.currentTestId = undefined;
    const cost = new Map(outcomes.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.tests = this.tests.toSorted((a, b) => (cost.get(a.id) ?? 0) - (cost.get(b.id) ?? 0));
    return {
      status: 'complete',
      tests: outcomes,
      mutantCoverage: structuredClone(this.stryker.mutantCoverage ?? { perTest: {}, static: {} }),
    };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }: MutantRun): Promise<object> {
    const { stryker } = this;
    const wanted = testFilter && new Set(testFilter);
    const tests = wanted ? this.tests.filter(({ id }) => wanted.has(id)) : this.tests;
    stryker.activeMutant = activeMutant.id;
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    let failed: Outcome | undefined;
    let nrOfTests = 0;
    for (const test of tests) {
      const outcome = await outcomeOf(test);
      nrOfTests++;
      if (outcome.status === SUCCESS) continue;
      failed = outcome;
      break;
    }
    stryker.activeMutant = undefined;
    // Beyond its limit a mutant throws: it would run for ever.
    if (hitLimit !== undefined && (stryker.hitCount ?? 0) > hitLimit) return { status: 'timeout', reason: 'hit limit' };
    if (!failed) return { status: 'survived', nrOfTests };
    return { status: 'killed', nrOfTests, killedBy: [failed.id], failureMessage: failed.failureMessage };
  }
}

const create = Object.assign(() => new EngineTestRunner(), { inject: [] });
export const strykerPlugins = [{ kind: 'TestRunner', name: 'engine', factory: create }];
