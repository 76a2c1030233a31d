import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestCore, type TestCore } from './testing.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const ACCOUNTS = 'account_id,name,arr\nA1,Acme,12000\nA2,Bolt,250000\n';
const TICKETS = 'ticket_id,account_id,opened_at,csat\nT1,A1,2026-06-01,5\nT2,A1,2026-06-20,4\nT3,A2,2026-06-02,1\n';

let test: TestCore;
beforeEach(async () => {
  test = await startTestCore(NOW);
  await test.call('workspace.create', { name: 'Undo' });
});
afterEach(() => test.close());

async function importText(name: string, text: string, kind: 'accounts' | 'tickets'): Promise<number> {
  const source = await test.source(name, text);
  const { batches } = await test.done('import.run', { sources: [source], options: { kind } });
  return batches[0]?.batchId ?? 0;
}
const scoreOf = async (accountId: string): Promise<number | null> =>
  (await test.call('accounts.get', { accountId })).account.score;

describe('undo through the core', () => {
  it('scores again: the score is the one there was before', async () => {
    await importText('accounts.csv', ACCOUNTS, 'accounts');
    await importText('tickets.csv', TICKETS, 'tickets');
    const before = await test.call('accounts.get', { accountId: 'A1' });
    const worse = await importText('more.csv', TICKETS.replaceAll(/,[45]$/gm, ',1'), 'tickets');
    expect(await test.call('accounts.get', { accountId: 'A1' })).not.toEqual(before);
    const { undone } = await test.done('import.undo', { batchIds: [worse] });
    expect(undone).toMatchObject([{ batchId: worse, removed: 0, restored: 2, kept: 1 }]);
    expect(await test.call('accounts.get', { accountId: 'A1' })).toEqual(before);
    const labels = test.events.flatMap((event) =>
      event.topic === 'job' && event.method === 'import.undo' && event.job.state === 'running'
        ? [event.job.progress.label]
        : [],
    );
    expect(labels).toContain(`Undoing batch ${worse}`);
  });

  it('a dry run changes nothing', async () => {
    const batch = await importText('accounts.csv', ACCOUNTS, 'accounts');
    const before = await test.call('workspace.summary', {});
    const { undone } = await test.done('import.undo', { batchIds: [batch], dryRun: true });
    expect(undone).toMatchObject([{ removed: 2 }]);
    expect(await test.call('workspace.summary', {})).toEqual(before);
    expect((await test.call('data.batches', {})).batches[0]?.undoneAt).toBeNull();
  });

  it('several at once, or none when one of them cannot be undone', async () => {
    const [accounts, tickets] = [
      await importText('accounts.csv', ACCOUNTS, 'accounts'),
      await importText('tickets.csv', TICKETS, 'tickets'),
    ];
    expect(await scoreOf('A1').then(() => 'there')).toBe('there');
    expect(await test.job('import.undo', { batchIds: [accounts, 99] })).toMatchObject({
      state: 'failed',
      error: { code: 'not_found', message: expect.stringContaining('There is no batch 99') },
    });
    expect((await test.call('workspace.summary', {})).accounts).toBe(2);
    const { undone } = await test.done('import.undo', { batchIds: [accounts, tickets] });
    expect(undone.map(({ batchId }) => batchId)).toEqual([tickets, accounts]);
    expect(await test.call('workspace.summary', {})).toMatchObject({ accounts: 0, lastImportAt: null });
    expect(await test.codeOf('portfolio.summary', {})).toBe('no_scores');
    const { batches } = await test.call('data.batches', {});
    // The ledger keeps what was imported.
    expect(batches).toMatchObject([
      { batchId: tickets, undoneAt: expect.any(Number), created: 3 },
      { batchId: accounts, undoneAt: expect.any(Number), created: 2 },
    ]);
    expect((await test.call('data.doctor', {})).ok).toBe(true);
  });

  it('a hidden account is in no view, and is back with its rows when it is imported again', async () => {
    const accounts = await importText('accounts.csv', ACCOUNTS, 'accounts');
    await importText('other.csv', 'account_id,name\nA3,Cord\n', 'accounts');
    await importText('tickets.csv', `${TICKETS}T4,A3,2026-06-03,3\n`, 'tickets');
    await test.done('import.undo', { batchIds: [accounts] });
    expect(await test.codeOf('accounts.get', { accountId: 'A1' })).toBe('not_found');
    expect((await test.call('accounts.list', {})).accounts.map((row) => row.accountId)).toEqual(['A3']);
    expect((await test.call('search.find', { text: 'Acme' })).accounts).toEqual([]);
    const sources = await test.call('data.sources', {});
    expect(sources.sources.find((source) => source.kind === 'tickets')?.rows).toBe(1);
    await importText('again.csv', ACCOUNTS, 'accounts');
    expect((await test.call('accounts.get', { accountId: 'A1' })).account.name).toBe('Acme');
    expect((await test.call('data.sources', {})).sources.find((source) => source.kind === 'tickets')?.rows).toBe(4);
  });

  it('cancelled before it is done it leaves everything as it was', async () => {
    await importText('accounts.csv', ACCOUNTS, 'accounts');
    const lines = Array.from({ length: 60_000 }, (_, index) => `T${index},A1,2026-06-01,5`);
    const batch = await importText('many.csv', `ticket_id,account_id,opened_at,csat\n${lines.join('\n')}\n`, 'tickets');
    const before = await test.call('data.sources', {});
    const reply = await test.core.dispatch('import.undo', { batchIds: [batch] });
    if (!reply.ok) throw new Error(reply.error.message);
    const { jobId } = reply.data as { jobId: string };
    await test.call('job.cancel', { jobId });
    await vi.waitFor(
      async () => expect(await test.call('job.get', { jobId })).toMatchObject({ job: { state: 'cancelled' } }),
      { timeout: 10_000 },
    );
    expect(await test.call('data.sources', {})).toEqual(before);
    expect((await test.call('data.batches', {})).batches[0]?.undoneAt).toBeNull();
  });
});
