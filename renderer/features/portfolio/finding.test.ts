import { describe, expect, it } from 'vitest';
import type { PortfolioSummary } from '#shared/contract/portfolio.ts';
import { createFormat } from '../../data/format.ts';
import { portfolioFinding } from './finding.ts';

const format = createFormat('USD', [50, 75]);

type Cards = PortfolioSummary['cards'];
const none = { value: null, before: null };
const cards: Cards = {
  accounts: 412,
  scored: 403,
  provisional: 8,
  unscored: 1,
  churned: 0,
  arr: 22_000_000,
  meanHealth: { value: 72.13, before: 73.15 },
  meanHealthArrWeighted: none,
  atRiskAccounts: { value: 37, before: 34 },
  atRiskArr: { value: 1_570_000, before: 1_436_000 },
  atRiskShare: 0.07,
  atRiskRenewing90: 6,
  expansionReadyArr: 0,
  expansionReadyAccounts: 0,
  grr: none,
  nrr: none,
  logoRetention: none,
  nps: none,
  npsResponses: 0,
  missingDimensions: [],
};

function sentence(changes: Partial<Cards>, comparedWith: string | null = '2026-05-31'): string {
  const summary = { cards: { ...cards, ...changes }, comparedWith };
  return portfolioFinding(summary, format)
    .map((part) => part.text)
    .join('')
    .replaceAll('\u00a0', ' ');
}

describe('the finding of the portfolio', () => {
  it('says what happened, what it costs and how soon', () => {
    expect(sentence({})).toBe(
      'Mean health slipped 1.0 to 72.1. $1.57M of ARR now sits below 50, $134k more than on 31 May, and 6 of those 37 accounts renew within 90 days.',
    );
  });

  it('says nothing of renewals while only the frame of a day is known', () => {
    const words = portfolioFinding({ cards, comparedWith: null }, format, false);
    expect(words.at(-1)?.text.replaceAll('\u00a0', ' ')).toBe(' of ARR now sits below 50, in 37 accounts.');
  });

  it('speaks of accounts where there is no ARR', () => {
    const none = { arr: 0, atRiskArr: { value: 0, before: 0 } };
    expect(sentence(none)).toMatch(/ 37 accounts now sit below 50, and 6 of them renew within 90 days\.$/);
    expect(sentence({ ...none, atRiskAccounts: { value: 1, before: 0 } })).toMatch(/ 1 account now sits below 50\.$/);
  });

  it('claims no change where there is nothing to compare with', () => {
    expect(
      sentence({ meanHealth: { value: 72.13, before: null }, atRiskArr: { value: 1_570_000, before: null } }, null),
    ).toBe('Mean health is 72.1. $1.57M of ARR now sits below 50, and 6 of those 37 accounts renew within 90 days.');
    expect(sentence({ meanHealth: { value: 72.13, before: 72.15 } })).toMatch(/^Mean health holds at 72\.1\./);
  });

  it('counts one as one and none as none', () => {
    const one = { atRiskAccounts: { value: 1, before: 1 }, atRiskArr: { value: 50_000, before: 50_000 } };
    expect(sentence({ ...one, atRiskRenewing90: 1 })).toMatch(
      /below 50, and that one account renews within 90 days\.$/,
    );
    expect(sentence({ ...one, atRiskRenewing90: 0 })).toMatch(/below 50, in one account\.$/);
    expect(sentence({ atRiskRenewing90: 0 })).toMatch(/and none of those 37 accounts renew within 90 days\.$/);
    expect(sentence({ atRiskRenewing90: 1 })).toMatch(/and 1 of those 37 accounts renews within 90 days\.$/);
    expect(sentence({ atRiskAccounts: { value: 0, before: 3 } })).toMatch(/No account is below 50\.$/);
  });

  it('says when there is nothing to say', () => {
    expect(sentence({ accounts: 0 })).toBe('No account matches these filters.');
    expect(sentence({ meanHealth: none })).toBe('412 accounts are here, and none has enough data for a score yet.');
  });
});
