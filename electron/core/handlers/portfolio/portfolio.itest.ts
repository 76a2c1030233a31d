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
