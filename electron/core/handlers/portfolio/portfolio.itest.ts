import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCore, type TestCore } from '../../testing.ts';

let core: TestCore;

beforeAll(async () => {
  core = await startTestCore(Date.UTC(2026, 6, 1, 12));
  await core.call('workspace.open', { ref: 'sample' });
}, 120_000);
afterAll(() => core.close());

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('a frame of the page', () => {
  it.each([{}, { segment: ['SMB'] }, { tier: ['Red'], csm: ['Grace Oyelaran'] }, { renewalWithin: 90 }])(
    'is what the whole answer says: %j',
    async (filters) => {
      for (const asOf of ['2026-06-28', '2025-12-28']) {
        const view = { asOf, filters, crossFilter: true };
        const whole = await core.call('portfolio.summary', view);
        const { cards, ...frame } = await core.call('portfolio.frame', view);
        expect(whole).toMatchObject(frame);
        expect(whole.cards).toMatchObject(cards);
      }
    },
  );

  it('leaves out the filter of a part on itself only when the page is filtered by its own parts', async () => {
    const all = await core.call('portfolio.frame', {});
    const filters = { tier: ['Red'], csm: ['Grace Oyelaran'] };
    const plain = await core.call('portfolio.frame', { filters });
    const crossed = await core.call('portfolio.frame', { filters, crossFilter: true });
    expect(crossed.cards).toEqual(plain.cards);
    expect(plain.tiers.filter(({ accounts }) => accounts > 0).map(({ name }) => name)).toEqual(['Red']);
    const csmAlone = await core.call('portfolio.frame', { filters: { csm: ['Grace Oyelaran'] } });
    expect(crossed.tiers).toEqual(csmAlone.tiers);
    const csms = (frame: typeof all) => frame.breakdown.find(({ field }) => field === 'csm');
    expect(csms(plain)?.total).toBe(1);
    const redAlone = await core.call('portfolio.frame', { filters: { tier: ['Red'] } });
    expect(csms(crossed)).toEqual(csms(redAlone));
    expect(csms(all)?.total).toBe(8);
  });
});

describe('risk drivers', () => {
  it('count the accounts that their filter lists', async () => {
    const { drivers } = await core.call('portfolio.summary', {});
    expect(drivers).toHaveLength(5);
    for (const { signal, accounts } of drivers) {
      const list = await core.call('accounts.list', { filters: { driver: signal }, limit: 200 });
      expect([signal, list.total]).toEqual([signal, accounts]);
      for (const { score } of list.accounts) expect(score).toBeLessThan(50);
    }
  });
});

