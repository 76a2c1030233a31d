import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { formatMoney, formatMoneyExact } from '#shared/format/money.ts';
import { formatNumber } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';
import { knowsArr } from './arr.ts';

export type Phrase = { readonly text: string; readonly strong?: true };

/** What the scenario changes, in one sentence. */
export function whatIfFinding(result: WhatIfResult, changed: boolean, locale: string): readonly Phrase[] {
  const { before, after, lostScore, gainedScore, movedUp, movedDown, moversTotal, currency } = result;
  const money = (amount: number) => formatMoney(amount, locale, currency);
  const knows = knowsArr(before, after);
  const below = formatCount(before.atRiskAccounts, locale, 'account');
  if (before.withScore === 0 && after.withScore === 0)
    return [{ text: 'No account has a score at this date, so there is nothing to re-weight.' }];
  if (!changed) {
    return [
      { text: 'Same weights as the official version. ', strong: true },
      {
        text: `${below} of ${formatNumber(before.withScore, locale)} below 50${knows ? `, ${money(before.atRiskArr)} ARR at risk` : ''}.`,
      },
    ];
  }
  if (after.withScore === 0)
    return [
      { text: 'No account has a score any more', strong: true },
      { text: ': too little of what it needs is known.' },
    ];
  const risk = [
    ...(knows
      ? riskSentence(before.atRiskArr, after.atRiskArr, locale, currency)
      : belowSentence(before.atRiskAccounts, after.atRiskAccounts, locale)),
    ...changedScore(lostScore.accounts, gainedScore.accounts, locale),
  ];
  if (moversTotal === 0) return [{ text: 'No account changes tier. ', strong: true }, ...risk];
  const verb = moversTotal === 1 ? 'changes' : 'change';
  return [
    { text: `${formatCount(moversTotal, locale, 'account')} ${verb} tier`, strong: true },
    { text: `, ${formatNumber(movedDown.accounts, locale)} down and ${formatNumber(movedUp.accounts, locale)} up. ` },
    ...risk,
  ];
}

function changedScore(lost: number, gained: number, locale: string): readonly Phrase[] {
  const say = (accounts: number, one: string, many: string): readonly Phrase[] =>
    accounts === 0 ? [] : [{ text: ` ${formatCount(accounts, locale, one, many)}.` }];
  return [
    ...say(lost, 'account loses the score', 'accounts lose the score'),
    ...say(gained, 'account gains a score', 'accounts gain a score'),
  ];
}

/** Where no ARR is known. */
function belowSentence(before: number, after: number, locale: string): readonly Phrase[] {
  const [was, now] = [formatNumber(before, locale), formatNumber(after, locale)];
  if (before === after)
    return [{ text: `${formatCount(after, locale, 'account')} stay${after === 1 ? 's' : ''} below 50.` }];
  return [{ text: `Accounts below 50 go from ${was} to ` }, { text: now, strong: true }, { text: '.' }];
}

function riskSentence(before: number, after: number, locale: string, currency: string): readonly Phrase[] {
  if (Math.abs(after - before) < 0.5)
    return [{ text: `At-risk ARR stays at ${formatMoney(before, locale, currency)}.` }];
  const short = [formatMoney(before, locale, currency), formatMoney(after, locale, currency)];
  const [from, to] =
    short[0] === short[1]
      ? [formatMoneyExact(before, locale, currency), formatMoneyExact(after, locale, currency)]
      : short;
  return [{ text: `At-risk ARR goes from ${from} to ` }, { text: `${to}`, strong: true }, { text: '.' }];
}
