import { findAccount } from '#electron/store/reads/accounts.ts';
import {
  isActiveOn,
  readActiveOverrides,
  readOverride,
  readOverrides,
  type StoredOverride,
} from '#electron/store/reads/overrides.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { endOverride, insertOverride, reopenOverride } from '#electron/store/writes/overrides.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import {
  OVERRIDE_DEFAULT_DAYS,
  OVERRIDE_MAX_DAYS,
  OVERRIDE_MIN_TEXT,
  type OverrideRow,
  type OverrideTarget,
} from '#shared/contract/overrides.ts';
import { type Day, dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WriteContext } from '../context.ts';
import { officialModel, onboardingModel } from '../model-versions.ts';
import { overrideRate, overrideRowOf, readStoredScores, rivalOf, type StoredScores } from '../views/overrides.ts';

const LEDGER_ROWS = 5000;

function dayOf(text: string, name: string): Day {
  const day = dayFromIso(text);
  if (day === null) throw new AppError('bad_request', `${name} is not a date that exists: ${text}.`);
  return day;
}

function accountOf(context: ReadContext | WriteContext, accountId: string): number {
  const account = findAccount(context.db, accountId);
  if (account === null) throw new AppError('not_found', `There is no account ${accountId} in this workspace.`);
  return account;
}

/** What the official model says as of a day (of the data's as-of date for null). */
function officialScores(context: ReadContext | WriteContext, day: Day | null): StoredScores | null {
  return readStoredScores(context.db, modelVersionOf(officialModel(context)), day);
}

export function overridesHandler(
  context: ReadContext,
  input: ParsedInputOf<'overrides.list'>,
): OutputOf<'overrides.list'> {
  const account = input.accountId === undefined ? null : accountOf(context, input.accountId);
  const scores = officialScores(context, input.asOf === undefined ? null : dayOf(input.asOf, 'The as-of date'));
  const active = scores === null ? [] : readActiveOverrides(context.db, scores.asOf);
  const overridden = new Set(active.flatMap((one) => (scores?.isCustomer(one.account) ? [one.account] : [])));
  const entries = readOverrides(context.db, account, LEDGER_ROWS).filter(
    (entry) => input.active === undefined || (scores !== null && isActiveOn(entry, scores.asOf)) === input.active,
  );
  return {
    asOf: scores === null ? null : isoFromDay(scores.asOf),
    overrides: entries.map((entry) => overrideRowOf(context.db, entry, scores)),
    rate: overrideRate(overridden.size, scores?.scored ?? 0),
  };
}

/** @throws AppError('bad_request') for a dimension the account is not scored by, or a tier the official model does not have. */
function checkTarget(context: WriteContext, isOnboarding: boolean, target: OverrideTarget): void {
  const official = officialModel(context);
  if (target.kind === 'tier' && !official.tiers.some(({ name }) => name === target.tier))
    throw new AppError(
      'bad_request',
      `${official.name} has no tier ${target.tier}. It has ${official.tiers.map(({ name }) => name).join(', ')}.`,
    );
  const model = (isOnboarding ? onboardingModel(context, official) : null) ?? official;
  if (target.kind === 'dimension' && !model.dimensions.some(({ id }) => id === target.dimension))
    throw new AppError(
      'bad_request',
      `${model.name} has no dimension ${target.dimension}. It has ${model.dimensions.map(({ id }) => id).join(', ')}.`,
    );
}

/** The text as it is kept: trimmed, and long enough to say something when runs of spaces count once. */
function reasonText(text: string): string {
  const trimmed = text.trim();
  const real = trimmed.replace(/\s+/gu, ' ');
  if ([...real].length < OVERRIDE_MIN_TEXT || !/\p{L}/u.test(real))
    throw new AppError('bad_request', `Say in at least ${OVERRIDE_MIN_TEXT} characters why the score is wrong.`);
  return trimmed;
}

function authorOf(name: string): string {
  const author = name.trim();
  if (author === '') throw new AppError('bad_request', 'An override needs the name of the person who answers for it.');
  return author;
}