describe('what changed', () => {
  it.each([undefined, '2026-05-29', '2025-06-30'])(
    'adds up since %s, and its accounts can be listed',
    async (since) => {
      const changes = await core.call('portfolio.changes', since === undefined ? {} : { since });
      const then = await core.call('portfolio.frame', { asOf: changes.since ?? '' });
      const now = await core.call('portfolio.frame', {});
      expect(changes.since).toBe(
        { '2026-05-29': '2026-05-24', '2025-06-30': '2025-06-29' }[since ?? ''] ?? '2026-06-21',
      );

      expect(changes.tiers.slice(0, -1).map(({ before }) => before)).toEqual(
        then.tiers.map(({ accounts }) => accounts),
      );
      expect(changes.tiers.slice(0, -1).map(({ after }) => after)).toEqual(now.tiers.map(({ accounts }) => accounts));
      for (const { before, entered, left, after } of changes.tiers) expect(before + entered - left).toBe(after);

      const { arr, health } = changes;
      expect([arr.before, arr.after]).toEqual([then.cards.arr, now.cards.arr]);
      expect(arr.before + arr.new + arr.expanded - arr.contracted - arr.lost).toBeCloseTo(arr.after, 1);
      expect([health.before, health.after]).toEqual([then.cards.meanHealth.value, now.cards.meanHealth.value]);
      expect((health.before ?? 0) + sum(health.parts.map(({ value }) => value))).toBeCloseTo(health.after ?? 0, 4);

      const picked = { since: changes.since ?? '' };
      for (const { move, accounts } of changes.moves) {
        const list = await core.call('accounts.list', { filters: { ...picked, moved: [move] }, limit: 1 });
        expect([move, list.total]).toEqual([move, accounts]);
      }
      const [green, yellow] = changes.tiers;
      const into = { tier: ['Green'], tierBefore: ['Yellow', 'Red', '(none)', '(no customer)'] };
      const list = await core.call('accounts.list', { filters: { ...picked, ...into }, limit: 1 });
      expect(list.total).toBe(green?.entered);
      const out = { tierBefore: ['Yellow'], tier: ['Green', 'Red', '(none)'] };
      expect((await core.call('accounts.list', { filters: { ...picked, ...out }, limit: 1 })).total).toBe(yellow?.left);
    },
  );

  it('keeps the filters on what accounts are, and says which others it leaves out', async () => {
    const segment = await core.call('portfolio.changes', { filters: { segment: ['SMB'] } });
    const both = await core.call('portfolio.changes', { filters: { segment: ['SMB'], tier: ['Red'], scoreMax: 30 } });
    expect(both.leftOut).toEqual(['tier', 'scoreMax']);
    expect({ ...both, leftOut: [] }).toEqual(segment);
    expect(sum(segment.tiers.map(({ after }) => after))).toBe(
      (await core.call('portfolio.frame', { filters: { segment: ['SMB'] } })).cards.accounts,
    );
  });

  it('has nothing to say on the first snapshot, and refuses a day that does not exist', async () => {
    const { snapshots } = await core.call('workspace.summary', {});
    const first = await core.call('portfolio.changes', { asOf: snapshots[0] ?? '' });
    expect([first.since, first.moves, first.risers]).toEqual([null, [], []]);
    const list = await core.call('accounts.list', { asOf: snapshots[0] ?? '', filters: { moved: ['tier_down'] } });
    expect(list.total).toBe(0);
    expect(await core.codeOf('portfolio.changes', { since: '2026-02-30' })).toBe('bad_request');
  });
});

