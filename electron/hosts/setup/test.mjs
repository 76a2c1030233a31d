// `npm test` (with set-up) and `npm run ready` (--no-setup): every check, one after the other, one line of totals at the end.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { execute, findNode, Problem, ROOT, readText, run, say } from './machine.mjs';
import { build, ensureInstalled } from './prepare.mjs';

const REPORTS = join(ROOT, '.cache/reports');
const at = (path) => join(ROOT, 'node_modules', path);

function vitestTotals(report) {
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const names = report.testResults.flatMap((file) =>
    file.assertionResults.filter((test) => !['passed', 'failed'].includes(test.status)).map((test) => test.fullName),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles, skipped, names };
}

function playwrightTotals(report) {
  const names = [];
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests)
        if (test.status === 'skipped') names.push([test.projectName, ...path, spec.title].join(' › '));
    }
    for (const child of suite.suites ?? []) visit(child, [...path, child.title]);
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  const { expected, unexpected, flaky, skipped } = report.stats;
  // Errors outside tests (set-up, syntax) have no test of their own.
  const outside = unexpected === 0 ? report.errors.length : 0;
  return { passed: expected + flaky, failed: unexpected + outside, skipped, names };
}

const CHECKS = [
  { name: 'types', args: [at('typescript/bin/tsc'), '-b'] },
  { name: 'lint', args: [at('@biomejs/biome/bin/biome'), 'ci', '.'] },
  { name: 'dead code', args: [at('knip/bin/knip.js')] },
  {
    name: 'unit tests',
    // One worker fewer than processors is vitest's rule.
    args: [at('vitest/vitest.mjs'), 'run', '--project', 'unit', '--reporter=dot', '--maxWorkers=2'],
    report: 'unit.json',
    totals: vitestTotals,
  },
  { name: 'build', run: build },
  {
    name: 'integration tests',
    needs: 'build',
    args: [at('vitest/vitest.mjs'), 'run', '--project', 'integration', '--reporter=default', '--maxWorkers=2'],
    report: 'integration.json',
    totals: vitestTotals,
  },
  {
    name: 'end-to-end tests',
    needs: 'build',
    args: [
      at('@playwright/test/cli.js'),
      ...['test', '-c', 'e2e/playwright.config.ts', '--project=browser', '--project=electron-double'],
    ],
    report: 'e2e.json',
    totals: playwrightTotals,
  },
];

/** Runs one check; a check without tests of its own counts only when it fails. */
async function perform(check, node, env) {
  if (check.run) {
    try {
      await check.run(node);
      return { passed: 0, failed: 0, skipped: 0, names: [] };
    } catch (error) {
      say(error.message);
      return { passed: 0, failed: 1, skipped: 0, names: [] };
    }
  }
  const file = check.report ? join(REPORTS, check.report) : null;
  const reporters = !file
    ? []
    : check.totals === vitestTotals
      ? ['--reporter=json', `--outputFile.json=${file}`]
      : ['--reporter=list,json'];
  const { status } = await execute(node, [...check.args, ...reporters], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file ?? '' },
  });
  const report = file ? readText(file) : null;
  const totals = report ? check.totals(JSON.parse(report)) : { passed: 0, failed: 0, skipped: 0, names: [] };
  return status !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
}

await run(async () => {
  const withSetup = !process.argv.includes('--no-setup');
  const node = withSetup ? await ensureInstalled() : findNode();
  const chromium = await findChromium(node, withSetup);
  const env = {
    ...process.env,
    CHROMIUM_PATH: chromium,
    FORCE_COLOR: process.env.FORCE_COLOR ?? '0',
    NODE_OPTIONS: '',
    // Threads and processes of the tests load the same sources hundreds of times.
    NODE_COMPILE_CACHE: join(ROOT, '.cache/compile'),
    // What integration tests run as the command line.
    BELLWETHER_TEST_CLI: join(ROOT, 'out/main/cli.js'),
  };
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const lines = [];
  const failedChecks = new Set();
  const skipped = [];
  for (const check of CHECKS) {
    const begun = Date.now();
    say(`\n── ${check.name}`);
    const blocked = check.needs && failedChecks.has(check.needs);
    const totals = blocked ? { passed: 0, failed: 1, skipped: 0, names: [] } : await perform(check, node, env);
    for (const key of Object.keys(sum)) sum[key] += totals[key];
    skipped.push(...totals.names);
    if (totals.failed > 0) failedChecks.add(check.name);
    const counts =
      check.report && !blocked ? ` (${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped)` : '';
    lines.push(
      `${totals.failed > 0 ? 'FAILED' : 'ok    '} ${check.name}${counts}${blocked ? ', not run' : ''}, ${((Date.now() - begun) / 1000).toFixed(1)} s`,
    );
  }
  const electron =
    'The desktop shell ran on the double of electron (e2e/electron-double), browser mode on real Chromium.';
  process.stdout.write(
    [
      '',
      ...lines,
      electron,
      ...skipped.map((name) => `skipped: ${name}`),
      `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`,
      '',
    ].join('\n'),
  );
  if (sum.passed + sum.failed === 0) throw new Problem('No test ran.');
  return sum.failed > 0 ? 1 : 0;
});
