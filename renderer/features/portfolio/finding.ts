import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { joinWords } from '#shared/format/words.ts';

/** A sentence in pieces; the strong ones are the numbers that matter. */
export type FindingPart = { readonly text: string; readonly strong: boolean };

type Words = {
  readonly score: (value: number | null) => string;
  readonly number: (value: number | null, decimals?: number) => string;
  readonly money: (value: number | null) => string;
  readonly dayMonth: (iso: string | null) => string;
};

const plain = (text: string): FindingPart => ({ text, strong: false });
const strong = (text: string): FindingPart => ({ text, strong: true });

/**
 * What happened to the mean, what it touches, and how soon.
 *
 * @param isWhole false while only the frame of a day is known: nothing is said of renewals then
 */
export function portfolioFinding(
  summary: Pick<PortfolioSummary, 'cards' | 'comparedWith'>,
  format: Words,
  isWhole = true,
): readonly FindingPart[] {
  const { cards, comparedWith } = summary;
  const mean = cards.meanHealth.value;
  if (cards.accounts === 0) return [plain('No account matches these filters.')];
  if (mean === null)
    return [
      strong(plural(cards.accounts, format)),
      plain(` here, and none has enough data for a score yet${lack(cards)}.`),
    ];
  return [...meanPart(mean, cards.meanHealth.before, format), ...riskPart(cards, comparedWith, format, isWhole)];
}

/** What an import would have to bring. */
function lack(cards: PortfolioSummary['cards']): string {
  const missing = cards.missingDimensions.map((name) => name.toLowerCase());
  return missing.length === 0 ? '' : `: ${joinWords(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`;
}

function meanPart(mean: number, before: number | null, format: Words): readonly FindingPart[] {
  if (before === null) return [plain('Mean health is '), strong(`${format.score(mean)}.`)];
  const change = mean - before;
  if (Math.abs(change) < 0.05) return [plain('Mean health holds at '), strong(`${format.score(mean)}.`)];
  return [
    plain(`Mean health ${change < 0 ? 'slipped' : 'rose'} ${format.number(Math.abs(change), 1)} to `),
    strong(`${format.score(mean)}.`),
  ];
}

function riskPart(
  cards: PortfolioSummary['cards'],
  comparedWith: string | null,
  format: Words,
  isWhole: boolean,
): readonly FindingPart[] {
  const accounts = cards.atRiskAccounts.value ?? 0;
  const arr = cards.atRiskArr.value ?? 0;
  if (accounts === 0) return [plain(' No account is below\u00a050.')];
  const soon = cards.atRiskRenewing90;
  if (cards.arr === 0) {
    const renew = isWhole
      ? `, and ${soon === 0 ? 'none' : format.number(soon)} of them ${soon === 1 ? 'renews' : 'renew'} within 90 days`
      : '';
    return [
      plain(' '),
      strong(`${format.number(accounts)} ${accounts === 1 ? 'account' : 'accounts'}`),
      plain(` now ${accounts === 1 ? 'sits' : 'sit'} below\u00a050${accounts === 1 ? '' : renew}.`),
    ];
  }
  const before = cards.atRiskArr.before;
  const moved = before === null ? 0 : arr - before;
  const compared = comparedWith !== null && before !== null && Math.abs(moved) >= 0.5;
  const change = compared
    ? `, ${format.money(Math.abs(moved))} ${moved > 0 ? 'more' : 'less'} than on ${format.dayMonth(comparedWith)}`
    : '';
  const those = accounts === 1 ? 'that one account' : `those ${format.number(accounts)} accounts`;
  const renew = !isWhole
    ? `, in ${accounts === 1 ? 'one account' : `${format.number(accounts)} accounts`}.`
    : accounts === 1
      ? soon === 1
        ? `, and ${those} renews within 90 days.`
        : ', in one account.'
      : `, and ${soon === 0 ? 'none' : format.number(soon)} of ${those} ${soon === 1 ? 'renews' : 'renew'} within 90 days.`;
  return [plain(' '), strong(format.money(arr)), plain(` of ARR now sits below\u00a050${change}${renew}`)];
}

function plural(count: number, format: Words): string {
  return `${format.number(count)} ${count === 1 ? 'account is' : 'accounts are'}`;
}
