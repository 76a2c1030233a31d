import type { AccountDetail, Waterfall } from '#shared/contract/account.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber, formatPercent, formatScore } from '#shared/format/number.ts';
import { formatCount, joinWords } from '#shared/format/words.ts';
import { formatSignalValue, midSentence } from './signal-value.ts';

/** A sentence in pieces; the strong ones are the numbers that matter. */
export type Phrase = { readonly text: string; readonly strong?: true };

/** Below this the score counts as steady, points. */
const STEADY = 1;

type Part = Waterfall['parts'][number];

/** Dimensions without a score, of the model that scores the account now. */
function missingNames(detail: AccountDetail): string {
  const found = (detail.onboarding?.dimensions ?? detail.dimensions)
    .filter((dimension) => dimension.score === null)
    .map((dimension) => midSentence(dimension.name));
  return joinWords(found);
}

/** The comparison that says most: 90 days, else 180, else 30. */
export function mainChange(changes: readonly Waterfall[]): Waterfall | null {
  for (const days of [90, 180, 30]) {
    const found = changes.find((change) => change.days === days);
    if (found) return found;
  }
  return changes[0] ?? null;
}

/** The part that moved furthest in the direction of the whole. */
export function mainPart(change: Waterfall): Part | null {
  const direction = Math.sign(change.after - change.before);
  const along = change.parts.filter((part) => Math.sign(part.value) === direction && Math.abs(part.value) >= 0.05);
  return along.reduce<Part | null>(
    (best, part) => (best === null || Math.abs(part.value) > Math.abs(best.value) ? part : best),
    null,
  );
}

function evidence(detail: AccountDetail, dimension: string, state: 'good' | 'bad', locale: string): string {
  const signals = detail.signals
    .filter((signal) => signal.dimension === dimension && signal.state === state)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, 2)
    .map((signal) => `${midSentence(signal.name)} ${midSentence(formatSignalValue(signal, locale))}`);
  return joinWords(signals);
}

/** How a sentence goes on where the main part of a change is not the customer's behaviour. */
const NOT_CUSTOMER = {
  coverage: ', which is measurement, not the customer.',
  model: ', which is how it is scored, not the customer.',
} as const;

/** The change of the computed score: an override stands beside it and is not what happened to the account. */
export function withoutOverride(change: Waterfall): Waterfall {
  const parts = change.parts.filter((part) => part.kind !== 'override');
  const said = change.parts.reduce((sum, part) => sum + (part.kind === 'override' ? part.value : 0), 0);
  return { ...change, after: change.after - said, parts };
}

function changeSentence(detail: AccountDetail, change: Waterfall, locale: string): readonly Phrase[] {
  const delta = change.after - change.before;
  const size = formatNumber(Math.abs(delta), locale, 1);
  const direction = delta < 0 ? 'Down' : 'Up';
  const lead: Phrase = { text: `${direction} ${size} points in ${change.days} days. ` };
  const part = mainPart(change);
  if (!part) return [lead];
  const share = formatNumber(Math.abs(part.value), locale, 1);
  if (part.kind !== 'behaviour') {
    return [
      lead,
      { text: `${part.name} accounts for ${share} of them`, strong: true },
      { text: part.kind === 'model' ? NOT_CUSTOMER.model : NOT_CUSTOMER.coverage },
    ];
  }
  const why = evidence(detail, part.id, delta < 0 ? 'bad' : 'good', locale);
  const claim =
    Math.abs(part.value) > Math.abs(delta) + 0.05
      ? `${part.name} alone took ${share}`
      : `${part.name} accounts for ${share} of them`;
  const strong =
    Math.abs(part.value) > Math.abs(delta) + 0.05 && delta > 0 ? `${part.name} alone gave ${share}` : claim;
  return why
    ? [lead, { text: `${strong}:`, strong: true }, { text: ` ${why}.` }]
    : [lead, { text: `${strong}.`, strong: true }];
}

