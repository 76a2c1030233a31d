import { compareModels, modelDifferences, modelHash } from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import type { PromotionSummary } from '#shared/contract/promotion.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WorkControl } from '../../context.ts';
import { officialModel } from '../../model-versions.ts';
import { recordedLook } from '../../promotion-records.ts';
import { DEFAULT_SEED } from '../../validation/numbers.ts';
import { type Book, bookOf } from '../../views/book.ts';
import { money } from '../../views/rows.ts';
import { judgeRows, triedCount } from './accuracy.ts';
import { accuracyPair, pairedRows } from './evidence.ts';
import { resolveSource, type Source, snapshotUnder } from './sources.ts';

const RESAMPLES = 2000;

/** The newest day; null before the first scoring. */
function newestBook(context: ReadContext): Book | null {
  try {
    return bookOf(context, undefined, undefined);
  } catch (error) {
    if (error instanceof AppError && error.code === 'no_scores') return null;
    throw error;
  }
}

function migrationOf(
  context: ReadContext,
  book: Book,
  against: Source,
  source: Source,
): NonNullable<PromotionSummary['migration']> {
  const compared = compareModels(
    book,
    { model: source.model, snapshot: snapshotUnder(context, book, source) },
    book.arr,
    0,
  );
  const amount = ({ accounts, arr }: { accounts: number; arr: number }) => ({ accounts, arr: money(arr) });
  return {
    asOf: isoFromDay(book.asOf),
    movedUp: amount(compared.movedUp),
    movedDown: amount(compared.movedDown),
    lostScore: amount(compared.lostScore),
    gainedScore: amount(compared.gainedScore),
    cells: compared.migration.map(({ from, to, ...cell }) => ({
      from: against.model.tiers[from]?.name ?? '',
      to: source.model.tiers[to]?.name ?? '',
      ...amount(cell),
    })),
  };
}

/** What is known of a version before it is made the official one (30-method.md 5, points 5 and 11). */
export function promotionEvidenceHandler(
  context: ReadContext,
  input: ParsedInputOf<'models.evidence'>,
  control: WorkControl,
): PromotionSummary {
  const step = (share: number): void => {
    if (control.isCancelled()) throw new AppError('cancelled', 'The comparison was cancelled.');
    control.onProgress('Comparing with the official version', share, null);
  };
  step(0);
  const official = officialModel(context);
  const against: Source = { label: official.name, model: official, base: official };
  const source = resolveSource(context, { model: input.model });
  if (modelVersionOf(source.model) === modelVersionOf(official))
    throw new AppError('bad_request', `${modelVersionOf(official)} is the official version already.`);
  const hash = modelHash(source.model);
  const known = {
    modelHash: hash,
    differences: modelDifferences(official, source.model).length,
    tried: triedCount(context, source, against).count,
  };
  const book = newestBook(context);
  if (!book)
    return {
      ...known,
      migration: null,
      validation: null,
      gap: 'Nothing is scored yet, so that no account moves and no score can be compared with what came after.',
      sealed: null,
    };
  const migration = migrationOf(context, book, against, source);
  const judge = (part: 'open' | 'sealed', from: number) => {
    const rows = pairedRows(context, against, source, { part, allowScoring: true });
    if ('gap' in rows) return rows;
    const { difference, recommendation } = judgeRows(context, against, source, rows, {
      seed: DEFAULT_SEED,
      resamples: RESAMPLES,
      onStep: (share) => step(from + 0.4 * share),
    });
    return { accuracy: accuracyPair(context, against, source, rows), rocAuc: difference.rocAuc, ...recommendation };
  };
  step(0.1);
  const validation = judge('open', 0.1);
  if ('gap' in validation) return { ...known, migration, validation: null, gap: validation.gap, sealed: null };
  const landmark = validation.accuracy.sealed;
  const open = (day: string): PromotionSummary['sealed'] => {
    const look = judge('sealed', 0.5);
    return 'gap' in look
      ? null
      : { ...look, landmark: day, against: modelVersionOf(official), openedAt: context.now() };
  };
  const told = landmark === null ? null : recordedLook(context.db, hash, landmark);
  return {
    ...known,
    migration,
    validation,
    gap: null,
    sealed: told ?? (input.unseal && landmark !== null ? open(landmark) : null),
  };
}
