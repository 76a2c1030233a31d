import {
  type ComparedSide,
  columnsOf,
  compareModels,
  computeSignals,
  type DimensionScores,
  type SignalTable,
  scoreColumns,
  snapshotOf,
} from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelRemarks } from '../model-remarks.ts';
import { modelsOf, onboardingAmong } from '../model-versions.ts';
import { type Book, bookOf, currencyOf, memo } from '../views/book.ts';
import { moverRows } from '../views/movers.ts';
import { money } from '../views/rows.ts';

type Preview = OutputOf<'models.preview'>;
type Side = Preview['result']['before'];
const MOVERS = 50;

function describeSide(model: HealthModel, { summary, tiers, histogram }: ComparedSide): Side {
  return {
    weights: Object.fromEntries(model.dimensions.map((dimension) => [dimension.id, dimension.weight])),
    mean: summary.mean,
    atRiskAccounts: summary.atRiskAccounts,
    atRiskArr: money(summary.atRiskArr),
    withScore: summary.accounts,
    tiers: model.tiers.map(({ name, role, from }, index) => ({
      name,
      role,
      from,
      accounts: tiers[index]?.accounts ?? 0,
      arr: money(tiers[index]?.arr ?? 0),
    })),
    histogram: [...histogram],
  };
}

/** What of a model its signals are measured by. */
const measuredBy = ({ signalOptions, seasonalPolicy }: HealthModel): string =>
  JSON.stringify([signalOptions, seasonalPolicy]);

type HeldSignals = { key: string; table: SignalTable | null };

/**
 * Signals as the draft measures them: those of the book, unless the draft has other targets or another seasonal policy.
 * One further table is held, that of the last policies asked for: a table is large.
 */
function signalsFor(context: ReadContext, book: Book, draft: HealthModel): SignalTable {
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
 * An unsaved model against the official version on one snapshot. The signals of the day stay in memory while a model is
 * edited, so that a step costs the scoring of one day.
 */
export function previewModelHandler(context: ReadContext, input: ParsedInputOf<'models.preview'>): Preview {
  const draft: HealthModel = input.draft;
  const book = bookOf(context, undefined, input.asOf);
  const { segment } = book.facts.accounts;
  const known = modelsOf(context).models;
  const signals = signalsFor(context, book, draft);
  const snapshot = snapshotOf(draft, signals, segment, book.snapshot.status, {
    onboarding: onboardingAmong(known, draft),
    dimensions: dimensionsFor(context, book, signals, draft),
  });
  const after = { model: draft, snapshot };
  const compared = compareModels(book, after, book.arr, input.limit ?? MOVERS);
  const tierNames = (from: number, to: number) => ({
    from: book.model.tiers[from]?.name ?? '',
    to: draft.tiers[to]?.name ?? '',
  });
  const amount = ({ accounts, arr }: { accounts: number; arr: number }) => ({ accounts, arr: money(arr) });
  return {
    result: {
      asOf: isoFromDay(book.asOf),
      modelVersion: book.modelVersion,
      currency: currencyOf(context),
      before: describeSide(book.model, compared.before),
      after: describeSide(draft, compared.after),
      migration: compared.migration.map((cell) => ({ ...tierNames(cell.from, cell.to), ...amount(cell) })),
      lostScore: amount(compared.lostScore),
      gainedScore: amount(compared.gainedScore),
      movedUp: amount(compared.movedUp),
      movedDown: amount(compared.movedDown),
      movers: moverRows(book, draft.tiers, compared.movers),
      moversTotal: compared.moversTotal,
    },
    remarks: modelRemarks(draft, known),
  };
}
