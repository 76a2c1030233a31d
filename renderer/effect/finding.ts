import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { formatMoney, formatMoneyExact } from '#shared/format/money.ts';
import { formatNumber } from '#shared/format/number.ts';
import { formatCount } from '#shared/format/words.ts';

export type Phrase = { readonly text: string; readonly strong?: true };

/** What the scenario changes, in one sentence. */
export function whatIfFinding(result: WhatIfResult, changed: boolean, locale: string): readonly Phrase[] {
  const { before, after, lostScore, movedUp, movedDown, moversTotal, currency } = result;
  const money = (amount: number) => formatMoney(amount, locale, currency);
  if (before.withScore === 0)
    return [{ text: 'No account has a score at this date, so there is nothing to re-weight.' }];
  if (!changed) {
    return [
      { text: 'Same weights as the official version. ', strong: true },
      {
        text: `${formatCount(before.atRiskAccounts, locale, 'account')} of ${formatNumber(before.withScore, locale)} below 50, ${money(before.atRiskArr)} ARR at risk.`,
      },
    ];
  }
  if (after.withScore === 0)
    return [
      { text: 'No account has a score any more', strong: true },
      { text: ': too little of what it needs is known.' },
    ];
  const risk = [
    ...riskSentence(before.atRiskArr, after.atRiskArr, locale, currency),
    ...lost(lostScore.accounts, locale),
  ];
  if (moversTotal === 0) return [{ text: 'No account changes tier. ', strong: true }, ...risk];
  const verb = moversTotal === 1 ? 'changes' : 'change';
  return [
    { text: `${formatCount(moversTotal, locale, 'account')} ${verb} tier`, strong: true },
    { text: `, ${formatNumber(movedDown.accounts, locale)} down and ${formatNumber(movedUp.accounts, locale)} up. ` },
    ...risk,
  ];
}

function lost(accounts: number, locale: string): readonly Phrase[] {
  if (accounts === 0) return [];
  return [{ text: ` ${formatCount(accounts, locale, 'account loses', 'accounts lose')} the score.` }];
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
