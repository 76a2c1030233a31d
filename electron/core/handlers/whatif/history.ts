import {
  createHistoryReplay,
  type HistoryReplay,
  modelHash,
  type ReplayedWeek,
  type ReplayInput,
  scoreSnapshot,
} from '#electron/engine/index.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import { readSnapshotColumn } from '#electron/store/reads/snapshots.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay, weekCloseOf } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WorkControl } from '../../context.ts';
import { modelsOf, onboardingAmong } from '../../model-versions.ts';
import { arrOn, currencyOf, factsIndexOf, factsOf, headsOf, memo } from '../../views/book.ts';
import { money, orNull } from '../../views/rows.ts';
import { decodeSnapshot } from '../../views/snapshot-codec.ts';
import { accuracyPair, pairedRows } from './evidence.ts';
import { describeSource, resolveSource, type Source, storedFor } from './sources.ts';

type Result = OutputOf<'whatif.history'>;
type WeekSide = Result['weeks'][number]['before'];

/** Replays of versions that are held: one of 10,000 accounts and 104 weeks takes some 40 MB. */
const HELD_REPLAYS = 3;
/** Results held, so that the side that stays is not replayed with every step of a slider. */
const HELD_RESULTS = 8;

function held<T>(context: ReadContext, name: string, key: string, most: number, make: () => T): T {
  const all = memo(context, name, () => new Map<string, T>());
  const value = all.get(key) ?? make();
  all.delete(key);
  all.set(key, value);
  for (const old of all.keys()) if (all.size > most) all.delete(old);
  return value;
}

const isClosed = (asOf: number): boolean => weekCloseOf(asOf) === asOf;

function storedWeeks(context: ReadContext, model: HealthModel): ReplayInput[] {
  const { accounts } = factsOf(context);
  const onboarding = onboardingAmong(modelsOf(context).models, model);
  return headsOf(context, modelVersionOf(model)).map(({ id, asOf }) => ({
    // decoded aside of the cache of snapshots: a whole history would push out what views need
    snapshot: decodeSnapshot(
      (name) => readSnapshotColumn(context.db, id, name),
      asOf,
      model,
      onboarding,
      accounts.count,
    ),
    arr: arrOn(context, asOf),
    closed: isClosed(asOf),
  }));
}

/** The replay of a stored version's history; prepared once. */
export function replayOf(context: ReadContext, version: HealthModel): HistoryReplay {
  return held(context, 'what-if replays', modelVersionOf(version), HELD_REPLAYS, () =>
    createHistoryReplay(storedWeeks(context, version), factsOf(context).accounts.segment),
  );
}

/** Every week under a model; null when its rules were never scored. */
function storedSide(context: ReadContext, source: Source): readonly ReplayedWeek[] | null {
  const stored = storedFor(context, source);
  if (!stored) return null;
  return held(context, 'what-if results', `${modelVersionOf(stored)} ${modelHash(source.model)}`, HELD_RESULTS, () =>
    replayOf(context, stored).run(source.model),
  );
}

/** Measures and scores every week under a model that was never stored, on the days of the official history. */
function scoredSide(context: ReadContext, { model }: Source, step: (done: number) => void): readonly ReplayedWeek[] {
  const facts = factsOf(context);
  const index = factsIndexOf(context);
  const { models, official } = modelsOf(context);
  const onboarding = onboardingAmong(models, model);
  const heads = headsOf(context, modelVersionOf(official));
  const weeks = heads.map(({ asOf }, week): ReplayInput => {
    step(week / heads.length);
    return {
      snapshot: scoreSnapshot(facts, model, asOf, index, { onboarding }),
      arr: arrOn(context, asOf),
      closed: isClosed(asOf),
    };
  });
  return createHistoryReplay(weeks, facts.accounts.segment).run(model);
}

