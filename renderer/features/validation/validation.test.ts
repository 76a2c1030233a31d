import { describe, expect, it } from 'vitest';
import { createFormat } from '../../data/format.ts';
import { cutOf, inputOf, optionsOf, tabOf } from './address.ts';
import { backTestFinding, periodText } from './evidence/finding.ts';
import { needsText, refusalOf } from './evidence/gate.ts';
import { nextSorting, sortedNames } from './evidence/named.ts';
import { comparisonText, periodName, reviewsFinding, runText } from './reviews/words.ts';

const format = createFormat('USD', [40, 70]);

describe('the address', () => {
  it('asks for what it says, and for the defaults where it says nothing', () => {
    expect(inputOf(optionsOf({}, undefined), '2026-06-28')).toEqual({ horizon: 90, outcome: 'churn' });
    expect(
      inputOf(
        optionsOf({ model: 'a@2', horizon: 'renewal', outcome: 'contraction', period: '12' }, ['SMB']),
        '2026-06-28',
      ),
    ).toEqual({ horizon: 'renewal', outcome: 'contraction', model: 'a@2', from: '2025-06-28', segment: 'SMB' });
  });

  it('keeps days only for a period of its own, and leaves out what is none', () => {
    const custom = optionsOf({ period: 'custom', from: '2025-01-01', to: 'soon' }, ['SMB', 'Enterprise']);
    expect(inputOf(custom, '2026-06-28')).toEqual({ horizon: 90, outcome: 'churn', from: '2025-01-01' });
    expect(inputOf(optionsOf({ from: '2025-01-01', horizon: '7', tab: 'x' }, undefined), null)).toEqual({
      horizon: 90,
      outcome: 'churn',
    });
    expect([tabOf({ tab: 'reviews' }), tabOf({ tab: 'x' })]).toEqual(['reviews', '']);
  });

  it('takes a cut that is a whole score', () => {
    expect([cutOf({ cut: '40' }), cutOf({ cut: '101' }), cutOf({ cut: '4.5' }), cutOf({ cut: '' }), cutOf({})]).toEqual(
      [40, null, null, null, null],
    );
  });
});

describe('the finding', () => {
  const design = { accounts: 388, churns: 72, outcome: 'churn', atRiskBound: 40 } as never;
  const say = (result: object) =>
    backTestFinding(
      {
        verdict: 'predicts',
        rocAuc: { value: 0.7434, low: 0.667, high: 0.8051 },
        design,
        missedChurns: { total: 61, arr: null, rows: [] },
        ...result,
      },
      format,
    )
      .map((part) => part.text)
      .join('');

  it('says what the score is worth and whom it misses', () => {
    expect(say({})).toBe(
      'The score ranks churn better than chance, AUC 0.743 (0.667 to 0.805), on 72 churns of 388 accounts. It misses 61 of 72 at the bound of 40.',
    );
    expect(say({ missedChurns: { total: 0, arr: null, rows: [] } })).toContain('It misses none');
  });

  it('says plainly that nothing predicts, or that it points the wrong way', () => {
    const rocAuc = { value: 0.51, low: 0.42, high: 0.6 };
    expect(say({ verdict: 'nothing', rocAuc })).toMatch(
      /^Nothing here shows .* AUC 0\.510 \(0\.420 to 0\.600\) includes 0\.5/,
    );
    expect(say({ verdict: 'reversed', rocAuc: { value: 0.3, low: 0.2, high: 0.4 } })).toMatch(
      /^The score points the wrong way/,
    );
  });

  it('makes no claim on a handful of churns', () => {
    const refused = { verdict: 'refused', rocAuc: { value: null, low: null, high: null } };
    expect(say({ ...refused, design: { ...(design as object), churns: 3 } })).toBe(
      '3 churns of 388 accounts are too few to judge a score. What can be counted is below.',
    );
    expect(say({ ...refused, design: { ...(design as object), churns: 0 } })).toMatch(/^No churn was seen among 388/);
  });

  it('names the months of the landmarks', () => {
    expect(periodText(['2024-09-29', '2026-03-29'], format.monthYear)).toBe('Sep 2024 to Mar 2026');
    expect([periodText(['2024-09-29'], format.monthYear), periodText([], format.monthYear)]).toEqual([
      'Sep 2024',
      'no landmark',
    ]);
  });
});

describe('the gate', () => {
  it('says what it would take', () => {
    const gate = {
      churns: 8,
      refused: [{ what: 'calibration', sentence: '8 churns are too few for a calibration line.' }],
    } as never;
    expect(refusalOf({ gate }, 'calibration')).toEqual({
      sentence: '8 churns are too few for a calibration line.',
      needs: 'It takes 10 churns; 8 are known. Longer history, or an import of past outcomes, brings more.',
    });
    expect(refusalOf({ gate }, 'auc')).toBeNull();
    expect([needsText(0, 5), needsText(1, 5)].map((text) => text.slice(0, 34))).toEqual([
      'It takes 5 churns; none is known. ',
      'It takes 5 churns; one is known. L',
    ]);
  });
});

describe('accounts by name', () => {
  const row = (name: string, arr: number | null) => ({ name, arr }) as never;
  it('sorts both ways, the unknown last', () => {
    const rows = [row('B', 1), row('A', null), row('C', 2)];
    const names = (down: boolean) => sortedNames(rows, { key: 'arr', down }).map((item) => item.name);
    expect([names(true), names(false)]).toEqual([
      ['C', 'B', 'A'],
      ['B', 'C', 'A'],
    ]);
    expect(nextSorting({ key: 'arr', down: true }, 'arr')).toEqual({ key: 'arr', down: false });
    expect(nextSorting({ key: 'arr', down: true }, 'name')).toEqual({ key: 'name', down: false });
  });
});

describe('reviews and shadow runs', () => {
  const due = (cadence: 'monthly' | 'annual', period: string, dueOn: string, overdue: boolean) => ({
    cadence,
    period,
    dueOn,
    overdue,
    lastDone: null,
    items: [],
  });

  it('says what is overdue, else what comes next', () => {
    const annual = due('annual', '2026', '2027-01-31', false);
    expect(reviewsFinding([due('monthly', '2026-05', '2026-06-10', true), annual], format)).toBe(
      'One review is overdue: the monthly one of May 2026.',
    );
    expect(reviewsFinding([annual, due('monthly', '2026-06', '2026-07-10', false)], format)).toBe(
      'Nothing is overdue. The monthly review of Jun 2026 is due on 10 Jul 2026.',
    );
    expect(reviewsFinding([], format)).toBe('Nothing is due.');
    expect(['2026-Q1', '2025'].map((period) => periodName(period, format))).toEqual(['Q1 2026', '2025']);
  });

  it('compares what both would have sent, and waits for the first closed week', () => {
    const sides = {
      official: { label: 'a@1' },
      candidate: { label: 'b@1' },
      onlyOfficial: 1,
      onlyCandidate: 2,
      both: 0,
    };
    expect(comparisonText({ ...sides, weeks: [{}] } as never)).toBe(
      'Both would have alerted on 0 accounts. b@1 alone on 2 accounts, a@1 alone on 1 account.',
    );
    expect(comparisonText({ ...sides, weeks: [] } as never)).toMatch(/^The data has no closed week/);
    expect([
      runText({ state: 'running', weeks: 8, weeksDone: 3 } as never),
      runText({ state: 'ended', weeks: 8, weeksDone: 3 } as never),
    ]).toEqual(['week 3 of 8', '3 of 8 weeks, ended']);
  });
});
