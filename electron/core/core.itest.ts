import { cpSync, existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CoreEvent, JobState } from '#shared/contract/events.ts';
import { contractHash } from '#shared/contract/index.ts';
import type { Core } from './core.ts';
import { openTestCore, startTestCore, type TestCore } from './testing.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NOW = Date.UTC(2026, 6, 1, 12);
let dataDir = '';
let core: Core;
let events: CoreEvent[] = [];
let test: TestCore;

beforeEach(async () => {
  test = await startTestCore(NOW);
  ({ core, dataDir, events } = test);
});
afterEach(() => test.close());

const call: TestCore['call'] = (method, input) => test.call(method, input);
const codeOf: TestCore['codeOf'] = (method, input) => test.codeOf(method, input);
const job: TestCore['job'] = (method, input) => test.job(method, input);
const done: TestCore['done'] = (method, input) => test.done(method, input);
const source: TestCore['source'] = (name, content) => test.source(name, content);

const ACCOUNTS =
  'account_id,name,segment,arr,seats,start_date,renewal_date,region\nA1,Acme,SMB,12000,10,2025-01-01,2026-09-01,North\nA2,Übergröße,Enterprise,250000,100,2024-01-01,2026-07-15,South\n';
const TICKETS =
  'ticket_id,account_id,opened_at,severity\nT1,A1,2026-06-01,P1\nT2,A1,2026-06-31,P2\nT3,A9,2026-06-02,P3\n';

describe('the sample portfolio through the core', () => {
  it('answers every query in the shape the contract says', { timeout: 120_000 }, async () => {
    const prebuilt = join(ROOT, 'out', 'sample.bellwether');
    const summary = await call('workspace.open', { ref: 'sample' });
    expect(summary).toMatchObject({ isSample: true, accounts: 412, asOf: '2026-06-28' });
    expect(summary.snapshots.length).toBeGreaterThan(90);
    const portfolio = await call('portfolio.summary', {});
    expect(portfolio.tiers.reduce((sum, tier) => sum + tier.accounts, 0)).toBe(
      portfolio.cards.scored + portfolio.cards.provisional,
    );
    expect(portfolio.histogram.bins.flat().reduce((a, b) => a + b, 0)).toBe(
      portfolio.cards.scored + portfolio.cards.provisional,
    );
    for (const breakdown of portfolio.breakdown)
      expect(breakdown.groups.reduce((sum, group) => sum + group.accounts, 0)).toBe(portfolio.cards.accounts);

    const first = await call('accounts.list', { limit: 10, filters: { status: ['active'] } });
    const second = await call('accounts.list', { limit: 10, offset: 10, filters: { status: ['active'] } });
    expect(first.total).toBe(portfolio.cards.accounts);
    expect(new Set([...first.accounts, ...second.accounts].map((row) => row.accountId)).size).toBe(20);
    const scores = [...first.accounts, ...second.accounts].map((row) => row.score ?? 101);
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));

    const accountId = first.accounts[0]?.accountId ?? '';
    const detail = await call('accounts.get', { accountId });
    const scored = detail.account.score ?? 0;
    const contributed = detail.dimensions.reduce((sum, dimension) => sum + (dimension.contribution ?? 0), 0);
    const reference = detail.dimensions.reduce(
      (sum, dimension) => sum + (dimension.effectiveWeight / 100) * (dimension.reference ?? 50),
      0,
    );
    expect(contributed + reference).toBeCloseTo(scored, 5);
    for (const change of detail.changes)
      expect(change.before + change.parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(change.after, 9);

    const weights = Object.fromEntries(summary.model.dimensions.map((dimension) => [dimension.id, dimension.weight]));
    const same = await call('whatif.run', { weights });
    expect(same.moversTotal).toBe(0);
    expect(same.before.tiers.map((tier) => tier.accounts)).toEqual(portfolio.tiers.map((tier) => tier.accounts));
    expect(same.after.histogram).toEqual(portfolio.histogram.bins.map((bin) => bin.reduce((a, b) => a + b, 0)));
    const other = await call('whatif.run', { weights: { ...weights, usage: 80 } });
    expect(other.migration.filter((cell) => cell.from !== cell.to).reduce((sum, cell) => sum + cell.accounts, 0)).toBe(
      other.moversTotal,
    );

    expect((await call('search.find', { text: 'quayside' })).accounts.length).toBeGreaterThan(0);
    expect((await call('data.doctor', {})).ok).toBe(true);
    const empty = (await call('data.sources', {})).sources.filter((entry) => entry.rows === 0);
    expect(empty.map((entry) => entry.kind)).toEqual(['notes']);
    expect((await call('data.batches', {})).total).toBe(18);
    const past = await call('portfolio.summary', { asOf: '2025-12-31' });
    expect(past.asOf).toBe('2025-12-28');
    expect(existsSync(prebuilt) || summary.revision > 0).toBe(true);
  });

  it('filters mean the same in any order', { timeout: 120_000 }, async () => {
    await call('workspace.open', { ref: 'sample' });
    const a = await call('accounts.list', {
      filters: { segment: ['SMB'], tier: ['Yellow', 'Red'], status: ['active'] },
    });
    const b = await call('accounts.list', {
      filters: { status: ['active'], tier: ['Red', 'Yellow'], segment: ['SMB'] },
    });
    expect(a.accounts).toEqual(b.accounts);
    const red = await call('portfolio.summary', { filters: { tier: ['Red'] } });
    expect([red.comparedWith, red.cards.meanHealth.before]).toEqual([null, null]);
    expect((await call('portfolio.summary', { filters: { segment: ['SMB'] } })).comparedWith).toBe('2026-05-24');
    expect(a.accounts.every((row) => row.segment === 'SMB' && (row.tier === 'Red' || row.tier === 'Yellow'))).toBe(
      true,
    );
  });
});

