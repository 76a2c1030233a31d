import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dayFromEpochMs, dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { startTestCore, type TestCore } from '../../testing.ts';
import { importSteady, STEADY_AS_OF } from '../testing/steady.ts';

const TEXT = 'The drop is a planned migration; the team is back next week.';
let core: TestCore;

beforeEach(async () => {
  core = await startTestCore(Date.UTC(2026, 10, 22, 12));
  await core.call('workspace.create', { name: 'Account' });
  await importSteady(core);
}, 60_000);
afterEach(() => core.close());

const dayOf = (iso: string): number => dayFromIso(iso) ?? 0;
const asOf = dayOf(STEADY_AS_OF);

/** Imports files by name and scores as of the day of the steady portfolio. */
async function imported(files: Readonly<Record<string, string>>): Promise<void> {
  const sources = await Promise.all(Object.entries(files).map(([name, content]) => core.source(name, content)));
  await core.done('import.run', { sources, score: false });
  await core.done('score.run', { asOf: STEADY_AS_OF });
}

const detailOf = (accountId: string, asOf?: string) =>
  core.call('accounts.get', { accountId, ...(asOf === undefined ? {} : { asOf }) });

/** Makes a version with equal weights official: 90, 95, 100, 80 and 60 then make 85 instead of 87. */
async function promoteEqualWeights(): Promise<void> {
  const { model } = await core.call('models.get', { model: '003-signal' });
  const dimensions = model.dimensions.map((dimension) => ({ ...dimension, weight: 20 }));
  await core.call('models.save', {
    draft: { ...model, dimensions, parentVersion: 1 },
    author: 'Ana',
    changeNote: 'All the same',
  });
  await core.done('models.promote', { model: '003-signal@2', by: 'Ana', note: 'All the same', reviewer: 'Lee' });
}

it('forecasts nothing from a past that is too short to have tried it', { timeout: 60_000 }, async () => {
  const { forecast, forecastGap } = await detailOf('A1');
  expect(forecast).toBeNull();
  expect(forecastGap).toBe(
    'A forecast of 90 days has to be tried on this portfolio’s own past first: that takes 21 weekly scores in a row of about thirty accounts.',
  );
});

it('is compared with its segment, and with those it shares something else with', { timeout: 60_000 }, async () => {
  await importSteady(core, ['A5', 'A6', 'A7', 'A8']);
  const plans = ['A1', 'A2', 'A3', 'A5', 'A6', 'A7', 'A8'].map(
    (id) => `${id},Account ${id},${id === 'A8' ? 'Basic' : 'Pro'}`,
  );
  await imported({ 'accounts.csv': `account_id,name,plan\n${plans.join('\n')}\n` });
  const [pro, basic] = await Promise.all([detailOf('A1'), detailOf('A8')]);
  expect(pro.benchmark).toMatchObject({ peers: 'Enterprise', accounts: 6 });
  expect(pro.otherBenchmarks.find(({ by }) => by === 'Plan')).toMatchObject({
    peers: 'Pro',
    accounts: 5,
    verdict: 'in_line',
  });
  expect(basic.otherBenchmarks.filter(({ by }) => by === 'Plan')).toEqual([]);
});

it('finds usage that has fallen to another level, and lists the account as unusual', { timeout: 60_000 }, async () => {
  const days = Array.from({ length: 28 }, (_, k) => isoFromDay(asOf - 27 + k));
  await imported({ 'usage.csv': `account_id,date,logins\n${days.map((day) => `A2,${day},5`).join('\n')}\n` });
  const [fallen, steady, listed] = await Promise.all([
    detailOf('A2'),
    detailOf('A1'),
    core.call('accounts.list', { filters: { unusual: true } }),
  ]);
  expect(fallen.changePoints).toEqual({
    measure: 'logins',
    shifts: [{ date: '2026-06-01', before: 20, after: 5 }],
    gap: null,
  });
  // The floor of one login makes 15 fewer −15 ÷ 1.4826; the four weeks are less than half of any baseline.
  expect(fallen.anomalies).toMatchObject({ measure: 'logins', total: 28, gap: null });
  expect(fallen.anomalies.days[0]).toEqual({ date: STEADY_AS_OF, value: 5, usual: 20, z: -15 / 1.4826 });
  expect([steady.anomalies.total, steady.changePoints.shifts, steady.anomalies.drift]).toEqual([0, [], null]);
  expect(listed.accounts.map(({ accountId }) => accountId)).toEqual(['A2']);
});

