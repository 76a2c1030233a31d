import { PHASE, signalReader, startOfCustomer } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import { type Facts, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { Book } from '../../views/book.ts';
import { orNull, scoringOf } from '../../views/rows.ts';

/** Conversations that count as a check-in, and the days around the planned one in which they do. */
const CHECK_INS = (['onboarding', 'call', 'meeting', 'training'] as const).map((type) =>
  TOUCHPOINT_TYPES.indexOf(type),
);
const DAYS_BEFORE = 3;
const DAYS_AFTER = 7;

type CheckInState = NonNullable<AccountDetail['onboarding']>['checkIns'][number]['state'];

function checkInState(facts: Facts, account: number, planned: Day, asOf: Day): CheckInState {
  const { offsets, day, type, attended } = facts.touchpoints;
  const last = Math.min(planned + DAYS_AFTER, asOf);
  for (let k = offsets[account] ?? 0; k < (offsets[account + 1] ?? 0); k++) {
    const on = day[k] ?? 0;
    if (on >= planned - DAYS_BEFORE && on <= last && attended[k] !== 0 && CHECK_INS.includes(type[k] ?? -1))
      return 'done';
  }
  if (planned + DAYS_AFTER < asOf) return 'missed';
  return planned - DAYS_BEFORE <= asOf ? 'due' : 'upcoming';
}

/** How an account in its first days is scored, and its check-ins (30-method.md 2.7); null for all others. */
export function onboardingOf(book: Book, account: number): AccountDetail['onboarding'] {
  const { snapshot, onboarding, facts, asOf } = book;
  const policy = book.model.onboardingPolicy;
  if (!onboarding || !policy || (snapshot.phase[account] ?? PHASE.standard) === PHASE.standard) return null;
  const { model, dimensions, coverage } = scoringOf(book, account);
  const start = Math.max(startOfCustomer(facts, account, asOf), facts.accounts.goLiveDay[account] ?? 0);
  return {
    day: signalReader(book.signals, account)('onboarding_day'),
    lastDay: policy.lastDay,
    modelVersion: modelVersionOf(model),
    dimensions: model.dimensions.map(({ id, name, weight }, d) => ({
      id,
      name,
      weight,
      score: orNull(dimensions[d]),
      coverage: coverage[d] ?? 0,
    })),
    preview: orNull(snapshot.preview[account]),
    previewFrom: policy.previewFrom,
    checkIns: policy.checkInDays.map((day) => ({
      day,
      date: isoFromDay(start + day),
      state: checkInState(facts, account, start + day, asOf),
    })),
  };
}
