import { ACCOUNT_STATUS, PHASE, SCORE_STATE } from '#electron/engine/index.ts';
import type { ReadDb } from '#electron/store/open.ts';
import { isActiveOn, readActiveOverrides, readFates, type StoredOverride } from '#electron/store/reads/overrides.ts';
import { readSnapshotColumns, readSnapshotHeads } from '#electron/store/reads/snapshots.ts';
import type { TimelineItem } from '#shared/contract/account.ts';
import type { OverrideRow, OverrideTarget } from '#shared/contract/overrides.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';

/** Days after which it shows whether the person was right (30-method.md 2.7). */
const OUTCOME_DAYS = 180;
/** Share of the scored accounts below which overriding is in order (30-method.md 2.7). */
const RATE_TARGET = 0.1;

/** What the model says of accounts on the day of one stored snapshot; `account` is a surrogate id. */
export type StoredScores = {
  readonly asOf: Day;
  readonly modelVersion: string;
  readonly isCustomer: (account: number) => boolean;
  /** In its first days: the dimensions are those of the onboarding model. */
  readonly isOnboarding: (account: number) => boolean;
  /** Composite or dimension score × 1e6; null where there is none. */
  readonly micro: (account: number, target: OverrideTarget) => number | null;
  /** Accounts with a score that is not provisional. */
  readonly scored: number;
};

/** The latest snapshot of a model version at or before a day (the latest of all for null); null when there is none. */
export function readStoredScores(db: ReadDb, modelVersion: string, day: Day | null): StoredScores | null {
  const head = readSnapshotHeads(db, modelVersion).findLast(({ asOf }) => day === null || asOf <= day);
  if (!head) return null;
  const columns = readSnapshotColumns(db, head.id);
  const status = columns.get('status');
  const state = columns.get('state');
  const phase = columns.get('phase');
  const isOnboarding = (account: number): boolean => (phase?.[account - 1] ?? PHASE.standard) !== PHASE.standard;
  return {
    asOf: head.asOf,
    modelVersion,
    isCustomer: (account) => status?.[account - 1] === ACCOUNT_STATUS.active,
    isOnboarding,
    micro: (account, target) => {
      if (target.kind !== 'dimension' && (state?.[account - 1] ?? SCORE_STATE.none) === SCORE_STATE.none) return null;
      const series = isOnboarding(account) ? 'onboarding' : 'score';
      const column = columns.get(target.kind === 'dimension' ? `${series}:${target.dimension}` : 'score');
      if (!column || column.byteLength < account * 4) return null;
      const value = new DataView(column.buffer, column.byteOffset, column.byteLength).getInt32((account - 1) * 4, true);
      return value < 0 ? null : value;
    },
    scored: head.scored,
  };
}

const points = (micro: number | null): number | null => (micro === null ? null : micro / 1e6);
const isSame = (a: OverrideTarget, b: OverrideTarget): boolean =>
  a.kind === b.kind && (a.kind !== 'dimension' || b.kind !== 'dimension' || a.dimension === b.dimension);

/** The active override of the same account and target, if there is one. */
export function rivalOf(db: ReadDb, account: number, target: OverrideTarget, day: Day): StoredOverride | null {
  return (
    readActiveOverrides(db, day).findLast((other) => other.account === account && isSame(other.target, target)) ?? null
  );
}

/** What became of the account within 180 days of the override, as far as is known on a day; null while it is open. */
function outcomeOf(db: ReadDb, override: StoredOverride, day: Day): OverrideRow['outcome'] {
  const last = override.fromDay + OUTCOME_DAYS;
  const fates = readFates(db, override.account, Math.min(last, day)).filter((fate) => fate.day > override.fromDay);
  if (fates.some(({ fate }) => fate === 'churned')) return 'churned';
  if (fates.length > 0) return 'renewed';
  return day >= last ? 'active' : null;
}

/** An entry of the ledger as of the snapshot's day; without scores none is active. */
export function overrideRowOf(db: ReadDb, override: StoredOverride, scores: StoredScores | null): OverrideRow {
  return {
    id: override.id,
    accountId: override.accountId,
    accountName: override.accountName,
    target: override.target,
    reason: override.reason,
    text: override.text,
    author: override.author,
    from: isoFromDay(override.fromDay),
    expires: isoFromDay(override.expiresOn),
    createdAt: override.createdAt,
    endedAt: override.endedAt,
    endedBy: override.endedBy,
    replacedBy: override.replacedBy,
    active: scores !== null && isActiveOn(override, scores.asOf),
    modelVersion: override.modelVersion,
    computedThen: points(override.computedMicro),
    computedNow: points(scores?.micro(override.account, override.target) ?? null),
    outcome: scores === null ? null : outcomeOf(db, override, scores.asOf),
  };
}

const said = (target: OverrideTarget): string =>
  target.kind === 'tier'
    ? `tier ${target.tier}`
    : `${target.kind === 'dimension' ? target.dimension : 'score'} ${target.score}`;

/** Overrides as entries of a timeline up to a day: when each was made and when it was ended. */
export function overrideEvents(overrides: readonly StoredOverride[], day: Day): TimelineItem[] {
  const item = (on: Day, title: string, detail: string | null): TimelineItem => ({
    date: isoFromDay(on),
    kind: 'override',
    title,
    detail,
    tone: 'neutral',
  });
  return overrides.flatMap((entry) => [
    ...(entry.endedOn !== null && entry.endedOn <= day && entry.replacedBy === null
      ? [item(entry.endedOn, `Override ended by ${entry.endedBy}: ${said(entry.target)}`, null)]
      : []),
    ...(entry.fromDay <= day
      ? [item(entry.fromDay, `Override by ${entry.author}: ${said(entry.target)}`, entry.text)]
      : []),
  ]);
}

/** Override rate: customers with an active override ÷ scored accounts; in order below 10 % (30-method.md 2.7). */
export function overrideRate(
  accounts: number,
  scored: number,
): { accounts: number; scored: number; share: number | null; ok: boolean | null } {
  const share = scored === 0 ? null : accounts / scored;
  return { accounts, scored, share, ok: share === null ? null : share < RATE_TARGET };
}
