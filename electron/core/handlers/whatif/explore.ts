import { dirichletWeights, explore, NO_TIER } from '#electron/engine/index.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../../context.ts';
import { DEFAULT_SEED, six } from '../../validation/numbers.ts';
import { orNull } from '../../views/rows.ts';
import { aucReader } from './evidence.ts';
import { describeSource, weighing } from './sources.ts';

type Result = OutputOf<'whatif.explore'>;
const SAMPLES = 1000;
const CONCENTRATION = 50;
const ROWS = 500;
const TENTHS = 10;

/** Many models near this one: accuracy against tier churn, and how sure each tier is (30-method.md 5, point 7). */
export function exploreHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.explore'>,
  control: WorkControl,
): Result {
  const step = (share: number): void => {
    if (control.isCancelled()) throw new AppError('cancelled', 'The exploration was cancelled.');
    control.onProgress('Trying weights', share, null);
  };
  step(0);
  const { book, source, kernel } = weighing(context, input.source, input.asOf);
  const { model } = source;
  const concentration = input.concentration ?? CONCENTRATION;
  const seed = input.seed ?? DEFAULT_SEED;
  const wanted = input.samples ?? SAMPLES;
  const drawn = dirichletWeights(
    model.dimensions.map(({ weight }) => weight),
    {
      samples: wanted,
      concentration,
      seed,
      ...(input.withinDocumented ? { ranges: model.dimensions.map(({ documentedRange }) => documentedRange) } : {}),
    },
  );
  if (drawn.samples.length === 0)
    throw new AppError(
      'bad_request',
      'No weights near these ones lie within the documented ranges. Move the weights into them, or explore without.',
    );
  const aucOf = aucReader(context, source);
  const { points, tier, counts } = explore(kernel, model, book.arr, drawn.samples, {
    ...(aucOf ? { aucOf } : {}),
    onSample: (done) => {
      if (done % 10 === 0) step(done / drawn.samples.length);
    },
  });
  const tiers = model.tiers.length;
  const confidence = new Array<number>(TENTHS).fill(0);
  const sure: { row: number; share: number }[] = [];
  for (let row = 0; row < tier.length; row++) {
    const own = tier[row] as number;
    if (own === NO_TIER) continue;
    const share = (counts[row * tiers + own] as number) / drawn.samples.length;
    const bin = Math.min(TENTHS - 1, Math.floor(share * TENTHS));
    confidence[bin] = (confidence[bin] as number) + 1;
    if (share < 1) sure.push({ row, share });
  }
  const score = kernel.run(
    model.dimensions.map(({ weight }) => weight),
    undefined,
    model,
  ).score;
  const arrOf = (row: number): number => book.arr[kernel.accounts[row] as number] || 0;
  sure.sort((a, b) => a.share - b.share || arrOf(b.row) - arrOf(a.row) || a.row - b.row);
  return {
    asOf: isoFromDay(book.asOf),
    source: describeSource(source),
    dataRevision: readDataRevision(context.db),
    seed,
    concentration,
    samples: drawn.samples.length,
    rejected: drawn.rejected,
    accounts: kernel.accounts.length,
    dimensions: model.dimensions.map(({ id, name }) => ({ id, name })),
    points: points.map(({ weights, changed, auc }) => ({
      weights: Array.from(weights, (weight) => Math.round(weight * 1000) / 1000),
      changed,
      rocAuc: six(auc),
    })),
    currentAuc: aucOf ? six(aucOf(model.dimensions.map(({ weight }) => weight))) : null,
    confidence,
    rows: sure.slice(0, input.limit ?? ROWS).flatMap(({ row, share }) => {
      const account = kernel.accounts[row] as number;
      const record = book.records[account];
      const own = model.tiers[tier[row] as number];
      if (!record || !own) return [];
      return [
        {
          accountId: record.accountId,
          name: record.name,
          arr: orNull(book.arr[account]),
          score: orNull(score[row]),
          tier: own.name,
          role: own.role,
          confidence: share,
          shares: model.tiers.map((_, at) => (counts[row * tiers + at] as number) / drawn.samples.length),
        },
      ];
    }),
    rowsTotal: sure.length,
  };
}
