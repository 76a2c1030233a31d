import type { WhatIfSide } from '#electron/engine/index.ts';
import { createWhatIfKernel } from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { bookOf, currencyOf, memo } from '../../views/book.ts';
import { moverRows } from '../../views/movers.ts';
import { money, orNull } from '../../views/rows.ts';
import { withChange } from './sources.ts';

type Result = OutputOf<'whatif.run'>;
const MOVERS = 50;

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
  };
}
