import {
  type ComparedSide,
  compareModels,
  HISTOGRAM_BINS,
  isReweighing,
  SCATTER_POINTS,
  scoreAgreement,
  spearman,
} from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { bookOf, currencyOf } from '../../views/book.ts';
import { moverRows } from '../../views/movers.ts';
import { money, orNull } from '../../views/rows.ts';
import { describeSource, resolveSource, snapshotUnder } from './sources.ts';

type Result = OutputOf<'whatif.compare'>;
const MOVERS = 50;
const SEED = 1;

const round = (score: number): number => Math.round(score * 100) / 100;

function sideOf({ summary, tiers, histogram }: ComparedSide): Result['sideA'] {
  return {
    withScore: summary.accounts,
    mean: summary.mean,
    atRiskAccounts: summary.atRiskAccounts,
    atRiskArr: money(summary.atRiskArr),
    tiers: tiers.map(({ accounts, arr }) => ({ accounts, arr: money(arr) })),
    histogram: [...histogram],
  };
}

function densityOf(density: Uint32Array): Result['density'] {
  const cells: Result['density'] = [];
  density.forEach((accounts, cell) => {
    if (accounts > 0) cells.push([Math.floor(cell / HISTOGRAM_BINS), cell % HISTOGRAM_BINS, accounts]);
  });
  return cells;
}

/** Any two models on one snapshot (30-method.md 5, points 3 and 4). */
export function compareHandler(context: ReadContext, input: ParsedInputOf<'whatif.compare'>): Result {
  const [left, right] = [resolveSource(context, input.a), resolveSource(context, input.b)];
  const book = bookOf(context, undefined, input.asOf);
  const before = { model: left.model, snapshot: snapshotUnder(context, book, left) };
  const after = { model: right.model, snapshot: snapshotUnder(context, book, right) };
  const compared = compareModels(before, after, book.arr, input.limit ?? MOVERS, book.facts.accounts.segment);
  const [a, b] = [before.snapshot.score, after.snapshot.score];
  const seed = input.seed ?? SEED;
  const { accounts, meanAbsoluteDifference, sample, density } = scoreAgreement(a, b, seed);
  const sampled = accounts.length > SCATTER_POINTS;
  const amount = ({ accounts: count, arr }: { accounts: number; arr: number }) => ({
    accounts: count,
    arr: money(arr),
  });
  const of = (column: Float64Array) => Float64Array.from(accounts, (account) => column[account] as number);
  return {
    asOf: isoFromDay(book.asOf),
    currency: currencyOf(context),
    a: describeSource(left),
    b: describeSource(right),
    rescored: !isReweighing(left.model, right.model),
    sideA: sideOf(compared.before),
    sideB: sideOf(compared.after),
    both: accounts.length,
    spearman: accounts.length < 3 ? null : orNull(spearman(of(a), of(b))),
    meanAbsoluteDifference: orNull(meanAbsoluteDifference),
    points: Array.from(sample, (account, at) => [round(a[account] as number), round(b[account] as number), at]),
    sampled,
    seed,
    names: Array.from(sample, (account) => {
      const record = book.records[account];
      return { accountId: record?.accountId ?? '', name: record?.name ?? '' };
    }),
    density: sampled ? densityOf(density) : [],
    migration: compared.migration.map(({ from, to, ...cell }) => ({ from, to, ...amount(cell) })),
    movedUp: amount(compared.movedUp),
    movedDown: amount(compared.movedDown),
    lostScore: amount(compared.lostScore),
    gainedScore: amount(compared.gainedScore),
    movers: moverRows(book, left.model.tiers, right.model.tiers, compared.movers),
    moversTotal: compared.moversTotal,
  };
}