function steadySentence(detail: AccountDetail, change: Waterfall, score: string, locale: string): readonly Phrase[] {
  const weakest = detail.dimensions
    .filter((dimension) => dimension.contribution !== null)
    .reduce<AccountDetail['dimensions'][number] | null>(
      (worst, dimension) =>
        worst === null || (dimension.contribution ?? 0) < (worst.contribution ?? 0) ? dimension : worst,
      null,
    );
  const lead: Phrase = { text: `Steady at ${score} over ${change.days} days. `, strong: true };
  if (weakest?.contribution == null || weakest.contribution > -STEADY)
    return [lead, { text: `No dimension is more than a point below the ${detail.reference.label}.` }];
  const points = formatNumber(-weakest.contribution, locale, 1);
  const why = evidence(detail, weakest.id, 'bad', locale);
  return [
    lead,
    { text: `${weakest.name} costs ${points} points against the ${detail.reference.label}${why ? `: ${why}` : ''}.` },
  ];
}

/** A new account's score starts a series of its own: what it is, and what holds it back. */
function onboardingSentence(
  detail: AccountDetail,
  onboarding: NonNullable<AccountDetail['onboarding']>,
  score: string,
  locale: string,
): readonly Phrase[] {
  const known = onboarding.dimensions.flatMap(({ name, score: points }) => (points === null ? [] : [{ name, points }]));
  const weakest = known.reduce<{ name: string; points: number } | null>(
    (low, dimension) => (low === null || dimension.points < low.points ? dimension : low),
    null,
  );
  const lead: Phrase = {
    text: `Day ${onboarding.day} of ${onboarding.lastDay}: onboarding at ${score}, ${detail.account.tier ?? 'no tier'}. `,
    strong: true,
  };
  if (weakest === null) return [lead];
  return weakest.points >= 100
    ? [lead, { text: 'Everything asked so far is done.' }]
    : [lead, { text: `${weakest.name} is furthest behind, at ${formatNumber(weakest.points, locale, 1)}.` }];
}

/** The sentence that opens an account: what happened, and what accounts for it. */
export function accountFinding(detail: AccountDetail, locale: string): readonly Phrase[] {
  const { account } = detail;
  const score = formatScore(
    account.score,
    locale,
    detail.thresholds.map((threshold) => threshold.from),
  );
  if (account.status === 'churned') {
    const last = detail.history.findLast((point) => point.score !== null);
    const ended: Phrase = { text: 'This account has churned. ', strong: true };
    if (!last) return [ended, { text: 'It was never scored.' }];
    return [
      ended,
      { text: `Its last score was ${formatScore(last.score, locale)}, on ${formatDate(last.date, locale)}.` },
    ];
  }
  if (account.status === 'not_started') {
    return [
      { text: 'This account has not started yet. ', strong: true },
      { text: 'It is scored from its start date on.' },
    ];
  }
  const covered = formatPercent(account.coverage, locale);
  if (account.score === null || account.state === 'none') {
    const missing = missingNames(detail);
    const { onboarding } = detail;
    return [
      {
        text: onboarding === null ? 'No score. ' : `No score on day ${onboarding.day} of ${onboarding.lastDay}. `,
        strong: true,
      },
      {
        text: `Only ${covered} of the ${onboarding === null ? '' : 'onboarding '}model’s weight has data${missing ? `; missing: ${missing}` : ''}.`,
      },
    ];
  }
  if (account.state === 'provisional') {
    const missing = missingNames(detail);
    const { onboarding } = detail;
    const lead =
      onboarding === null
        ? `Provisional at ${score}. `
        : `Day ${onboarding.day} of ${onboarding.lastDay}: onboarding at ${score}, provisional. `;
    return [
      { text: lead, strong: true },
      {
        text: `Only ${covered} of the ${onboarding === null ? '' : 'onboarding '}model’s weight has data${missing ? `; missing: ${missing}` : ''}.`,
      },
    ];
  }
  if (detail.onboarding !== null) return onboardingSentence(detail, detail.onboarding, score, locale);
  const change = mainChange(detail.changes.map(withoutOverride));
  if (!change) {
    const since = detail.history.filter((point) => point.score !== null).length;
    return [
      { text: `${score} points, ${account.tier ?? 'no tier'}. `, strong: true },
      { text: `There is no earlier score to compare with (${formatCount(since, locale, 'snapshot')}).` },
    ];
  }
  return Math.abs(change.after - change.before) < STEADY
    ? steadySentence(detail, change, score, locale)
    : changeSentence(detail, change, locale);
}

export function plainText(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => phrase.text).join('');
}
