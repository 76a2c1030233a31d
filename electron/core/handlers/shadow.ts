import { type ConfirmedEntry, modelHash, type ReplayedWeek } from '#electron/engine/index.ts';
import { readShadowRuns, type StoredShadowRun } from '#electron/store/reads/shadow-runs.ts';
import { countSnapshots, readSnapshotHeads } from '#electron/store/reads/snapshots.ts';
import { addShadowRun, endShadowRun, resumeShadowRun } from '#electron/store/writes/shadow-runs.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { type Day, dayFromEpochMs, dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WorkContext, WorkControl, WriteContext } from '../context.ts';
import { modelOf, modelsOf, officialModel } from '../model-versions.ts';
import { bookOf } from '../views/book.ts';
import { orNull } from '../views/rows.ts';
import { saveModelHandler } from './models.ts';
import { scoreHistory } from './score.ts';
import { replayOf } from './whatif/history.ts';
import { describeSource, resolveSource, type Source } from './whatif/sources.ts';

type Run = OutputOf<'shadow.end'>;
const WEEK = 7;
const NAMED = 200;

function describe(context: WorkContext, run: StoredShadowRun): Run {
  const { id, name, modelVersion, modelHash: hash, officialVersion, weeks, startedAt, startedBy, note } = run;
  const planned = run.fromDay + weeks * WEEK;
  const ended = run.endedAt === null ? planned : Math.min(planned, Math.max(run.fromDay, dayFromEpochMs(run.endedAt)));
  const latest = readSnapshotHeads(context.db, modelVersionOf(officialModel(context))).at(-1)?.asOf ?? run.fromDay;
  const reached = Math.max(0, Math.min(latest, ended) - run.fromDay);
  return {
    id,
    name,
    modelVersion,
    modelHash: hash,
    officialVersion,
    from: isoFromDay(run.fromDay),
    until: isoFromDay(ended),
    weeks,
    weeksDone: Math.floor(reached / WEEK),
    state: run.endedAt !== null ? 'ended' : latest >= planned ? 'complete' : 'running',
    startedAt,
    startedBy,
    note,
    endedAt: run.endedAt,
    endedBy: run.endedBy,
    endNote: run.endNote,
  };
}

function runOf(context: WorkContext, id: number): StoredShadowRun {
  const run = readShadowRuns(context.db).find((known) => known.id === id);
  if (!run) throw new AppError('not_found', 'There is no such shadow run in this workspace.');
  return run;
}

function refuseRunning(context: WorkContext, modelVersion: string): void {
  if (readShadowRuns(context.db).some((run) => run.endedAt === null && run.modelVersion === modelVersion))
    throw new AppError('bad_request', `${modelVersion} runs beside the official version already. End that run first.`);
}

export function shadowRunsHandler(context: ReadContext): OutputOf<'shadow.list'> {
  return { runs: readShadowRuns(context.db).map((run) => describe(context, run)) };
}

/** The version that computes what the source does: a known one, else the next version of its base. */
function versionOf(context: WriteContext, source: Source, by: string, note: string): HealthModel {
  const hash = modelHash(source.model);
  const known = [source.base, ...modelsOf(context).models].find((model) => modelHash(model) === hash);
  if (known) return known;
  const draft = { ...source.model, id: source.base.id, parentVersion: source.base.version };
  const saved = saveModelHandler(context, {
    draft: JSON.parse(JSON.stringify(draft)) as ParsedInputOf<'models.save'>['draft'],
    author: by,
    changeNote: note === '' ? `Candidate of a shadow run: ${source.label}.` : note,
  });
  return modelOf(context, saved.modelVersion);
}

/**
 * Starts a shadow run (30-method.md 5, point 10): the candidate's whole history is scored beside the official one, and stays
 * up to date with every import, like each version that has scores. It sends nothing. Runs are no data: starting and ending one
 * leaves the revision as it is; a version saved or scored for one counts as any other.
 */
export function startShadowHandler(
  context: WriteContext,
  input: ParsedInputOf<'shadow.start'>,
  control: WorkControl,
): OutputOf<'shadow.start'> {
  const official = officialModel(context);
  const source = resolveSource(context, input.source);
  if (modelHash(source.model) === modelHash(official))
    throw new AppError(
      'bad_request',
      'The candidate gives the same scores as the official version: there is nothing to compare.',
    );
  const latest = readSnapshotHeads(context.db, modelVersionOf(official)).at(-1)?.asOf;
  if (latest === undefined)
    throw new AppError('no_scores', 'There are no scores to run beside yet. Import accounts and their facts first.');
  const fromDay = input.from === undefined ? latest : dayFromIso(input.from);
  if (fromDay === null) throw new AppError('bad_request', `The first day is not a date that exists: ${input.from}.`);
  if (fromDay > latest)
    throw new AppError('bad_request', `The data reaches ${isoFromDay(latest)}: a run cannot begin after it.`);
  const candidate = versionOf(context, source, input.by, input.note);
  const modelVersion = modelVersionOf(candidate);
  refuseRunning(context, modelVersion);
  if (!countSnapshots(context.db).has(modelVersion))
    scoreHistory(context, { model: modelVersion, replaceAll: true }, control);
  const startedAt = context.now();
  return context.db
    .transaction(() => {
      const { name, weeks, by, note } = input;
      const id = addShadowRun(context.db, {
        name,
        modelVersion,
        modelHash: modelHash(candidate),
        officialVersion: modelVersionOf(official),
        fromDay,
        weeks,
        startedAt,
        startedBy: by,
        note,
      });
      return describe(context, runOf(context, id));
    })
    .immediate();
}