function expiryOf(from: Day, expires: string | undefined): Day {
  if (expires === undefined) return from + OVERRIDE_DEFAULT_DAYS;
  const day = dayOf(expires, 'The expiry');
  if (day < from)
    throw new AppError('bad_request', `The expiry ${expires} lies before ${isoFromDay(from)}, the as-of date.`);
  if (day > from + OVERRIDE_MAX_DAYS)
    throw new AppError(
      'bad_request',
      `An override lasts at most ${OVERRIDE_MAX_DAYS} days: until ${isoFromDay(from + OVERRIDE_MAX_DAYS)}.`,
    );
  return day;
}

/** Scores to override; @throws AppError('no_scores') before the first scoring. */
function scoresToOverride(context: WriteContext): StoredScores {
  const scores = officialScores(context, null);
  if (!scores)
    throw new AppError(
      'no_scores',
      'There are no scores yet that could be overridden. Import accounts and their facts, then score them.',
    );
  return scores;
}

function changedRow(context: WriteContext, id: number, scores: StoredScores): OverrideRow {
  return overrideRowOf(context.db, entryOf(context, id), scores);
}

function entryOf(context: WriteContext, id: number): StoredOverride {
  const entry = readOverride(context.db, id);
  if (!entry) throw new AppError('not_found', 'That override is not in this workspace.');
  return entry;
}

/**
 * Puts a person's judgement beside the computed score, which stays as it is (30-method.md 2.7). The active override of the
 * same account and target ends with it.
 * @throws AppError('no_scores' | 'not_found' | 'bad_request')
 */
export function addOverrideHandler(
  context: WriteContext,
  input: ParsedInputOf<'overrides.add'>,
): OutputOf<'overrides.add'> {
  const scores = scoresToOverride(context);
  const account = accountOf(context, input.accountId);
  if (!scores.isCustomer(account))
    throw new AppError(
      'bad_request',
      `${input.accountId} is no active customer on ${isoFromDay(scores.asOf)}: there is no score to override.`,
    );
  checkTarget(context, scores.isOnboarding(account), input.target);
  const entry = {
    account,
    target: input.target,
    reason: input.reason,
    text: reasonText(input.text),
    author: authorOf(input.author),
    fromDay: scores.asOf,
    expiresOn: expiryOf(scores.asOf, input.expires),
    createdAt: context.now(),
    modelVersion: scores.modelVersion,
    computedMicro: scores.micro(account, input.target),
  };
  return context.db
    .transaction(() => {
      const rival = rivalOf(context.db, account, input.target, scores.asOf);
      const id = insertOverride(context.db, entry);
      if (rival)
        endOverride(context.db, rival.id, {
          at: entry.createdAt,
          on: scores.asOf,
          by: entry.author,
          replacedBy: id,
        });
      bumpRevision(context.db, { keepsData: true });
      return changedRow(context, id, scores);
    })
    .immediate();
}

/** @throws AppError('not_found'), AppError('bad_request') for one that is not active. */
export function endOverrideHandler(
  context: WriteContext,
  input: ParsedInputOf<'overrides.end'>,
): OutputOf<'overrides.end'> {
  const scores = scoresToOverride(context);
  const by = authorOf(input.by);
  return context.db
    .transaction(() => {
      const entry = entryOf(context, input.id);
      if (entry.endedAt !== null) throw new AppError('bad_request', 'That override has been ended already.');
      if (!isActiveOn(entry, scores.asOf))
        throw new AppError('bad_request', `That override does not count on ${isoFromDay(scores.asOf)}.`);
      endOverride(context.db, entry.id, { at: context.now(), on: scores.asOf, by, replacedBy: null });
      bumpRevision(context.db, { keepsData: true });
      return changedRow(context, entry.id, scores);
    })
    .immediate();
}

/** @throws AppError('not_found'), AppError('bad_request') for one that was not ended, or while a newer one counts. */
export function reopenOverrideHandler(
  context: WriteContext,
  input: ParsedInputOf<'overrides.reopen'>,
): OutputOf<'overrides.reopen'> {
  const scores = scoresToOverride(context);
  return context.db
    .transaction(() => {
      const entry = entryOf(context, input.id);
      if (entry.endedAt === null) throw new AppError('bad_request', 'That override has not been ended.');
      if (rivalOf(context.db, entry.account, entry.target, scores.asOf))
        throw new AppError('bad_request', 'A newer override of the same score counts now. End it first.');
      reopenOverride(context.db, entry.id);
      bumpRevision(context.db, { keepsData: true });
      return changedRow(context, entry.id, scores);
    })
    .immediate();
}
