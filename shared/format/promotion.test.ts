import { describe, expect, it } from 'vitest';
import type { PromotionSummary } from '../contract/promotion.ts';
import { promotionWords } from './promotion.ts';

const at = Date.UTC(2026, 6, 1);
const options = { locale: 'en', currency: 'USD', promotedAt: at };
const point = {
  rocAuc: 0.81,
  averagePrecision: 0.2,
  flagged: 10,
  caught: 3,
  recall: 0.75,
  precision: 0.3,
  falseAlarms: 7,
};
const accuracy = {
  horizonDays: 90,
  landmarks: ['2025-12-28'],
  sealed: '2026-03-29',
  rows: 40,
  accounts: 20,
  churns: 4,
  before: point,
  after: { ...point, rocAuc: 0.8351, caught: 4, precision: 0.4 },
  gate: { level: 'ranks', sentence: 'Enough.' },
};
const judged = {
  accuracy,
  rocAuc: { value: 0.0251, low: -0.01, high: 0.06 },
  recommended: false,
  sentence: 'No evidence of difference.',
};
const nothing = { accounts: 0, arr: 0 };
const summary: PromotionSummary = {
  modelHash: 'x',
  differences: 2,
  migration: {
    asOf: '2026-06-28',
    movedUp: { accounts: 1, arr: 12_000 },
    movedDown: { accounts: 2, arr: 30_000 },
    lostScore: { accounts: 1, arr: 5 },
    gainedScore: nothing,
    cells: [
      { from: 'Healthy', to: 'Healthy', accounts: 9, arr: 1 },
      { from: 'Watch', to: 'Healthy', accounts: 1, arr: 12_000 },
      { from: 'Healthy', to: 'Watch', accounts: 2, arr: 30_000 },
    ],
  },
  validation: judged,
  gap: null,
  sealed: { ...judged, landmark: '2026-03-29', against: 'a@1', openedAt: at },
  tried: 3,
};

describe('a promotion in words', () => {
  it('says what moved, what the history says and what the sealed landmark said', () => {
    const words = promotionWords(summary, options);
    expect(words.migration).toBe(
      '3 accounts change tier on 28 Jun 2026: 1 up ($12.0k ARR), 2 down ($30.0k ARR). 1 account loses a score.',
    );
    expect(words.moves).toEqual(['Healthy → Watch: 2 accounts, $30.0k ARR', 'Watch → Healthy: 1 account, $12.0k ARR']);
    expect(words.accuracy).toBe(
      'On 1 landmark: AUC 0.810 → 0.835 (+0.025, 95% interval −0.010 to +0.060); churns below the at-risk bound 3 → 4 of 4, precision 30.0% → 40.0%. No evidence of difference.',
    );
    expect(words.sealed).toMatch(
      /^Sealed landmark of 29 Mar 2026, opened once for this promotion: AUC 0\.810 → 0\.835 .* against a@1;/,
    );
    expect(words.tried).toBe('3 models tried on this history by then.');
  });

  it('says that the landmark stays sealed, was opened before, or that there is none', () => {
    const sealed = (part: Partial<PromotionSummary>, promotedAt: number | null = at): string =>
      promotionWords({ ...summary, ...part }, { ...options, promotedAt }).sealed;
    expect(sealed({ sealed: null }, null)).toMatch(/^The landmark of 29 Mar 2026 stays sealed/);
    expect(sealed({}, at + 86_400_000)).toContain('opened by the promotion of 1 Jul 2026, not opened again');
    expect(sealed({ sealed: null, validation: { ...judged, accuracy: { ...accuracy, sealed: null } } })).toBe(
      'There is one landmark only, so none is kept sealed.',
    );
    expect(sealed({ sealed: null, validation: null, gap: 'x' })).toBe('There is no landmark to keep sealed.');
  });

  it('says where nothing is scored or there is no history to judge', () => {
    const words = promotionWords(
      { ...summary, migration: null, validation: null, gap: 'No 90 days are complete.', sealed: null },
      options,
    );
    expect([words.migration, words.moves, words.accuracy]).toEqual([
      'Nothing is scored yet, so nothing moves.',
      [],
      'No 90 days are complete.',
    ]);
  });
});