describe('import', () => {
  beforeEach(() => call('workspace.create', { name: 'Client' }).then(() => undefined));

  it('previews exactly what an import then does, and stores nothing', async () => {
    const refs = [await source('accounts.csv', ACCOUNTS), await source('tickets.csv', TICKETS)];
    const before = (await call('workspace.summary', {})).revision;
    const preview = await done('import.preview', { sources: refs });
    expect((await call('workspace.summary', {})).revision).toBe(before);
    expect((await call('data.batches', {})).total).toBe(0);
    const { batches } = await done('import.run', { sources: refs });
    expect(batches.map(({ batchId: _id, ...report }) => report)).toEqual(
      preview.files.map(({ report: { batchId: _id, ...report } }) => report),
    );
    expect(batches.find((batch) => batch.kind === 'tickets')).toMatchObject({
      rowsRead: 3,
      accepted: 2,
      rejected: 1,
      waiting: 1,
      created: 1,
    });
  });

  it('keeps rejected rows with their reason', async () => {
    await done('import.run', {
      sources: [await source('accounts.csv', ACCOUNTS), await source('tickets.csv', TICKETS)],
      score: false,
    });
    const batch = (await call('data.batches', {})).batches.find((entry) => entry.kind === 'tickets');
    const { rows } = await call('data.rejected', { batchId: batch?.batchId ?? 0 });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ line: 3, column: 'opened_at', code: 'bad_date', raw: 'T2,A1,2026-06-31,P2' });
  });

  it('rows that wait join when their account arrives', async () => {
    await done('import.run', {
      sources: [await source('accounts.csv', ACCOUNTS), await source('tickets.csv', TICKETS)],
      score: false,
    });
    await done('import.run', { sources: [await source('more.csv', 'account_id,name\nA9,Latecomer\n')], score: false });
    const { sources } = await call('data.sources', {});
    expect(sources.find((entry) => entry.kind === 'tickets')).toMatchObject({ rows: 2, waiting: 0 });
    const tickets = (await call('data.batches', {})).batches.find((entry) => entry.kind === 'tickets');
    expect(tickets).toMatchObject({ accepted: 2, created: 2, waiting: 0 });
    expect((await call('data.doctor', {})).ok).toBe(true);
  });

  it('a changed value is an update, a file without a column keeps what is there', async () => {
    await done('import.run', { sources: [await source('accounts.csv', ACCOUNTS)], score: false });
    const { batches } = await done('import.run', {
      sources: [await source('arr.csv', 'account_id,name,arr\nA1,Acme,15000\nA2,Übergröße,250000\n')],
      score: false,
    });
    expect(batches[0]).toMatchObject({ created: 0, updated: 1, unchanged: 1 });
    const facets = (await call('workspace.summary', {})).facets;
    expect(facets.region).toEqual([
      { value: 'North', accounts: 1 },
      { value: 'South', accounts: 1 },
    ]);
  });

  it('a column that is left out is not stored, one without a place becomes a custom attribute', async () => {
    const file = 'account_id,name,secret,shoe size\nA1,Acme,do not keep,44\n';
    const mapping = { secret: '' };
    await done('import.run', { sources: [await source('accounts.csv', file)], options: { mapping }, score: false });
    await done('score.run', { asOf: '2026-06-30' });
    const { attributes } = await call('accounts.get', { accountId: 'A1' });
    expect(attributes).toContainEqual({ name: 'shoe size', value: '44' });
    expect(JSON.stringify(attributes)).not.toContain('do not keep');
  });

  it('a file that is no table is said, the others still go in', async () => {
    const { batches, failed } = await done('import.run', {
      sources: [await source('accounts.csv', ACCOUNTS), await source('page.csv', '<!doctype html><html></html>')],
      score: false,
    });
    expect(batches).toHaveLength(1);
    expect(failed).toEqual([{ file: 'page.csv', code: 'not_a_table', message: expect.any(String) }]);
  });

  it('cancelling leaves nothing and the next import works', async () => {
    const rows = Array.from(
      { length: 60_000 },
      (_, index) => `A1,2026-0${1 + (index % 6)}-1${index % 9},metric ${index % 500},${index}`,
    );
    const refs = [
      await source('accounts.csv', ACCOUNTS),
      await source('usage.csv', `account_id,date,metric,value\n${rows.join('\n')}\n`),
    ];
    const reply = await core.dispatch('import.run', { sources: refs });
    const jobId = reply.ok ? (reply.data as { jobId: string }).jobId : '';
    await call('job.cancel', { jobId });
    for (;;) {
      const { job: state } = (await call('job.get', { jobId })) as { job: JobState };
      if (state.state === 'cancelled') break;
      expect(state.state).toBe('running');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await call('data.sources', {})).sources.find((entry) => entry.kind === 'usage')?.rows).toBe(0);
    expect((await done('import.run', { sources: refs })).batches).toHaveLength(2);
    expect(events.some((event) => event.topic === 'data-changed')).toBe(true);
  });

  it('tells of its progress and ends with a new revision', async () => {
    await done('import.run', { sources: [await source('accounts.csv', ACCOUNTS)] });
    const states = events.flatMap((event) => (event.topic === 'job' ? [event.job.state] : []));
    expect(states.at(-1)).toBe('done');
    expect(states).toContain('running');
    expect(events.some((event) => event.topic === 'data-changed' && event.revision > 1)).toBe(true);
  });

  it('one account without facts is an account without a score, said as such', async () => {
    await done('import.run', {
      sources: [await source('accounts.csv', 'account_id,name,start_date\nA1,Only one,2026-01-01\n')],
      score: false,
    });
    const state = await job('score.run', {});
    expect(state).toMatchObject({ state: 'failed', error: { code: 'no_scores' } });
    const scored = await done('score.run', { asOf: '2026-06-30' });
    expect(scored).toMatchObject({ accountsScored: 0, unscored: 1 });
    const { accounts } = await call('accounts.list', {});
    expect(accounts).toMatchObject([{ accountId: 'A1', score: null, tier: null, state: 'none', coverage: 0 }]);
  });
});

