// One engine's steps, or the history of one workspace through the core, in a process of its own: prints one line of JSON.
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createReadContext } from '#electron/core/context.ts';
import { officialModel } from '#electron/core/model-versions.ts';
import { arrOn, headsOf } from '#electron/core/views/book.ts';
import { decodeSnapshot } from '#electron/core/views/snapshot-codec.ts';
import { withSession } from '#electron/hosts/cli/session.ts';
import { closeWriter, openReader, openWriter } from '#electron/store/open.ts';
import { readSnapshotColumn } from '#electron/store/reads/snapshots.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import { ROOT } from '../support/paths.ts';
import { duckSteps, runSteps, STEP_WEIGHTS } from './kernel.ts';
import { FIRST_START, lastDay } from './score-data.ts';

const [work = '', path = '', amount = '', weeks = ''] = process.argv.slice(2);
const OUTCOME_EVERY = 11;

/** Notes a churn of every eleventh account, on days spread over the history, so that there is something to be accurate about. */
function churn(): void {
  const db = openWriter(path);
  const [accounts, last] = [Number(amount), lastDay({ accounts: Number(amount), weeks: Number(weeks) })];
  const span = last - FIRST_START - 500;
  const add = db.prepare(
    `INSERT INTO outcome (natural_key, account, date, outcome, batch_id) VALUES (@key, @account, @date, 'churn', 1)`,
  );
  db.transaction(() => {
    for (let account = OUTCOME_EVERY; account <= accounts; account += OUTCOME_EVERY)
      add.run({ key: `churn-${account}`, account, date: last - ((account * 7919) % span) });
  })();
  closeWriter(db);
}

/** The stored dimension scores of every week, for a peer. */
function exportHistory(folder: string): void {
  const db = openReader(path);
  const context = createReadContext({ db, path, resourcesDir: join(ROOT, 'resources'), version: '0', now: Date.now });
  const model = officialModel(context);
  const accounts = Number(amount);
  const heads = headsOf(context, modelVersionOf(model));
  const snapshots = heads.map(({ id, asOf }) =>
    decodeSnapshot((name) => readSnapshotColumn(db, id, name), asOf, model, null, accounts),
  );
  const add = (name: string, column: Float64Array): void => writeFileSync(join(folder, name), column, { flag: 'a' });
  for (const [d] of model.dimensions.entries())
    for (const { dimensions, dimensionCoverage, status } of snapshots) {
      const value = (dimensions[d] ?? new Float64Array(accounts)).map((own, row) =>
        status[row] === 1 ? own : Number.NaN,
      );
      add('x.f64', value);
      const inner = value.map((own, row) => (Number.isNaN(own) ? 0 : (dimensionCoverage[d]?.[row] ?? 0)));
      add('inner.f64', inner);
    }
  for (const { asOf } of heads) add('arr.f64', Float64Array.from(arrOn(context, asOf)));
  writeFileSync(
    join(folder, 'history.json'),
    JSON.stringify({
      weeks: heads.length,
      accounts,
      provisional: model.missingPolicy.minProvisionalCoverage,
      weights: STEP_WEIGHTS,
    }),
  );
  db.close();
}

/** Replies of `whatif.history` as the window asks for them, without and with the accuracy; weights differ every time. */
async function history(steps: number): Promise<object> {
  process.env['BELLWETHER_DATA_DIR'] = dirname(path);
  return withSession(path, async (session) => {
    const { models } = await session.call('models.list', {});
    const model = models.find(({ active }) => active);
    const ask = async (step: number, accuracy: boolean) => {
      const own = STEP_WEIGHTS[step % STEP_WEIGHTS.length] ?? [];
      const weights = Object.fromEntries(model?.dimensions.map(({ id }, d) => [id, own[d] ?? 0]) ?? []);
      const begun = performance.now();
      const reply = await session.call('whatif.history', { source: { change: { weights } }, accuracy });
      return { ms: performance.now() - begun, reply };
    };
    const first = await ask(0, false);
    const next: number[] = [];
    for (let step = 2; step < steps + 2; step += 1) next.push((await ask(step, false)).ms);
    const firstAccuracy = await ask(steps + 2, true);
    const accuracy: number[] = [];
    for (let step = 3; step < steps + 3; step += 1) accuracy.push((await ask(steps + step, true)).ms);
    const { reply } = await ask(1, false);
    const after = reply.weeks.map((week) => week.after);
    return {
      first: first.ms,
      next,
      firstAccuracy: firstAccuracy.ms,
      accuracy,
      gap: firstAccuracy.reply.accuracyGap,
      bytes: [first, firstAccuracy].map((asked) => JSON.stringify(asked.reply).length),
      peakKb: process.resourceUsage().maxRSS,
      sample: [
        ...after.map(({ mean }) => mean ?? Number.NaN),
        ...after.map(({ atRiskAccounts }) => atRiskAccounts),
        ...after.map(({ atRiskArr }) => atRiskArr),
      ],
    };
  });
}

const peakKb = (): number => process.resourceUsage().maxRSS;
const WORKS: Readonly<Record<string, () => object | Promise<object>>> = {
  bellwether: () => ({ ...runSteps(path, Number(amount)), peakKb: peakKb() }),
  duckdb: async () => ({ ...(await duckSteps(path, Number(amount))), peakKb: peakKb() }),
  churn: () => {
    churn();
    return {};
  },
  export: () => {
    exportHistory(dirname(path));
    return {};
  },
  history: () => history(Number(amount)),
};

console.log(JSON.stringify(await WORKS[work]?.()));
