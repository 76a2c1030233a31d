import { defineConfig } from 'vitest/config';

/**
 * Mutation testing of the engine with Stryker, which is no dependency of the project. From the root of the repository; all
 * of it takes hours (one folder: add `--mutate 'electron/engine/trend/!(*.test).ts'`):
 *
 *   npx --yes -p @stryker-mutator/core@10.1.1 -p @stryker-mutator/vitest-runner@10.1.1 \
 *     stryker run electron/engine/testing/mutation/stryker.config.json
 *
 * The report is .cache/reports/mutation.json. Stryker cannot read the configuration of TypeScript 7: `tsconfigFile` names a
 * file that does not exist. Mutants that only run while a module loads are left out (`ignoreStatic`), and properties are
 * tried 25 times instead of 1,000.
 */
export default defineConfig({
  test: {
    include: ['electron/engine/**/*.test.ts'],
    setupFiles: ['electron/engine/testing/mutation/setup.ts'],
    env: { TZ: 'UTC', BELLWETHER_PROPERTY_RUNS: '25' },
    testTimeout: 30_000,
    // Files share what they load: the engine keeps nothing from one test to the next.
    isolate: false,
  },
});
