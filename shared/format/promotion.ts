import type { PromotionSummary, SealedLook } from '../contract/promotion.ts';
import { dayFromEpochMs, isoFromDay } from '../model/day.ts';
import { formatDate } from './date.ts';
import { formatMoney } from './money.ts';
import { formatNumber, formatPercent, formatSigned } from './number.ts';
import { formatCount } from './words.ts';

type Judged = Pick<SealedLook, 'accuracy' | 'rocAuc'>;
type Options = {
  readonly locale: string;
  readonly currency: string;
  /** Epoch ms of the promotion that keeps it; null before one. */
  readonly promotedAt: number | null;
};
/** What a promotion keeps, in sentences. */
export type PromotionWords = {
  readonly migration: string;
  /** Accounts from one tier to another, most first. */
  readonly moves: readonly string[];
  readonly accuracy: string;
  readonly sealed: string;
  readonly tried: string;
};

function area({ accuracy: { before, after }, rocAuc }: Judged, locale: string): string {
  if (before.rocAuc === null || after.rocAuc === null) return 'no AUC, too few churns';
  const pair = `AUC ${formatNumber(before.rocAuc, locale, 3)} → ${formatNumber(after.rocAuc, locale, 3)}`;
  if (rocAuc === null) return pair;
  const signed = (value: number): string => formatSigned(value, locale, 3);
  return `${pair} (${signed(rocAuc.value)}, 95% interval ${signed(rocAuc.low)} to ${signed(rocAuc.high)})`;
}

function caught({ accuracy: { before, after, churns } }: Judged, locale: string): string {
  const number = (value: number): string => formatNumber(value, locale);
  return `churns below the at-risk bound ${number(before.caught)} → ${number(after.caught)} of ${number(churns)}, precision ${formatPercent(before.precision, locale, 1)} → ${formatPercent(after.precision, locale, 1)}`;
}

function migrationText({ migration }: PromotionSummary, { locale, currency }: Options): string {
  if (migration === null) return 'Nothing is scored yet, so nothing moves.';
  const { asOf, movedUp, movedDown, lostScore, gainedScore } = migration;
  const moved = movedUp.accounts + movedDown.accounts;
  const scores = [
    ...(lostScore.accounts === 0 ? [] : [formatCount(lostScore.accounts, locale, 'account loses', 'accounts lose')]),
    ...(gainedScore.accounts === 0
      ? []
      : [formatCount(gainedScore.accounts, locale, 'account gains', 'accounts gain')]),
  ];
  const tail = scores.length === 0 ? '' : ` ${scores.join(', ')} a score.`;
  if (moved === 0) return `No account changes tier on ${formatDate(asOf, locale)}.${tail}`;
  const side = ({ accounts, arr }: { accounts: number; arr: number }, way: string): string =>
    `${formatNumber(accounts, locale)} ${way} (${formatMoney(arr, locale, currency)} ARR)`;
  const verb = moved === 1 ? 'changes' : 'change';
  return `${formatCount(moved, locale, 'account')} ${verb} tier on ${formatDate(asOf, locale)}: ${side(movedUp, 'up')}, ${side(movedDown, 'down')}.${tail}`;
}

function sealedText({ sealed, validation }: PromotionSummary, { locale, promotedAt }: Options): string {
  if (sealed) {
    const when =
      sealed.openedAt === promotedAt
        ? 'opened once for this promotion'
        : `opened by the promotion of ${formatDate(isoFromDay(dayFromEpochMs(sealed.openedAt)), locale)}, not opened again`;
    return `Sealed landmark of ${formatDate(sealed.landmark, locale)}, ${when}: ${area(sealed, locale)} against ${sealed.against}; ${caught(sealed, locale)}.`;
  }
  const landmark = validation?.accuracy.sealed;
  if (landmark === undefined) return 'There is no landmark to keep sealed.';
  if (landmark === null) return 'There is one landmark only, so none is kept sealed.';
  const day = formatDate(landmark, locale);
  return promotedAt === null
    ? `The landmark of ${day} stays sealed: a promotion opens it once, and keeps what it says.`
    : `The sealed landmark of ${day} could not be compared.`;
}

/** A summary in sentences, for the window and for the terminal. */
export function promotionWords(summary: PromotionSummary, options: Options): PromotionWords {
  const { locale, currency } = options;
  const { migration, validation, gap, tried } = summary;
  const landmarks = validation ? formatCount(validation.accuracy.landmarks.length, locale, 'landmark') : '';
  return {
    migration: migrationText(summary, options),
    moves: (migration?.cells ?? [])
      .filter(({ from, to }) => from !== to)
      .toSorted((a, b) => b.accounts - a.accounts)
      .map(
        ({ from, to, accounts, arr }) =>
          `${from} → ${to}: ${formatCount(accounts, locale, 'account')}, ${formatMoney(arr, locale, currency)} ARR`,
      ),
    accuracy: validation
      ? `On ${landmarks}: ${area(validation, locale)}; ${caught(validation, locale)}. ${validation.sentence}`
      : (gap ?? 'The past allows no comparison.'),
    sealed: sealedText(summary, options),
    tried: `${formatCount(tried, locale, 'model')} tried on this history by then.`,
  };
}