describe('what changed', () => {
  it('is nothing while nothing changes', { timeout: 60_000 }, async () => {
    const { changes, versionMarkers } = await detailOf('A1');
    const [month] = changes;
    expect(month).toMatchObject({ days: 30, from: '2026-05-24', to: STEADY_AS_OF, before: 87, after: 87 });
    expect(month?.parts.map(({ kind, value }) => [kind, value])).toEqual([
      ['behaviour', 0],
      ['behaviour', 0],
      ['behaviour', 0],
      ['behaviour', 0],
      ['behaviour', 0],
      ['coverage', 0],
    ]);
    expect([month?.versionBefore, versionMarkers]).toEqual([null, []]);
  });

  it('names the version that was official then, and the override that counts now', { timeout: 60_000 }, async () => {
    await promoteEqualWeights();
    await core.call('overrides.add', {
      accountId: 'A1',
      target: { kind: 'composite', score: 40 },
      reason: 'new_information',
      text: TEXT,
      author: 'Ana',
    });
    const [month] = (await detailOf('A1')).changes;
    expect(month).toMatchObject({ before: 87, after: 40, versionBefore: '003-signal@1' });
    const [model, override] = month?.parts.slice(-2) ?? [];
    expect(model).toMatchObject({ kind: 'model', name: 'Model version' });
    expect(model?.value).toBeCloseTo(-2, 9);
    expect(override?.kind).toBe('override');
    expect(override?.value).toBeCloseTo(-45, 9);
    // A view under the earlier version is about that version alone.
    const earlier = await core.call('accounts.get', { accountId: 'A1', model: '003-signal@1' });
    expect(earlier.changes[0]).toMatchObject({ before: 87, versionBefore: null });
  });

  it('marks the days on which another version became official', { timeout: 60_000 }, async () => {
    await promoteEqualWeights();
    const { promotions } = await core.call('models.list', {});
    await core.done('score.run', { asOf: '2100-01-03' });
    expect((await detailOf('A1')).versionMarkers).toEqual([
      { date: isoFromDay(dayFromEpochMs(promotions[0]?.at ?? 0)), modelVersion: '003-signal@2' },
    ]);
    expect((await detailOf('A1', STEADY_AS_OF)).versionMarkers).toEqual([]);
  });
});

describe('what stands beside the score', () => {
  it('flags decide the tier and say so', { timeout: 60_000 }, async () => {
    const tickets = Array.from({ length: 6 }, (_, index) => `F${index},A1,2026-06-2${index},P3`).join('\n');
    const usage = Array.from(
      { length: 30 },
      (_, index) => `A1,${isoFromDay(dayFromEpochMs(Date.UTC(2026, 4, 30)) + index)},10,4,150,10,4,10,9`,
    ).join('\n');
    await core.done('import.run', {
      sources: [
        await core.source('more.csv', `ticket_id,account_id,opened_at,severity\n${tickets}\n`),
        await core.source(
          'less.csv',
          `account_id,date,logins,active_users,session_minutes,sessions,features_used,key_actions_started,key_actions_completed\n${usage}\n`,
        ),
      ],
    });
    await core.done('score.run', { model: '004-five' });
    const detail = await core.call('accounts.get', { accountId: 'A1', model: '004-five' });
    expect(detail.flags).toEqual([{ id: 'red', name: 'Red flag', effect: 'force', applied: true }]);
    expect(detail.account).toMatchObject({ tier: 'Red', flags: ['red'] });
    expect(detail.tierReason).toBe(
      'Red flag: Tickets > 5 and Usage, 30-day change ≤ −30%. Red; the score alone would be Yellow.',
    );
    expect(detail.momentumColour?.colour).toBe('red');
    expect(detail.risk).toEqual({
      index: 20,
      factors: [{ id: 'usage_decline', name: 'Usage down more than 30%', grade: 'high', points: 20 }],
    });
    expect((await detailOf('A2')).tierReason).toBeNull();
  });
});

