import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COHORTS_AS_OF, cohortFiles } from './handlers/testing/cohorts.ts';
import { startTestCore, type TestCore } from './testing.ts';

let core: TestCore;

beforeAll(async () => {
  core = await startTestCore(Date.UTC(2026, 6, 1, 12));
  await core.call('workspace.create', { name: 'Cohorts', currency: 'EUR' });
  const sources: string[] = [];
  for (const [name, content] of Object.entries(cohortFiles())) sources.push(await core.source(name, content));
  await core.done('import.run', { sources });
}, 60_000);
afterAll(() => core.close());

describe('dimensions', () => {
  it('are those of every workspace and its custom attributes; who has no value is counted', async () => {
    const { asOf, accounts, dimensions } = await core.call('cohorts.dimensions', {});
    expect([asOf, accounts]).toEqual([COHORTS_AS_OF, 12]);
    expect(dimensions.map(({ id, kind, cohorts, notKnown }) => `${id} ${kind} ${cohorts} ${notKnown}`)).toEqual([
      'startMonth time 2 0',
      'startQuarter time 2 0',
      'tenure band 1 0',
      'arrTier band 3 0',
      'segment text 0 12',
      'industry text 0 12',
      'region text 0 12',
      'country text 0 12',
      'plan text 2 0',
      'channel text 0 12',
      'useCase text 0 12',
      'size text 0 12',
      'csm text 0 12',
      'usage band 3 2',
      'activation band 2 6',
      'attribute:Colour text 2 1',
      'attribute:Feedback points band 4 1',
      'attribute:Kickoff call time 2 1',
    ]);
    expect(dimensions.every(({ how, label }) => how.endsWith('.') && label !== '')).toBe(true);
  });

  it.each([
    ['Sign-up quarter', ['2025-Q1 6', '2025-Q2 6']],
    ['Tenure', ['0-1 0', '1-3 12', '3+ 0']],
    ['ARR TIER', ['low 3', 'middle 5', 'high 4']],
    ['colour', ['blue 7', 'red 4', '(none) 1']],
    ['feedback POINTS', ['q1 3', 'q2 2', 'q3 3', 'q4 3', '(none) 1']],
    ['attribute:Kickoff call', ['2025-Q1 4', '2025-Q3 7', '(none) 1']],
  ])('%s is found by its name, and its cohorts hold every account once', async (by, expected) => {
    const { cohorts, all } = await core.call('cohorts.list', { by });
    expect(cohorts.map(({ value, accounts }) => `${value} ${accounts}`)).toEqual(
      expected.filter((cohort) => !cohort.endsWith(' 0')),
    );
    expect(cohorts.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(all.accounts);
    expect(all.accounts).toBe(12);
  });

  it('that do not exist are answered with those that do', async () => {
    await expect(core.call('cohorts.list', { by: 'mood' })).rejects.toThrow(
      'bad_request: There is no field mood to make cohorts by. Fields: startMonth, startQuarter, tenure, arrTier, segment, industry, region, country, plan, channel, useCase, size, csm, usage, activation, Colour, Feedback points, Kickoff call.',
    );
  });
});

describe('retention', () => {
  it('is a triangle of months since the start; what is not reached yet is absent', async () => {
    const { cohorts, all, months, notes } = await core.call('cohorts.retention', { by: 'startQuarter' });
    const logos = (row: (typeof cohorts)[number] | undefined) =>
      row?.cells.map(({ n, retained }) => `${retained}/${n}`);
    expect(months).toBe(36);
    expect(logos(cohorts[0])).toEqual([...Array(5).fill('6/6'), ...Array(11).fill('5/6')]);
    expect(logos(cohorts[1])).toEqual(['6/6', ...Array(12).fill('5/6')]);
    expect(logos(all)).toEqual([
      '12/12',
      ...Array(4).fill('11/12'),
      ...Array(8).fill('10/12'),
      ...Array(3).fill('5/6'),
    ]);
    expect(cohorts[0]?.cells[5]).toEqual({
      month: 5,
      n: 6,
      retained: 5,
      rate: 5 / 6,
      low: expect.closeTo(0.436497, 5),
      high: expect.closeTo(0.969946, 5),
      survival: expect.closeTo(5 / 6, 12),
      arrAccounts: 6,
      startArr: 21_000,
      arr: 15_000,
      grr: 15 / 21,
      nrr: 15 / 21,
      small: false,
      complete: true,
    });
    // The upgrade of A01 counts net, not gross.
    expect(cohorts[0]?.cells[9]).toMatchObject({ arr: 17_000, grr: 15 / 21, nrr: 17 / 21 });
    // Half of all have been here for 13 months: the rate is of them, survival of everyone.
    expect(all.cells[13]).toMatchObject({ n: 6, rate: 5 / 6, complete: false, survival: expect.closeTo(10 / 12, 12) });
    expect(notes).toEqual([]);
  });

  it('is of what was known and had happened by the as-of date', async () => {
    const { cohorts, asOf } = await core.call('cohorts.retention', { by: 'startQuarter', asOf: '2025-07-06' });
    expect(asOf).toBe('2025-07-06');
    expect(cohorts.map(({ value, cells }) => `${value} ${cells.map(({ retained }) => retained).join(' ')}`)).toEqual([
      '2025-Q1 6 6 6 6',
      '2025-Q2 6',
    ]);
  });

  it('answers for the accounts that filters leave, and greys small cohorts', async () => {
    const { cohorts } = await core.call('cohorts.retention', {
      by: 'plan',
      filters: { cohortBy: 'Colour', cohort: ['red'] },
    });
    expect(cohorts.map(({ value, accounts, small }) => [value, accounts, small])).toEqual([
      ['Basic', 2, true],
      ['Pro', 2, true],
    ]);
    expect(cohorts[0]?.cells[1]).toMatchObject({ n: 2, retained: 2, small: true });
  });

  it('leads from a cell to its accounts', async () => {
    const accountsOf = async (filters: Parameters<typeof core.call<'accounts.list'>>[1]['filters']) =>
      (await core.call('accounts.list', { filters, sort: [{ field: 'accountId', direction: 'asc' }] })).accounts.map(
        ({ accountId }) => accountId,
      );
    const cell = { cohortBy: 'startQuarter', cohort: ['2025-Q1'], cohortMonth: 5 };
    expect(await accountsOf({ ...cell, cohortOutcome: 'lost' })).toEqual(['A06']);
    expect(await accountsOf({ ...cell, cohortOutcome: 'retained' })).toEqual(['A01', 'A02', 'A03', 'A04', 'A05']);
    expect(await accountsOf({ cohortMonth: 13 })).toHaveLength(6);
    expect(await accountsOf({ cohortBy: 'Colour', cohort: ['(none)', 'red'] })).toEqual([
      'A01',
      'A04',
      'A07',
      'A10',
      'A12',
    ]);
    expect(await core.codeOf('accounts.list', { filters: { cohort: ['red'] } })).toBe('bad_request');
    expect(await core.codeOf('accounts.list', { filters: { cohortOutcome: 'lost' } })).toBe('bad_request');
  });
});

describe('health', () => {
  it('is distributed over the accounts with a score; those that left count as accounts only', async () => {
    const { cohorts, all, currency } = await core.call('cohorts.list', { by: 'plan' });
    expect(currency).toBe('EUR');
    expect(
      cohorts.map(({ value, active, churned, scored, arr, box }) => [value, active, churned, scored, arr, box?.n]),
    ).toEqual([
      ['Basic', 5, 1, 5, 45_000, 5],
      ['Pro', 5, 1, 5, 17_000, 5],
    ]);
    const [basic, pro] = cohorts;
    expect(pro?.mean).toBeGreaterThan((basic?.mean ?? 0) + 5);
    expect(all.mean).toBeCloseTo(((basic?.mean ?? 0) + (pro?.mean ?? 0)) / 2, 9);
    expect(all.tiers.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(10);
    const { accounts } = await core.call('accounts.list', { filters: { plan: ['Pro'], status: ['active'] } });
    const scores = accounts.map(({ score }) => score ?? 0).sort((a, b) => a - b);
    expect([pro?.box?.min, pro?.box?.q1, pro?.box?.median, pro?.box?.q3, pro?.box?.max]).toEqual(scores);
  });

  it('over time has one entry a snapshot, the last of each month unless weeks are asked for', async () => {
    const monthly = await core.call('cohorts.health', { by: 'plan' });
    expect(monthly.dates.slice(-3)).toEqual(['2026-04-26', '2026-05-31', '2026-06-28']);
    expect(new Set(monthly.dates.map((date) => date.slice(0, 7))).size).toBe(monthly.dates.length);
    const weekly = await core.call('cohorts.health', { by: 'plan', every: 'week' });
    expect(weekly.dates.length).toBeGreaterThan(4 * monthly.dates.length);
    for (const { mean, arrWeighted, n } of weekly.cohorts)
      expect([mean.length, arrWeighted.length, n.length]).toEqual(Array(3).fill(weekly.dates.length));
    const now = await core.call('cohorts.list', { by: 'plan' });
    expect(weekly.cohorts.map(({ mean, n }) => [mean.at(-1), n.at(-1)])).toEqual(
      now.cohorts.map(({ mean, scored }) => [mean, scored]),
    );
    expect(weekly.cohorts[0]?.arrWeighted.at(-1)).toBeCloseTo(now.cohorts[0]?.arrWeighted ?? 0, 9);
  });
});

describe('comparison', () => {
  it('of two cohorts tells the difference with its interval, and calls it an association', async () => {
    const found = await core.call('cohorts.compare', { by: 'plan', a: 'Pro', b: 'Basic' });
    expect([found.a.accounts, found.a.scored, found.b.arr]).toEqual([6, 5, 45_000]);
    expect(found.health.difference).toBeCloseTo((found.a.mean ?? 0) - (found.b.mean ?? 0), 9);
    expect(found.health.evidence).toBe(true);
    expect(found.verdict.level).toBe('difference');
    expect(found.verdict.sentence).toMatch(
      /^Mean health of Pro is \d+\.\d points above that of Basic \(95% interval \d+\.\d to \d+\.\d\): an association, not proof of a cause\.$/,
    );
    const support = found.dimensions.find(({ id }) => id === 'support');
    expect(support?.difference).toBeGreaterThan(20);
    expect(
      found.retention.map(({ month, a, b, difference, evidence }) => [
        month,
        a.retained,
        b.retained,
        difference,
        evidence,
      ]),
    ).toEqual([
      [3, 6, 5, expect.closeTo(1 / 6, 12), false],
      [6, 5, 5, 0, false],
      [12, 5, 5, 0, false],
    ]);
  });

  it('is refused with fewer than five scores, and says when there is no evidence', async () => {
    const few = await core.call('cohorts.compare', { by: 'Colour', a: 'red', b: 'blue' });
    expect(few.verdict).toEqual({
      level: 'refused',
      sentence: 'red has 4 accounts with a score and blue 6: fewer than 5 are too few to compare.',
    });
    expect(few.health).toEqual({ difference: null, interval: null, evidence: null });
    const onlyPro = { by: 'plan', a: 'Pro', b: 'Basic', filters: { plan: ['Pro'] } };
    expect((await core.call('cohorts.compare', onlyPro)).b.accounts).toBe(0);
    expect(await core.codeOf('cohorts.compare', { by: 'plan', a: 'Pro', b: 'Pro' })).toBe('bad_request');
    expect(await core.codeOf('cohorts.compare', { by: 'plan', a: 'Pro', b: 'Gold' })).toBe('not_found');
  });
});

describe('season', () => {
  it('compares the same month of two years, and says when there are too few months', async () => {
    const found = await core.call('cohorts.seasonal', {});
    expect(found.enough).toBe(true);
    expect(found.usageMetric).toEqual({ id: 'logins', label: 'Logins' });
    expect(found.months.map(({ years }) => years.length)).toEqual([1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1]);
    // 10 accounts with 20 logins a day
    expect(found.months[4]?.years.map(({ year, usage, usageAccounts }) => [year, usage, usageAccounts])).toEqual([
      [2025, 20, 5],
      [2026, 20, 10],
    ]);
    expect(found.sameMonth).toMatchObject({ month: '2026-06', usageChange: 0 });
    const early = await core.call('cohorts.seasonal', { asOf: '2025-12-28' });
    expect([early.enough, early.sameMonth]).toEqual([false, null]);
    expect(early.sentence).toBe(
      'Scores reach back 8 months and usage 9 months: a seasonal pattern needs at least 13, the same month of two years.',
    );
  });
});

describe('initiative', () => {
  it('has nobody to compare with here, and says so', async () => {
    const found = await core.call('cohorts.initiative', { date: '2026-04-01', touched: { plan: ['Pro'] }, weeks: 8 });
    expect([found.weeksAfter, found.touched.accounts, found.touched.measured]).toEqual([8, 5, 5]);
    expect([found.comparable, found.effect.difference, found.regression]).toEqual([null, null, null]);
    expect(found.touched.retention).toEqual({ rate: 1, low: expect.closeTo(0.6206, 4), high: 1 });
    expect(found.verdict.level).toBe('raw_only');
    expect(found.series.map(({ week }) => week)).toEqual(Array.from({ length: 17 }, (_, k) => k - 8));
    expect(found.notes.join(' ')).toContain('regression to the mean');
  });

  it('is refused for few accounts, too early and without scores; accounts are given by id as well', async () => {
    const ask = async (date: string, accountIds: string[]) =>
      (await core.call('cohorts.initiative', { date, accountIds })).verdict;
    expect(await ask('2026-04-01', ['A01', 'A02'])).toEqual({
      level: 'refused',
      sentence: '2 accounts with scores before and after the date: fewer than 5 are too few to say anything.',
    });
    expect((await ask('2026-06-25', ['A01'])).sentence).toBe(
      'Scores reach less than a week beyond 2026-06-25: too early to see anything.',
    );
    expect((await ask('2024-06-25', ['A01'])).sentence).toBe(
      'There are no scores in the week before 2024-06-25: nothing can be compared with it.',
    );
    expect(await core.codeOf('cohorts.initiative', { date: '2026-04-01' })).toBe('bad_request');
    expect(await core.codeOf('cohorts.initiative', { date: '2026-04-01', accountIds: ['A01', 'B'] })).toBe('not_found');
  });

  it('warns when the touched accounts are picked by how they do now', async () => {
    const { notes } = await core.call('cohorts.initiative', { date: '2026-04-01', touched: { scoreMin: 50 } });
    expect(notes[0]).toContain('picked by how they do now');
  });
});

it('a CSM assigned by hand is a cohort from the next question on', async () => {
  expect((await core.call('cohorts.list', { by: 'csm' })).cohorts.map(({ value }) => value)).toEqual(['(none)']);
  await core.call('edits.add', {
    action: 'assign-csm',
    value: 'Cora',
    author: 'Ana',
    target: { filters: { cohortBy: 'Colour', cohort: ['red'] } },
  });
  const { cohorts } = await core.call('cohorts.list', { by: 'csm' });
  expect(cohorts.map(({ label, accounts }) => `${label} ${accounts}`)).toEqual(['Cora 4', 'Not known 8']);
});
