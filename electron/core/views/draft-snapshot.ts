import {
  columnsOf,
  computeSignals,
  type DimensionScores,
  type SignalTable,
  type Snapshot,
  scoreColumns,
  snapshotOf,
} from '#electron/engine/index.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelsOf, onboardingAmong } from '../model-versions.ts';
import { type Book, memo } from './book.ts';

/** What of a model its signals are measured by. */
const measuredBy = ({ signalOptions, seasonalPolicy }: HealthModel): string =>
  JSON.stringify([signalOptions, seasonalPolicy]);

type HeldSignals = { key: string; table: SignalTable | null };

/**
 * Signals as the draft measures them: those of the book, unless the draft has other targets or another seasonal policy.
 * One further table is held, that of the last policies asked for: a table is large.
 */
export function signalsFor(context: ReadContext, book: Book, draft: HealthModel): SignalTable {
  if (measuredBy(draft) === measuredBy(book.model)) return book.signals;
  const held = memo<HeldSignals>(context, 'signals of a draft', () => ({ key: '', table: null }));
  const key = `${book.asOf} ${measuredBy(draft)}`;
  if (held.table === null || held.key !== key) {
    held.table = computeSignals(book.facts, book.asOf, draft, 0, book.facts.accounts.count, book.index, {
      values: true,
      onBlock: book.pause,
    });
    held.key = key;
  }
  return held.table;
}

/** Dimensions held while models are edited. */
const HELD_DIMENSIONS = 24;

/** Dimension scores of the draft; a dimension that is scored as in one of the steps before is not computed again. */
function dimensionsFor(context: ReadContext, book: Book, table: SignalTable, draft: HealthModel): DimensionScores {
  const held = memo(context, 'dimensions of drafts', () => new Map<string, DimensionScores>());
  const { minDimensionCoverage } = draft.missingPolicy;
  const tilts = draft.tiltsEnabled ? draft.segmentTilts : [];
  const dimensions = draft.dimensions.map((dimension) => {
    const key = JSON.stringify([book.asOf, measuredBy(draft), dimension.scoring, minDimensionCoverage, tilts]);
    const alone = { ...draft, dimensions: [dimension] };
    const known = held.get(key) ?? scoreColumns(alone, columnsOf(table), book.facts.accounts.segment);
    held.delete(key);
    held.set(key, known);
    return known;
  });
  for (const key of held.keys()) if (held.size > HELD_DIMENSIONS) held.delete(key);
  // copies: a snapshot writes into its columns
  const columns = (of: 'scores' | 'coverage') =>
    dimensions.flatMap((known) => known[of].map((column) => column.slice()));
  return { scores: columns('scores'), coverage: columns('coverage') };
}

/**
 * The snapshot of a book's day under a model that was never stored. The signals of the day stay in memory while a model is
 * edited, so that a step costs the scoring of one day.
 */
export function draftSnapshot(context: ReadContext, book: Book, draft: HealthModel): Snapshot {
  const signals = signalsFor(context, book, draft);
  return snapshotOf(draft, signals, book.facts.accounts.segment, book.snapshot.status, {
    onboarding: onboardingAmong(modelsOf(context).models, draft),
    dimensions: dimensionsFor(context, book, signals, draft),
  });
}
