import { contributions, effectiveWeights, weightsOf } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Book } from '../../views/book.ts';
import { dimensionScores, orNull } from '../../views/rows.ts';
import { pointBefore, type SeriesPoint } from './series.ts';
import { signalsOf } from './signals.ts';

/** The model's dimensions with score, change, and contribution against the reference (30-method.md 2.6). */
export function dimensionsOf(
  book: Book,
  account: number,
  series: readonly SeriesPoint[],
  medians: Float64Array,
): AccountDetail['dimensions'] {
  const dims = dimensionScores(book, account);
  const hasScore = book.snapshot.state[account] !== 0;
  const parts = contributions(book.model, dims, medians);
  const weights = effectiveWeights(weightsOf(book.model), dims);
  const signals = signalsOf(book, account, book.model);
  const before = pointBefore(series, 90);
  return book.model.dimensions.map((dimension, index) => {
    const own = signals.filter((point) => point.dimension === dimension.id);
    return {
      id: dimension.id,
      name: dimension.name,
      weight: dimension.weight,
      effectiveWeight: (orNull(weights[index]) ?? 0) * 100,
      score: orNull(dims[index]),
      coverage: book.snapshot.dimensionCoverage[index]?.[account] ?? 0,
      change90: orNull((dims[index] ?? Number.NaN) - (before?.dimensions[index] ?? Number.NaN)),
      contribution: hasScore ? orNull(parts[index]) : null,
      reference: orNull(medians[index]),
      knownSignals: own.filter((point) => point.state !== 'missing').length,
      totalSignals: own.length,
    };
  });
}

/** H_ref of 30-method.md 2.6: the medians under the account's own renormalised weights; a missing median counts as 50. */
export function referenceComposite(dimensions: AccountDetail['dimensions']): number | null {
  const known = dimensions.filter((dimension) => dimension.contribution !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, dimension) => sum + (dimension.effectiveWeight / 100) * (dimension.reference ?? 50), 0);
}