/** Ends a run; its scores stay, as those of every version do. */
export function endShadowHandler(context: WriteContext, input: ParsedInputOf<'shadow.end'>): OutputOf<'shadow.end'> {
  const at = context.now();
  return context.db
    .transaction(() => {
      if (runOf(context, input.id).endedAt !== null)
        throw new AppError('bad_request', 'That shadow run was ended already; nothing was changed.');
      endShadowRun(context.db, input.id, at, input.by, input.note);
      return describe(context, runOf(context, input.id));
    })
    .immediate();
}

/** Takes the end of a run back. A version runs once at a time: another run of it has to be ended first. */
export function resumeShadowHandler(
  context: WriteContext,
  input: ParsedInputOf<'shadow.resume'>,
): OutputOf<'shadow.resume'> {
  return context.db
    .transaction(() => {
      const run = runOf(context, input.id);
      if (run.endedAt === null)
        throw new AppError('bad_request', 'That shadow run was not ended; nothing was changed.');
      refuseRunning(context, run.modelVersion);
      resumeShadowRun(context.db, run.id);
      return describe(context, runOf(context, run.id));
    })
    .immediate();
}

type Heard = ConfirmedEntry & { readonly asOf: Day };

/** Confirmed changes into a worse tier within days, and the weeks themselves. */
function heardBy(context: ReadContext, model: HealthModel, from: Day, until: Day) {
  const entries: ConfirmedEntry[] = [];
  const weeks = replayOf(context, model).run(model, (entry) => {
    if (entry.to > entry.from) entries.push(entry);
  });
  const isIn = ({ asOf, closed }: ReplayedWeek): boolean => closed && asOf > from && asOf <= until;
  return {
    weeks: weeks.filter(isIn),
    entries: entries.flatMap((entry): Heard[] => {
      const week = weeks[entry.week];
      return week && isIn(week) ? [{ ...entry, asOf: week.asOf }] : [];
    }),
  };
}

const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);

/** What both would have sent: confirmed entries into worse tiers during the run. */
export function compareShadowHandler(
  context: ReadContext,
  input: ParsedInputOf<'shadow.compare'>,
): OutputOf<'shadow.compare'> {
  const run = runOf(context, input.id);
  const described = describe(context, run);
  const until = dayFromIso(described.until) ?? run.fromDay;
  const [official, candidate] = [run.officialVersion, run.modelVersion].map((version) => modelOf(context, version)) as [
    HealthModel,
    HealthModel,
  ];
  const was = heardBy(context, official, run.fromDay, until);
  const now = heardBy(context, candidate, run.fromDay, until);
  const accountsOf = (entries: readonly Heard[]) => new Set(entries.map(({ account }) => account));
  const [left, right] = [accountsOf(was.entries), accountsOf(now.entries)];
  const both = [...left].filter((account) => right.has(account)).length;
  const byDay = new Map(now.weeks.map((week) => [week.asOf, week]));
  const book = bookOf(context, undefined, undefined);
  const listed = [
    ...was.entries.map((entry) => ({
      entry,
      model: official,
      by: right.has(entry.account) ? ('both' as const) : ('official' as const),
    })),
    ...now.entries
      .filter(({ account }) => !left.has(account))
      .map((entry) => ({ entry, model: candidate, by: 'candidate' as const })),
  ].sort((a, b) => (book.arr[b.entry.account] || 0) - (book.arr[a.entry.account] || 0) || a.entry.asOf - b.entry.asOf);
  return {
    run: described,
    official: describeSource({ label: modelVersionOf(official), model: official, base: official }),
    candidate: describeSource({ label: modelVersionOf(candidate), model: candidate, base: candidate }),
    weeks: was.weeks.flatMap((week) => {
      const other = byDay.get(week.asOf);
      if (!other) return [];
      return [
        {
          asOf: isoFromDay(week.asOf),
          official: { down: sum(week.down), up: sum(week.up) },
          candidate: { down: sum(other.down), up: sum(other.up) },
        },
      ];
    }),
    onlyOfficial: left.size - both,
    onlyCandidate: right.size - both,
    both,
    accounts: listed.slice(0, input.limit ?? NAMED).flatMap(({ entry, model, by }) => {
      const record = book.records[entry.account];
      if (!record) return [];
      return [
        {
          accountId: record.accountId,
          name: record.name,
          arr: orNull(book.arr[entry.account]),
          asOf: isoFromDay(entry.asOf),
          by,
          fromTier: model.tiers[entry.from]?.name ?? '',
          toTier: model.tiers[entry.to]?.name ?? '',
        },
      ];
    }),
    accountsTotal: listed.length,
  };
}