function sideOf(week: ReplayedWeek): WeekSide {
  return {
    mean: orNull(week.mean),
    withScore: week.withScore,
    atRiskAccounts: week.atRiskAccounts,
    atRiskArr: money(week.atRiskArr),
    down: [...week.down],
    up: [...week.up],
  };
}

function entriesOf(weeks: readonly ReplayedWeek[]): Result['entries']['before'] {
  const total = (of: 'down' | 'up'): number =>
    weeks.reduce((sum, week) => sum + week[of].reduce((all, count) => all + count, 0), 0);
  const [down, up] = [total('down'), total('up')];
  const closed = weeks.filter((week) => week.closed).length;
  return { down, up, perWeek: closed === 0 ? 0 : (down + up) / closed };
}

function resultOf(
  context: ReadContext,
  sides: { readonly against: Source; readonly source: Source },
  before: readonly ReplayedWeek[],
  after: readonly ReplayedWeek[],
  accuracy: Pick<Result, 'accuracy' | 'accuracyGap'>,
): Result {
  // two versions may have been scored over different days: only those of both are compared
  const byDay = new Map(after.map((week) => [week.asOf, week]));
  const days = before.flatMap((week) => {
    const other = byDay.get(week.asOf);
    return other ? [[week, other] as const] : [];
  });
  return {
    before: describeSource(sides.against),
    after: describeSource(sides.source),
    dataRevision: readDataRevision(context.db),
    currency: currencyOf(context),
    weeks: days.map(([was, now]) => ({
      asOf: isoFromDay(was.asOf),
      closed: was.closed,
      before: sideOf(was),
      after: sideOf(now),
    })),
    entries: { before: entriesOf(days.map(([was]) => was)), after: entriesOf(days.map(([, now]) => now)) },
    ...accuracy,
  };
}

function accuracyOf(
  context: ReadContext,
  against: Source,
  source: Source,
  allowScoring: boolean,
): Pick<Result, 'accuracy' | 'accuracyGap'> {
  const rows = pairedRows(context, against, source, { allowScoring });
  return 'gap' in rows
    ? { accuracy: null, accuracyGap: rows.gap }
    : { accuracy: accuracyPair(context, against, source, rows), accuracyGap: null };
}

/** The whole stored history re-weighed: fast enough while a hand is on a slider (30-method.md 5, points 2 and 4). */
export function historyHandler(context: ReadContext, input: ParsedInputOf<'whatif.history'>): Result {
  const source = resolveSource(context, input.source);
  const against = resolveSource(context, input.against ?? {});
  const before = storedSide(context, against);
  const after = storedSide(context, source);
  if (!before)
    throw new AppError(
      'no_scores',
      `There are no scores under ${modelVersionOf(against.base)} yet. Score the workspace first.`,
    );
  if (!after)
    throw new AppError(
      'bad_request',
      'The rules differ from those of every stored model: its history has to be scored again (whatif.replay).',
    );
  const accuracy = input.accuracy
    ? accuracyOf(context, against, source, false)
    : { accuracy: null, accuracyGap: 'Accuracy was not asked for.' };
  return resultOf(context, { against, source }, before, after, accuracy);
}

/** The whole history under any two models, scored again where it has to be. */
export function replayHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.replay'>,
  control: WorkControl,
): Result {
  const step = (label: string, share: number): void => {
    if (control.isCancelled()) throw new AppError('cancelled', 'Scoring the history under the draft was cancelled.');
    control.onProgress(label, share, null);
  };
  step('Reading facts', 0);
  const source = resolveSource(context, input.source);
  const against = resolveSource(context, input.against ?? {});
  const side = (of: Source, from: number): readonly ReplayedWeek[] =>
    storedSide(context, of) ?? scoredSide(context, of, (done) => step('Scoring the history', from + 0.4 * done));
  const before = side(against, 0.05);
  const after = side(source, 0.5);
  step('Comparing with what came after', 0.9);
  return resultOf(context, { against, source }, before, after, accuracyOf(context, against, source, true));
}
