import { afterEach, beforeEach, expect, it } from 'vitest';
import { isoFromDay } from '#shared/model/day.ts';
import { startTestCore, type TestCore } from '../testing.ts';

/** 2026-02-01. */
const FIRST = 20_485;
const days = (from: number, count: number): string =>
  Array.from({ length: count }, (_, day) => `A1,${isoFromDay(FIRST + from + day)},logins,5\n`).join('');

let test: TestCore;
beforeEach(async () => {
  test = await startTestCore(Date.UTC(2026, 6, 1));
  await test.call('workspace.create', { name: 'Versions' });
});
afterEach(() => test.close());

async function load(name: string, text: string): Promise<number> {
  const { batches } = await test.done('import.run', { sources: [await test.source(name, text)] });
  return batches[0]?.batchId ?? 0;
}
const asOf = async (model?: string): Promise<string> =>
  (await test.call('portfolio.summary', model === undefined ? {} : { model })).asOf;

it('every version that has scores follows the data, and one without has none', async () => {
  await load('accounts.csv', 'account_id,name\nA1,One\n');
  await load('usage.csv', `account_id,date,metric,value\n${days(0, 90)}`);
  const first = await test.done('score.run', { model: '004-minimal' });
  // Ninety days from Sunday 2026-02-01: thirteen Sundays and the last day, Friday 2026-05-01.
  expect(first).toMatchObject({ modelVersion: '004-minimal@1', asOf: '2026-05-01', recomputed: 14 });
  expect(await test.done('score.run', { model: '004-minimal' })).toEqual({
    ...first,
    recomputed: 0,
    ms: expect.any(Number),
  });
  const more = await load('more.csv', `account_id,date,metric,value\n${days(90, 7)}`);
  expect([await asOf(), await asOf('004-minimal')]).toEqual(['2026-05-08', '2026-05-08']);
  expect((await test.done('score.run', {})).recomputed).toBe(0);
  await test.done('import.undo', { batchIds: [more] });
  expect([await asOf(), await asOf('004-minimal')]).toEqual(['2026-05-01', '2026-05-01']);
  expect(await test.codeOf('portfolio.summary', { model: '001-six' })).toBe('no_scores');
});
