import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WatchState } from '#shared/contract/watching.ts';
import { startTestCore, type TestCore } from '../testing.ts';

const NOW = Date.UTC(2026, 6, 1, 12);
const ACCOUNTS = 'account_id,name\nA1,Acme\nA2,Umbrella\n';

let test: TestCore;
let folder: string;
beforeEach(async () => {
  test = await startTestCore(NOW);
  await test.call('workspace.create', { name: 'Watched' });
  folder = join(test.dataDir, 'exports');
  mkdirSync(folder);
});
afterEach(() => test.close());

/** Waits until the watch says so; fails with what it says instead after a while. */
async function until(wanted: (state: WatchState) => boolean): Promise<WatchState> {
  const end = Date.now() + 20_000;
  for (;;) {
    const state = await test.call('watch.get', {});
    if (wanted(state) || Date.now() > end) {
      expect(wanted(state), JSON.stringify(state)).toBe(true);
      return state;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const states = (state: WatchState): Record<string, string> =>
  Object.fromEntries(state.files.map((file) => [file.name, file.state]));
const is = (wanted: Record<string, string>) => (state: WatchState) =>
  JSON.stringify(Object.entries(states(state)).sort()) === JSON.stringify(Object.entries(wanted).sort());

it('offers what is new, knows what is imported, and forgets when told to', async () => {
  writeFileSync(join(folder, 'accounts.csv'), ACCOUNTS);
  writeFileSync(join(folder, 'notes.docx'), 'no table');
  writeFileSync(join(folder, 'picture.csv'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]));
  const { ref } = await test.core.addSource(folder);
  expect(await test.call('watch.set', { source: ref })).toMatchObject({ folder: 'exports', mode: 'offer' });
  const first = await until(is({ 'accounts.csv': 'new', 'picture.csv': 'unreadable' }));
  expect(first.files.find((file) => file.name === 'picture.csv')?.problem).toMatch(/\w/);
  const source = first.files.find((file) => file.name === 'accounts.csv')?.source ?? '';
  expect((await test.done('import.run', { sources: [source] })).batches[0]?.created).toBe(2);
  await until(is({ 'accounts.csv': 'imported', 'picture.csv': 'unreadable' }));

  // Next month's file has the same headers: it is ready, and stays an offer.
  writeFileSync(join(folder, 'july.csv'), 'name,account_id\nNew one,A3\n');
  const next = await until((state) => states(state)['july.csv'] === 'ready');
  expect(next.files.find((file) => file.name === 'july.csv')?.mapping).toBe('accounts.csv');
  rmSync(join(folder, 'july.csv'));
  await until((state) => states(state)['july.csv'] === undefined);
  expect(await test.call('watch.set', { source: null })).toMatchObject({ folder: null, files: [] });
  expect(
    await test.codeOf('watch.set', { source: (await test.core.addSource(join(folder, 'accounts.csv'))).ref }),
  ).toBe('bad_request');
});

it('imports what a known mapping fits when told so, once, and remembers the folder', { timeout: 60_000 }, async () => {
  await test.done('import.run', { sources: [await test.source('accounts.csv', ACCOUNTS)] });
  const { ref } = await test.core.addSource(folder);
  await test.call('watch.set', { source: ref, mode: 'import' });
  writeFileSync(join(folder, 'august.csv'), 'account_id,name\nA4,Fourth\n');
  writeFileSync(join(folder, 'odd.csv'), 'a,b\n1,2\n');
  const state = await until(is({ 'august.csv': 'imported', 'odd.csv': 'new' }));
  expect(state.lastImport?.message).toBe('Imported august.csv: 1 accepted, 0 rejected.');
  expect((await test.call('data.batches', {})).total).toBe(2);

  const recent = await test.call('workspace.recent', {});
  await test.call('workspace.close', {});
  expect(await test.codeOf('watch.get', {})).toBe('no_workspace');
  await test.call('workspace.open', { ref: recent.workspaces[0]?.ref ?? '' });
  expect(await test.call('watch.get', {})).toMatchObject({ folder: 'exports', mode: 'import' });
  await until(is({ 'august.csv': 'imported', 'odd.csv': 'new' }));
  expect((await test.call('data.batches', {})).total).toBe(2);
  renameSync(folder, `${folder}-gone`);
  await until((gone) => gone.missing);
});