describe('an account in its first days', () => {
  it('is scored by the onboarding model, with the standard score as a preview and its check-ins', {
    timeout: 60_000,
  }, async () => {
    const since = (first: string, line: (day: string) => string): string[] =>
      Array.from({ length: asOf - dayOf(first) + 1 }, (_, index) => line(isoFromDay(dayOf(first) + index)));
    await imported({
      'young.csv':
        'account_id,name,segment,arr,seats,start_date,renewal_date\nY1,Young 1,SMB,5000,10,2026-05-19,2027-05-19\nY2,Young 2,SMB,5000,10,2026-06-01,2027-05-19\nY3,Young 3,SMB,5000,10,2026-06-20,2027-05-19\n',
      'young-usage.csv': `account_id,date,logins,active_users,key_actions_started,key_actions_completed\n${since('2026-05-21', (day) => `Y1,${day},9,4,2,1`).join('\n')}\n`,
      'young-touch.csv':
        'account_id,date,type,attended\nY1,2026-05-25,onboarding,true\nY1,2026-06-02,call,false\nY1,2026-06-03,email,\nY2,2026-06-28,meeting,true\n',
    });
    // Day 40. The first key action fell on day 2: 100. Four active users of half of ten seats: 80. Nothing says how far the
    // set-up and the training are: (25 · 100 + 20 · 80) ÷ 45 = 91.111111 at a coverage of 0.45.
    const { account, onboarding, signals, thresholds, changes, expansion, benchmark } = await detailOf('Y1');
    expect(account).toMatchObject({ score: 91.111111, state: 'provisional', coverage: 0.45, onboarding: true });
    expect(onboarding).toMatchObject({ day: 40, lastDay: 60, modelVersion: 'onboarding@1', previewFrom: 31 });
    expect(onboarding?.dimensions.map(({ id, score, coverage }) => [id, score, coverage])).toEqual([
      ['setup', null, 0],
      ['first_key_action', 100, 1],
      ['training', null, 0],
      ['initial_engagement', 80, 1],
    ]);
    expect(signals.map(({ dimension }) => dimension)).toEqual(onboarding?.dimensions.map(({ id }) => id));
    // A talk a day before day 7; a call nobody came to and an email are none for days 14 and 30.
    expect(onboarding?.checkIns).toEqual([
      { day: 7, date: '2026-05-26', state: 'done' },
      { day: 14, date: '2026-06-02', state: 'missed' },
      { day: 30, date: '2026-06-18', state: 'missed' },
    ]);
    // SMB: 5 and 10 points above the onboarding model's cuts of 60 and 30.
    expect(thresholds.map(({ name, from }) => [name, from])).toEqual([
      ['Green', 65],
      ['Yellow', 40],
      ['Red', 0],
    ]);
    expect(changes.map(({ days, parts }) => [days, parts[0]?.id])).toEqual([[30, 'setup']]);
    expect([expansion.score, benchmark]).toEqual([null, null]);

    const states = async (id: string) => (await detailOf(id)).onboarding?.checkIns.map(({ state }) => state);
    expect(await states('Y2')).toEqual(['missed', 'missed', 'done']);
    expect(await states('Y3')).toEqual(['due', 'upcoming', 'upcoming']);
    expect((await detailOf('A1')).onboarding).toBeNull();
  });
});

describe('the season', () => {
  it('says when it explains a fall, and when it does not', { timeout: 60_000 }, async () => {
    const days = Array.from({ length: 500 }, (_, index) => asOf - index);
    const visits = (ago: number): number => (ago % 364 < 30 ? 10 : 20);
    const lines = (id: string, of: (ago: number) => number): string[] =>
      days.map((day, ago) => `${id},${isoFromDay(day)},${of(ago)}`);
    await imported({
      's.csv': 'account_id,name,start_date\nS1,Season,2024-01-01\nS2,Collapse,2024-01-01\n',
      's-usage.csv': `account_id,date,logins\n${[...lines('S1', visits), ...lines('S2', (ago) => (ago < 30 ? 7 : visits(ago)))].join('\n')}\n`,
    });
    const season = async (id: string) => (await detailOf(id)).seasonality;
    // 10 ÷ 20 now and a year ago.
    expect(await season('S1')).toEqual({
      raw: 0.5,
      adjusted: 1,
      lastYear: 0.5,
      factor: 0.5,
      applied: true,
      sentence: 'Usage is down but consistent with seasonal pattern, score adjusted',
    });
    // 7 ÷ 20, and 7 is less than 0.8 of the 10 of last year.
    expect(await season('S2')).toMatchObject({ raw: 0.35, adjusted: 0.35, factor: 0.5, applied: false });
    expect((await season('S2'))?.sentence).toContain('below 80% of the same weeks last year');
    expect((await season('A1'))?.sentence).toContain('it takes 395 days');
    expect(await season('A4')).toBeNull();
  });
});
