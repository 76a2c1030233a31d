import { indexFacts, scoreSnapshot } from '#electron/engine/index.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { getMeta } from '#electron/store/reads/ledger.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { dropSnapshots, snapshotWriter } from '#electron/store/writes/snapshots.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { type Day, dayFromEpochMs, dayFromIso, isoFromDay, NO_DAY, weekCloseOf } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { modelOf, onboardingModel } from '../model-versions.ts';
import { encodeSnapshot } from '../views/snapshot-codec.ts';

/** Weekly snapshots reach at most five years back. */
const MAX_WEEKS = 260;

type ScoreOptions = {
  readonly model?: string | undefined;
  readonly asOf?: Day | undefined;
  readonly from?: Day | undefined;
  readonly replaceAll: boolean;
};

/** First day something was measured (contracts and outcomes may lie years before the first measurement). */
function firstMeasuredDay(facts: Facts): Day {
  let first = Number.POSITIVE_INFINITY;
  for (const column of [
    facts.usage.day,
    facts.tickets.openedDay,
    facts.surveys.sentDay,
    facts.touchpoints.day,
    facts.invoices.issuedDay,
  ]) {
    for (const day of column) if (day !== NO_DAY && day < first) first = day;
  }
  return Number.isFinite(first) ? first : facts.firstFactDay;
}

/** The Sundays that close the weeks in [from, asOf), then the as-of day itself. */
export function snapshotDays(from: Day, asOf: Day): Day[] {
  const days: Day[] = [];
  for (let day = Math.max(weekCloseOf(from), weekCloseOf(asOf) - 7 * MAX_WEEKS); day < asOf; day += 7) days.push(day);
  days.push(asOf);
  return days;
}

/** As-of day of the data: the newest dated fact, never later than today; a date given at `init` wins. */
function datasetAsOf(context: WriteContext, facts: Facts): Day {
  const pinned = getMeta(context.db, 'as_of');
  const pinnedDay = pinned === null ? null : dayFromIso(pinned);
  if (pinnedDay !== null) return pinnedDay;
  if (facts.lastFactDay === NO_DAY)
    throw new AppError(
      'no_scores',
      'There is nothing to score yet: import accounts together with usage, tickets, surveys, invoices or contracts.',
    );
  return Math.min(facts.lastFactDay, dayFromEpochMs(context.now()));
}

/** Computes weekly snapshots and stores them in one transaction; cancelling or a crash leaves the old ones. */
export function scoreHistory(
  context: WriteContext,
  options: ScoreOptions,
  control: WorkControl,
): OutputOf<'score.run'> {
  const started = performance.now();
  const model = modelOf(context, options.model);
  const modelVersion = modelVersionOf(model);
  control.onProgress('Reading facts', 0, null);
  const facts = readFacts(context.db);
  if (facts.accounts.count === 0)
    throw new AppError('no_scores', 'There are no accounts to score yet: import an accounts file first.');
  const asOf = options.asOf ?? datasetAsOf(context, facts);
  const firstDay = firstMeasuredDay(facts);
  const days = snapshotDays(options.from ?? (firstDay === NO_DAY ? asOf : Math.min(firstDay, asOf)), asOf);
  const index = indexFacts(facts);
  const onboarding = onboardingModel(context, model);
  const computedAt = context.now();

  const last = { scored: 0, provisional: 0, unscored: 0 };
  let stored = 0;
  context.db
    .transaction(() => {
      const writer = snapshotWriter(context.db);
      const kept: Day[] = [];
      days.forEach((day, position) => {
        if (control.isCancelled())
          throw new AppError('cancelled', 'Scoring was cancelled; the earlier scores are unchanged.');
        control.onProgress(`Scoring ${isoFromDay(day)}`, position / days.length, null);
        const snapshot = scoreSnapshot(facts, model, day, index, { onboarding });
        let scored = 0;
        let provisional = 0;
        let active = 0;
        let sum = 0;
        for (let account = 0; account < snapshot.state.length; account++) {
          if (snapshot.status[account] === 1) active += 1;
          if (snapshot.state[account] === 2) {
            scored += 1;
            sum += snapshot.score[account] ?? 0;
          } else if (snapshot.state[account] === 1) {
            provisional += 1;
          }
        }
        last.scored = scored;
        last.provisional = provisional;
        last.unscored = active - scored - provisional;
        if (stored === 0 && scored + provisional === 0 && day !== asOf) return;
        writer.put({
          modelVersion,
          asOf: day,
          computedAt,
          accounts: active,
          scored,
          provisional,
          unscored: last.unscored,
          meanMicro: scored === 0 ? null : Math.round((sum / scored) * 1e6),
          columns: encodeSnapshot(snapshot, model, onboarding),
        });
        kept.push(day);
        stored += 1;
      });
      if (options.replaceAll) writer.dropOthers(modelVersion, kept);
      bumpRevision(context.db);
    })
    .immediate();
  return {
    modelVersion,
    asOf: isoFromDay(asOf),
    snapshots: stored,
    accountsScored: last.scored,
    provisional: last.provisional,
    unscored: last.unscored,
    ms: Math.round(performance.now() - started),
  };
}

function toDay(text: string | undefined, name: string): Day | undefined {
  if (text === undefined) return undefined;
  const day = dayFromIso(text);
  if (day === null) throw new AppError('bad_request', `${name} is not a date that exists: ${text}.`);
  return day;
}

export function scoreHandler(
  context: WriteContext,
  input: ParsedInputOf<'score.run'>,
  control: WorkControl,
): OutputOf<'score.run'> {
  const asOf = toDay(input.asOf, 'The as-of date');
  const from = toDay(input.from, 'The first date');
  if (asOf !== undefined && from !== undefined && from > asOf)
    throw new AppError('bad_request', 'The first date lies after the as-of date.');
  return scoreHistory(
    context,
    { model: input.model, asOf, from, replaceAll: asOf === undefined && from === undefined },
    control,
  );
}

/**
 * Scores the whole history after rows were imported or undone. They are stored: that there is nothing to score (any more), or
 * that scoring was cancelled, does not make the import or the undo fail.
 */
export function scoreAfterImport(context: WriteContext, control: WorkControl): void {
  try {
    scoreHistory(context, { replaceAll: true }, control);
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'no_scores' && error.code !== 'cancelled')) throw error;
    if (error.code === 'no_scores')
      context.db
        .transaction(() => {
          dropSnapshots(context.db);
          bumpRevision(context.db);
        })
        .immediate();
  }
}
