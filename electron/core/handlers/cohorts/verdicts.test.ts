import { describe, expect, it } from 'vitest';
import type { Initiative } from '#electron/engine/index.ts';
import { compareVerdict, initiativeVerdict } from './verdicts.ts';

const side = (label: string, scored: number) => ({
  value: label,
  label,
  accounts: scored,
  active: scored,
  scored,
  arr: 0,
  mean: null,
  arrWeighted: null,
  tiers: [],
});

describe('two cohorts', () => {
  const verdict = (difference: number, low: number, high: number) =>
    compareVerdict(side('Pro', 40), side('Basic', 30), { difference, low, high });

  it('differ where the interval leaves out 0, as an association', () => {
    expect(verdict(6.26, 2.2, 10.4)).toEqual({
      level: 'difference',
      sentence:
        'Mean health of Pro is 6.3 points above that of Basic (95% interval 2.2 to 10.4): an association, not proof of a cause.',
    });
    expect(verdict(-6.26, -10.4, -2.2).sentence).toBe(
      'Mean health of Pro is 6.3 points below that of Basic (95% interval −10.4 to −2.2): an association, not proof of a cause.',
    );
  });

  it('have no evidence of a difference where it holds 0, its ends included', () => {
    const sentence =
      'No evidence of a difference in mean health between Pro and Basic (1.4 points, 95% interval 0.0 to 4.9); choose on judgement.';
    expect(verdict(1.4, 0, 4.9)).toEqual({ level: 'no_evidence', sentence });
    expect(verdict(-1.4, -4.9, 0).level).toBe('no_evidence');
  });

  it('are not compared with fewer than five scores', () => {
    expect(compareVerdict(side('Pro', 1), side('Basic', 1200), null)).toEqual({
      level: 'refused',
      sentence: 'Pro has 1 account with a score and Basic 1,200: fewer than 5 are too few to compare.',
    });
  });
});

describe('an initiative', () => {
  const group: Initiative['touched'] = {
    accounts: 40,
    measured: 38,
    before: 50,
    after: 54,
    change: { n: 38, mean: 4, variance: 9 },
    activeAtDate: 40,
    activeAtEnd: 36,
    retained: { share: 0.9, n: 40 },
  };
  const found: Initiative = {
    touched: group,
    comparable: group,
    comparables: 60,
    unmatched: 0,
    effect: { difference: 2.5, low: 0.4, high: 4.6 },
    retention: { difference: 0.01, low: -0.1, high: 0.1 },
    regression: null,
    series: [],
  };

  it('is told as an association, with what its interval allows', () => {
    expect(initiativeVerdict(found)).toEqual({
      level: 'difference',
      sentence:
        'Mean health of the touched accounts rose by 4.0 points, 2.5 points more than that of comparable accounts (95% interval 0.4 to 4.6): an association, not proof that the initiative did it.',
    });
    expect(initiativeVerdict({ ...found, effect: { difference: -1, low: -3, high: 1 } })).toEqual({
      level: 'no_evidence',
      sentence:
        'Mean health of the touched accounts rose by 4.0 points, 1.0 points less than that of comparable accounts (95% interval −3.0 to 1.0): no evidence of an effect on health; choose on judgement.',
    });
  });

  it('names a difference in who stayed', () => {
    const lower = { ...found, retention: { difference: -0.066, low: -0.19, high: -0.003 } };
    expect(initiativeVerdict(lower).sentence).toContain(
      'The share of them that stayed is 6.6 percentage points lower than that of comparable accounts.',
    );
  });

  it('is refused below five accounts, and raw without anybody to compare with', () => {
    expect(initiativeVerdict({ ...found, touched: { ...group, measured: 4 } }).level).toBe('refused');
    const raw = { ...found, comparable: null, effect: null, retention: null };
    expect(initiativeVerdict({ ...raw, comparables: 9 })).toEqual({
      level: 'raw_only',
      sentence:
        'Mean health of the touched accounts rose by 4.0 points; only 9 accounts not touched had a similar score in the same tier, so nothing shows what would have happened without the initiative.',
    });
    const fell = { ...raw, touched: { ...group, change: { ...group.change, mean: -4 } } };
    expect(initiativeVerdict(fell).sentence).toBe(
      'Mean health of the touched accounts fell by 4.0 points; too few of them had an account to compare with, so nothing shows what would have happened without the initiative.',
    );
  });
});