describe('what may become of the accounts', () => {
  it('is Σ ARR·(1 − p) ÷ Σ ARR of what is due, with what it rests on', async () => {
    const { retentionForecast: forecast } = await core.call('portfolio.outlook', {});
    expect(forecast).toMatchObject({ basis: 'calibrated', horizonDays: 90 });
    expect(forecast.basisText).toMatch(/^Calibrated on this workspace: .* 72 churns within 90 days of one\.$/);
    const due = await core.call('accounts.list', { filters: { renewalWithin: 90 }, limit: 500 });
    let [arr, kept, noticed, without] = [0, 0, 0, 0];
    for (const account of due.accounts.filter((row) => (row.arr ?? 0) > 0)) {
      const { churnProbability } = await core.call('accounts.outlook', { accountId: account.accountId });
      const gave = churnProbability.gap?.startsWith('Notice was given') ?? false;
      if (churnProbability.p === null && !gave) without += 1;
      else arr += account.arr ?? 0;
      if (gave) noticed += 1;
      kept += (account.arr ?? 0) * (1 - (churnProbability.p ?? 1));
    }
    expect([forecast.noticed, forecast.without]).toEqual([noticed, without]);
    expect(forecast.arr).toBeCloseTo(arr, 2);
    expect(forecast.share).toBeCloseTo(kept / arr, 9);
    expect(forecast.low).toBeLessThan(forecast.share ?? 0);
    expect(forecast.high).toBeGreaterThan(forecast.share ?? 1);
  });

  it('knows nothing of what came later on an earlier day', async () => {
    const early = await core.call('portfolio.outlook', { asOf: '2024-09-29' });
    const later = await core.call('portfolio.outlook', { asOf: '2025-06-29' });
    const churns = (text: string): number => Number(/(\d+) churns? within/.exec(text)?.[1] ?? 0);
    expect(churns(early.retentionForecast.basisText)).toBeLessThan(churns(later.retentionForecast.basisText));
    expect(churns(later.retentionForecast.basisText)).toBeLessThan(72);
    // Scores begin on 7 July 2024: nothing of them is 90 days old two months later.
    const first = await core.call('portfolio.outlook', { asOf: '2024-09-01' });
    expect(first.retentionForecast).toMatchObject({ basis: 'illustrative', low: null, high: null });
    const { churnProbability, similar } = await core.call('accounts.outlook', {
      accountId: 'FH-1034',
      asOf: '2024-09-01',
    });
    expect(churnProbability.basisText).toMatch(/^Illustrative, not your data/);
    expect(similar).toMatchObject({
      cases: [],
      among: 0,
      gap: expect.stringContaining('nobody’s outcome is known yet'),
    });
  });

  it('shows five accounts of the past with what became of each, never the account itself nor its future', async () => {
    const { similar } = await core.call('accounts.outlook', { accountId: 'FH-1034', asOf: '2025-12-28' });
    expect(similar.cases).toHaveLength(5);
    expect(new Set(similar.cases.map(({ accountId }) => accountId)).size).toBe(5);
    expect(similar.churned).toBe(similar.cases.filter(({ churnDate }) => churnDate !== null).length);
    for (const one of similar.cases) {
      expect(one.accountId).not.toBe('FH-1034');
      expect(one.distance).toBeLessThanOrEqual(25);
      expect(one.date <= '2025-09-29').toBe(true);
      expect(one.churnDate === null || one.churnDate <= '2025-12-28').toBe(true);
    }
  });

  it('lists the accounts with unusual usage as the list does, and the order of work by ARR × probability', async () => {
    const unusual = await core.call('portfolio.unusual', { filters: { segment: ['SMB'] } });
    const list = await core.call('accounts.list', {
      filters: { segment: ['SMB'], unusual: true },
      sort: [{ field: 'arr', direction: 'desc' }],
    });
    expect(unusual.total).toBe(list.total);
    expect(unusual.accounts.map(({ accountId }) => accountId)).toEqual(
      list.accounts.slice(0, 10).map(({ accountId }) => accountId),
    );
    const work = await core.call('accounts.list', {
      filters: { priority: ['T1'], state: ['scored'] },
      sort: [{ field: 'priorityTier', direction: 'asc' }],
      limit: 500,
    });
    const stakes: number[] = [];
    for (const { accountId, arr } of work.accounts) {
      const { churnProbability } = await core.call('accounts.outlook', { accountId });
      if (churnProbability.p !== null) stakes.push((arr ?? 0) * churnProbability.p);
    }
    expect(stakes.length).toBeGreaterThan(20);
    expect(stakes).toEqual([...stakes].sort((a, b) => b - a));
  });
});

it('who may fall a tier is who the pages of the accounts say; a score carried on predicts no fall', async () => {
  const drops = await core.call('portfolio.tierDrops', {});
  // The sample's past supports no trend.
  expect(drops).toMatchObject({ method: 'flat', total: 0, arr: 0, accounts: [] });
  const { total, accounts } = drops.possible;
  expect(total).toBeGreaterThan(accounts.length);
  const chances = accounts.map(({ probability }) => probability);
  expect(chances).toEqual(chances.toSorted((a, b) => b - a));
  for (const { accountId, tier, bound, forecast, probability } of accounts.slice(0, 3)) {
    const page = (await core.call('accounts.get', { accountId })).forecast;
    expect(page?.tierDrop).toEqual({ tier, bound, probability, predicted: false });
    expect(page?.weeks.at(-1)?.score).toBe(forecast);
  }
  expect((await core.call('accounts.list', { filters: { tierDrop: true } })).total).toBe(0);
  const segment = await core.call('portfolio.tierDrops', { filters: { segment: ['SMB'] } });
  expect(segment.possible.total).toBeLessThan(total);
});