describe('the boundary', () => {
  it('greets with the contract it speaks', async () => {
    expect(await call('app.info', {})).toMatchObject({
      contractHash: contractHash(),
      workspaceOpen: false,
      host: 'browser',
    });
  });

  it('refuses what it does not know', async () => {
    expect(await codeOf('accounts.list', {})).toBe('no_workspace');
    expect(await codeOf('nothing.here', {})).toBe('unknown_method');
    expect(await codeOf('__proto__', {})).toBe('unknown_method');
    expect(await codeOf('workspace.open', { ref: '/etc/passwd' })).toBe('workspace_not_found');
    await call('workspace.create', { name: 'W' });
    expect(await codeOf('accounts.list', {})).toBe('no_scores');
    expect(await codeOf('accounts.list', { limit: 1e9 })).toBe('bad_request');
    expect(await codeOf('accounts.list', { surprise: true })).toBe('bad_request');
    expect(await codeOf('import.run', { sources: ['/etc/passwd'] })).toBe('file_not_found');
    expect(await codeOf('score.run', { asOf: '2026-02-30' })).toBe('ok');
  });

  it('one workspace, one window', async () => {
    await call('workspace.create', { name: 'Shared' });
    const [recent] = (await call('workspace.recent', {})).workspaces;
    const other = await openTestCore(dataDir, NOW);
    const reply = await other.dispatch('workspace.open', { ref: recent?.ref });
    expect(reply).toMatchObject({ ok: false, error: { code: 'workspace_locked' } });
    await other.close();
    await call('workspace.close', {});
    await call('workspace.open', { ref: recent?.ref ?? '' });
  });

  it('stops writing when the file is moved away', async () => {
    await call('workspace.create', { name: 'Moved' });
    const path = join(dataDir, 'Moved.bellwether');
    renameSync(path, `${path}.elsewhere`);
    const state = await job('import.run', { sources: [await source('accounts.csv', ACCOUNTS)] });
    expect(state).toMatchObject({ state: 'failed', error: { code: 'workspace_moved' } });
    renameSync(`${path}.elsewhere`, path);
  });

  it('keeps its folder private and leaves no upload behind', async () => {
    await call('workspace.create', { name: 'CON' });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(dataDir)) {
      const mode = statSync(join(dataDir, name)).mode & 0o077;
      expect(mode, name).toBe(0);
    }
    const upload = join(core.uploadDir, 'x');
    writeFileSync(upload, ACCOUNTS, { mode: 0o600 });
    const { ref } = await core.addSource(upload, { name: 'accounts.csv', temporary: true });
    await call('import.discard', { sources: [ref] });
    expect(existsSync(upload)).toBe(false);
  });

  it('answers the newest of a stream of what-ifs and cancels those it overtook', { timeout: 120_000 }, async () => {
    await call('workspace.open', { ref: 'sample' });
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, step) =>
        core.dispatch('whatif.run', { weights: { usage: 30 + step }, stream: 'slider' }),
      ),
    );
    expect(replies.at(-1)?.ok).toBe(true);
    expect(replies.filter((reply) => !reply.ok && reply.error.code === 'cancelled').length).toBeGreaterThanOrEqual(8);
  });

  it('a copy of a closed workspace opens', async () => {
    await call('workspace.create', { name: 'Copied' });
    await done('import.run', { sources: [await source('accounts.csv', ACCOUNTS)], score: false });
    await call('workspace.close', {});
    const copy = join(dataDir, 'copy.bellwether');
    cpSync(join(dataDir, 'Copied.bellwether'), copy);
    expect(await call('workspace.open', { ref: core.addWorkspace(copy) })).toMatchObject({
      name: 'Copied',
      accounts: 2,
    });
  });
});
