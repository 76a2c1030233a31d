import type { WhatIfKernel, WhatIfSide } from '#electron/engine/index.ts';
import { createWhatIfKernel } from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { AT_RISK_SCORE, type HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf, currencyOf, memo } from '../../views/book.ts';
import { moverRows } from '../../views/movers.ts';
import { money, orNull } from '../../views/rows.ts';
import { withChange } from './sources.ts';

type Result = OutputOf<'whatif.run'>;
const MOVERS = 50;
const CSMS = 200;

function sideOf(model: HealthModel, side: WhatIfSide): Result['before'] {
  return {
    weights: Object.fromEntries(model.dimensions.map(({ id, weight }) => [id, weight])),
    mean: orNull(side.mean),
    atRiskAccounts: side.atRiskAccounts,
    atRiskArr: money(side.atRiskArr),
    withScore: side.accounts,
    tiers: model.tiers.map((tier, index) => ({
      name: tier.name,
      role: tier.role,
      from: tier.from,
      accounts: side.tierAccounts[index] ?? 0,
      arr: money(side.tierArr[index] ?? 0),
    })),
    histogram: Array.from(side.histogram),
  };
}

/** Accounts at risk by CSM before and after the last run of the kernel; accounts in onboarding stay as they are. */
function workloadOf(book: Book, kernel: WhatIfKernel, score: Float64Array, tier: Uint8Array): Result['workload'] {
  const none = () => ({ accounts: 0, arr: 0 });
  const byCsm = new Map<
    string | null,
    { accounts: number; before: ReturnType<typeof none>; after: ReturnType<typeof none>; up: number; down: number }
  >();
  const { snapshot, arr, records } = book;
  const take = (account: number, now: number, to: number): void => {
    const csm = records[account]?.csm ?? null;
    const entry = byCsm.get(csm) ?? { accounts: 0, before: none(), after: none(), up: 0, down: 0 };
    byCsm.set(csm, entry);
    const was = snapshot.score[account] as number;
    const value = arr[account] as number;
    const known = Number.isNaN(value) ? 0 : value;
    entry.accounts++;
    for (const [side, health] of [
      [entry.before, was],
      [entry.after, now],
    ] as const) {
      if (!(health < AT_RISK_SCORE)) continue;
      side.accounts++;
      side.arr += known;
    }
    const from = snapshot.tier[account] as number;
    if (Number.isNaN(was) || Number.isNaN(now)) return;
    if (to < from) entry.up++;
    if (to > from) entry.down++;
  };
  const seen = new Uint8Array(snapshot.score.length);
  kernel.accounts.forEach((account, row) => {
    seen[account] = 1;
    take(account, score[row] as number, tier[row] as number);
  });
  snapshot.score.forEach((health, account) => {
    if (seen[account] === 0 && !Number.isNaN(health)) take(account, health, snapshot.tier[account] as number);
  });
  return [...byCsm]
    .map(([csm, { accounts, before, after, up, down }]) => ({
      csm,
      accounts,
      before: { atRiskAccounts: before.accounts, atRiskArr: money(before.arr) },
      after: { atRiskAccounts: after.accounts, atRiskArr: money(after.arr) },
      movedUp: up,
      movedDown: down,
    }))
    .sort((a, b) => b.after.atRiskAccounts - a.after.atRiskAccounts || b.accounts - a.accounts)
    .slice(0, CSMS);
}

/** One step of the slider: re-weights the snapshot in memory and answers aggregates only. */
export function whatIfHandler(context: ReadContext, input: ParsedInputOf<'whatif.run'>): Result {
  const book = bookOf(context, input.model, input.asOf);
  const { model } = book;
  const { weights, bounds, overlays, coverage, flagPolicy } = input;
  const changed = withChange(model, { weights, bounds, overlays, coverage, flagPolicy });
  const kernel = memo(context, `kernel ${book.modelVersion} ${book.asOf}`, () =>
    createWhatIfKernel({ model, snapshot: book.snapshot, arr: book.arr, segments: book.facts.accounts.segment }),
  );
  const result = kernel.run(
    changed.dimensions.map(({ weight }) => weight),
    undefined,
    changed,
  );
  const { movers, total } = kernel.movers(input.limit ?? MOVERS);
  const tiers = model.tiers.length;
  const migration: Result['migration'] = [];
  for (let from = 0; from < tiers; from++) {
    for (let to = 0; to < tiers; to++) {
      const accounts = result.migrationAccounts[from * (tiers + 1) + to] ?? 0;
      if (accounts > 0)
        migration.push({
          from: model.tiers[from]?.name ?? '',
          to: model.tiers[to]?.name ?? '',
          accounts,
          arr: money(result.migrationArr[from * (tiers + 1) + to] ?? 0),
        });
    }
  }
  const noScore = (cell: (tier: number) => number): { accounts: number; arr: number } => {
    let accounts = 0;
    let arr = 0;
    for (let tier = 0; tier < tiers; tier++) {
      accounts += result.migrationAccounts[cell(tier)] ?? 0;
      arr += result.migrationArr[cell(tier)] ?? 0;
    }
    return { accounts, arr: money(arr) };
  };
  return {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    currency: currencyOf(context),
    before: sideOf(model, result.before),
    after: sideOf(changed, result.after),
    migration,
    lostScore: noScore((tier) => tier * (tiers + 1) + tiers),
    gainedScore: noScore((tier) => tiers * (tiers + 1) + tier),
    movedUp: { accounts: result.movedUp.accounts, arr: money(result.movedUp.arr) },
    movedDown: { accounts: result.movedDown.accounts, arr: money(result.movedDown.arr) },
    movers: moverRows(book, model.tiers, model.tiers, movers),
    moversTotal: total,
    ...(input.workload ? { workload: workloadOf(book, kernel, result.score, result.tier) } : {}),
  };
}
