import { describe, expect, it } from 'vitest';
import type { CohortList } from '../../data/cohorts.ts';
import { chanceOfSoFew } from './chance.ts';
import { cohortsFinding } from './finding.ts';
import { comparedPair, weakestCohort } from './pair.ts';
import { format, months, row } from './retention.fixture.ts';

type Cohort = CohortList['all'];
function cohort(value: string, accounts: number, mean: number | null, more: Partial<Cohort> = {}): Cohort {
  return {
    value,
    label: value,
    accounts,
    small: accounts < 5,
    active: accounts,
    churned: 0,
    scored: mean === null ? 0 : accounts,
    arr: accounts * 1000,
    atRiskAccounts: 0,
    atRiskArr: 0,
    mean,
    arrWeighted: mean,
    change90: null,
    changed: 0,
    tiers: [],
    box: null,
    ...more,
  };
}

const text = (parts: readonly { readonly text: string }[]) => parts.map((part) => part.text).join('');

describe('chance', () => {
  it('is the lower tail of the binomial distribution', () => {
    expect(chanceOfSoFew(7, 12, 0.95)).toBeCloseTo(0.000183946, 9);
    expect(chanceOfSoFew(32, 40, 0.9)).toBeCloseTo(0.041901943, 9);
    expect(chanceOfSoFew(930, 1000, 0.95)).toBeCloseTo(0.003474359, 9);
    expect(chanceOfSoFew(0, 5, 0.5)).toBeCloseTo(0.03125, 12);
    expect(chanceOfSoFew(90_000, 100_000, 0.9)).toBeCloseTo(0.5, 2);
    expect(chanceOfSoFew(5, 5, 0.9)).toBe(1);
    expect(chanceOfSoFew(4, 5, 1)).toBe(0);
    expect(chanceOfSoFew(0, 5, 0)).toBe(1);
  });
});

describe('finding', () => {
  const all = row('', 100, months(12, 0.9));
  const good = row('2024 Q4', 40, months(12, 0.95));
  const bad = row('2025 Q1', 40, months(12, 0.7));
  const list = (...cohorts: Cohort[]) => ({ cohorts, all: cohort('', 100, 72) });

  it('names the cohort that leaves beyond chance, and what it took along', () => {
    const retention = { cohorts: [good, bad], all };
    expect(text(cohortsFinding(list(cohort('2024 Q4', 40, 75), cohort('2025 Q1', 40, 68)), retention, format))).toBe(
      '2025 Q1 leaves faster than the rest: 70% against 90% of all accounts are still here after 12 months, and $12.0k of its ARR is gone.',
    );
  });

  it('takes more to stand out of many cohorts than out of two', () => {
    const low = row('2025 Q1', 40, months(12, 0.775));
    const others = Array.from({ length: 9 }, (_, index) => row(`x${index}`, 40, months(12, 0.925)));
    expect(weakestCohort({ cohorts: [good, low], all })?.evident).toBe(true);
    expect(weakestCohort({ cohorts: [...others, low], all })?.evident).toBe(false);
  });

  it('says so when it can be chance', () => {
    const near = row('2025 Q1', 40, months(12, 0.875));
    const retention = { cohorts: [good, near], all };
    expect(text(cohortsFinding(list(cohort('2024 Q4', 40, 75), cohort('2025 Q1', 40, 68)), retention, format))).toBe(
      '90% of all accounts are still here after 12 months. Lowest is 2025 Q1 with 88%, which can be chance, and $5.0k of its ARR is gone.',
    );
  });

  it('leaves out small cohorts, mixed ones, and times nobody has reached', () => {
    const few = row('2026 Q1', 3, months(12, 0));
    const others = row('(other)', 40, months(12, 0.1));
    const young = row('2026 Q2', 40, months(4, 0.8));
    expect(weakestCohort({ cohorts: [few, others], all })).toBeNull();
    expect(weakestCohort({ cohorts: [few, others, young], all })).toMatchObject({
      row: { value: '2026 Q2' },
      cell: { month: 3 },
    });
    const equal = { cohorts: [row('x', 50, months(12, 0.9)), row('y', 50, months(12, 0.9))], all };
    expect(text(cohortsFinding(list(cohort('x', 50, 70), cohort('y', 50, 70)), equal, format))).toBe(
      'No cohort keeps fewer customers than the rest: 90% are still here after 12 months, and $10.0k of their ARR is gone.',
    );
  });

  it('goes by health where no start is known, and says what is missing where nothing is', () => {
    const none = { cohorts: [row('SMB', 40, []), row('Enterprise', 60, [])], all: row('', 100, []) };
    const scored = list(cohort('SMB', 40, 61.2, { atRiskArr: 1_200_000 }), cohort('Enterprise', 60, 78));
    expect(text(cohortsFinding(scored, none, format))).toBe(
      'SMB has the lowest health: 61.2 against 72.0 over all accounts, and $1.20M of its ARR sits below\u00a050.',
    );
    const bare = { cohorts: [cohort('SMB', 40, null), cohort('Enterprise', 60, null)], all: cohort('', 100, null) };
    expect(text(cohortsFinding(bare, none, format))).toBe(
      '100 accounts in 2 cohorts, without the start dates or scores to compare them.',
    );
  });

  it('has words for one cohort and for none', () => {
    const one = { cohorts: [{ ...all, value: 'SMB', label: 'SMB' }], all };
    expect(text(cohortsFinding(list(cohort('SMB', 100, 70)), one, format))).toBe(
      'All 100 accounts are in one cohort, SMB: 90% are still here after 12 months, and $10.0k of their ARR is gone.',
    );
    const nobody = { cohorts: [], all: cohort('', 0, null) };
    expect(text(cohortsFinding(nobody, { cohorts: [], all: row('', 0, []) }, format))).toBe(
      'No account matches these filters.',
    );
  });
});

describe('the compared pair', () => {
  const time = { id: 'startQuarter', label: '', kind: 'time' as const, how: '' };
  const kinds = { ...time, kind: 'text' as const };
  const nothing = { cohorts: [], all: row('', 0, []) };
  const cohorts = [cohort('Q1', 30, 75), cohort('Q2', 3, 40), cohort('Q3', 25, 66), cohort('Q4', 40, 71)];

  it('is that of the address where it exists', () => {
    expect(comparedPair({ cohorts, dimension: time }, nothing, { a: 'Q4', b: 'Q2' })).toEqual({ a: 'Q4', b: 'Q2' });
    expect(comparedPair({ cohorts, dimension: time }, nothing, { a: 'Q3' })).toEqual({ a: 'Q3', b: 'Q4' });
  });

  it('is else the weakest against the one before it, or against the largest', () => {
    expect(comparedPair({ cohorts, dimension: time }, nothing, {})).toEqual({ a: 'Q1', b: 'Q3' });
    expect(comparedPair({ cohorts, dimension: kinds }, nothing, { a: 'nowhere' })).toEqual({ a: 'Q4', b: 'Q3' });
    const leaving = { cohorts: [row('Q1', 30, months(12, 0.5))], all: row('', 90, months(12, 0.9)) };
    expect(comparedPair({ cohorts, dimension: time }, leaving, {})).toEqual({ a: 'Q3', b: 'Q1' });
  });

  it('takes small cohorts rather than none, and needs two', () => {
    const small = [cohort('x', 2, null), cohort('y', 1, null)];
    expect(comparedPair({ cohorts: small, dimension: kinds }, nothing, {})).toEqual({ a: 'y', b: 'x' });
    expect(comparedPair({ cohorts: small.slice(0, 1), dimension: kinds }, nothing, {})).toBeNull();
  });
});
