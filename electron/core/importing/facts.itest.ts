import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { WriteDb } from '#electron/store/open.ts';
import { readFacts } from '#electron/store/reads/facts.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { MENTION_TOPICS, MILESTONE_KINDS, NEVER, ROI_STATUSES, type Versioned } from '#shared/model/facts.ts';
import type { StoredKind } from '#shared/model/kinds.ts';
import { importCsv, undo } from './undo-testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-facts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: WriteDb;
const load = (kind: StoredKind, ...lines: string[]): number => importCsv(db, folder, `${lines.join('\n')}\n`, { kind });
beforeEach(() => {
  db = memoryWorkspace();
  load('accounts', 'account_id,name,seats', 'A1,Acme,10', 'A2,Bolt,20');
  // The data reach to the end of 2025; files are imported on 2026-01-01.
  load('usage', 'account_id,date,metric,value', 'A1,2025-12-31,logins,3');
});
const day = (value: number | undefined): string =>
  value === NO_DAY ? 'always' : value === NEVER ? 'for good' : isoFromDay(value ?? 0);
const known = (rows: Versioned, account = 0): string[] => {
  const [from, to] = [rows.offsets[account] ?? 0, rows.offsets[account + 1] ?? 0];
  return Array.from(
    { length: to - from },
    (_, k) => `${day(rows.knownDay[from + k])} … ${day(rows.supersededDay[from + k])}`,
  );
};

describe('what is known when', () => {
  test('a row without an update time counts from its own dates, one with a time from that day', () => {
    load('tickets', 'ticket_id,account_id,opened_at', 'T1,A1,2025-03-01');
    load('tickets', 'ticket_id,account_id,opened_at,source_updated_at', 'T2,A2,2025-03-01,2025-04-02T10:00:00Z');
    const { tickets, reconstructed } = readFacts(db);
    expect([known(tickets, 0), known(tickets, 1)]).toEqual([['always … for good'], ['2025-04-02 … for good']]);
    // Two accounts and two tickets, one of the four with a time.
    expect(reconstructed).toBe(0.75);
  });

  test('the version of a day is the one known then', () => {
    const head = 'ticket_id,account_id,opened_at,closed_at,csat,source_updated_at';
    load('tickets', head, 'T1,A1,2025-03-01,,,2025-03-01');
    load('tickets', head, 'T1,A1,2025-03-01,2025-03-09,4,2025-03-10');
    load('tickets', head, 'T1,A1,2025-03-01,2025-03-09,2,2025-05-01');
    const { tickets } = readFacts(db);
    expect(known(tickets)).toEqual(['2025-05-01 … for good', '2025-03-10 … 2025-05-01', '2025-03-01 … 2025-03-10']);
    expect([...tickets.csat]).toEqual([2, 4, Number.NaN]);
    expect([...tickets.closedDay].map(day)).toEqual(['2025-03-09', '2025-03-09', 'always']);
  });

  test('what comes late takes its place, what says the same is no version', () => {
    const head = 'account_id,date,outcome,reason,source_updated_at';
    const tickets = 'ticket_id,account_id,opened_at,csat,source_updated_at';
    load('tickets', tickets, 'T1,A1,2025-03-01,2,2025-06-01');
    load('tickets', tickets, 'T1,A1,2025-03-01,5,2025-04-01');
    load('outcomes', head, 'A1,2025-05-01,expansion,more seats,2025-05-02');
    load('outcomes', head, 'A1,2025-05-01,expansion,many more seats,2025-05-20');
    const facts = readFacts(db);
    expect(known(facts.tickets)).toEqual(['2025-06-01 … for good', '2025-04-01 … 2025-06-01']);
    expect([...facts.tickets.csat]).toEqual([2, 5]);
    expect(known(facts.outcomes)).toEqual(['2025-05-02 … for good']);
  });

  test('what is imported today counts in the scores of yesterday’s data, and a correction replaces what it corrects', () => {
    load('tickets', 'ticket_id,account_id,opened_at,csat', 'T1,A1,2025-03-01,1');
    load('tickets', 'ticket_id,account_id,opened_at,csat', 'T1,A1,2025-03-01,5');
    expect(known(readFacts(db).tickets)).toEqual(['always … for good']);
    load('tickets', 'ticket_id,account_id,opened_at,csat,source_updated_at', 'T1,A1,2025-03-01,3,2027-01-01');
    const { tickets } = readFacts(db);
    expect(known(tickets)).toEqual(['2025-12-31 … for good', 'always … 2025-12-31']);
    expect([...tickets.csat]).toEqual([3, 5]);
  });

  test('an untimed version counts from the import that brought it, when the data had gone on', () => {
    load('tickets', 'ticket_id,account_id,opened_at,csat', 'T1,A1,2025-03-01,1');
    db.exec(`UPDATE ticket SET known_at = ${Date.UTC(2025, 5, 1)}`);
    load('tickets', 'ticket_id,account_id,opened_at,csat', 'T1,A1,2025-03-01,5');
    const { tickets } = readFacts(db);
    expect(known(tickets)).toEqual(['2025-12-31 … for good', 'always … 2025-12-31']);
    expect([...tickets.csat]).toEqual([5, 1]);
  });

  test('seats, ARR and renewal date of accounts have versions; undo takes them along', () => {
    const head = 'account_id,name,seats,mrr,renewal_date,source_updated_at';
    load('accounts', head, 'A1,Acme,15,100,2026-02-01,2025-02-01');
    const second = load('accounts', head, 'A1,Acme,30,200,2027-02-01,2025-08-01');
    const { attributes: versions } = readFacts(db);
    expect(known(versions)).toEqual(['2025-08-01 … for good', '2025-02-01 … 2025-08-01', 'always … 2025-02-01']);
    expect([[...versions.seats], [...versions.arr]]).toEqual([
      [30, 15, 10],
      [2400, 1200, Number.NaN],
    ]);
    expect([...versions.renewalDay].map(day)).toEqual(['2027-02-01', '2026-02-01', 'always']);
    expect(known(versions, 1)).toEqual([]);
    undo(db, second);
    expect(known(readFacts(db).attributes)).toEqual(['2025-02-01 … for good', 'always … 2025-02-01']);
  });
});

test('tickets say how long they took, whether they came back and whether they ask how', () => {
  load(
    'tickets',
    'ticket_id,account_id,opened_at,closed_at,type,status,subject,reopened',
    'T1,A1,2025-03-01T00:00:00Z,2025-03-02T12:00:00Z,question,solved,Export,yes',
    'T2,A1,2025-03-03T08:00:00Z,,bug,closed,How do I export?,no',
    'T3,A1,2025-03-04T08:00:00Z,,bug,open,Show me the way,',
  );
  const { tickets } = readFacts(db);
  expect([...tickets.resolutionDays]).toEqual([1.5, Number.NaN, Number.NaN]);
  expect([...tickets.closedUndated]).toEqual([0, 1, 0]);
  expect([...tickets.howTo]).toEqual([1, 1, 0]);
  expect([...tickets.reopened]).toEqual([1, 0, 255]);
});

test('people: contacts, what they did, and who a touchpoint was with', () => {
  load(
    'contacts',
    'contact_id,account_id,is_champion,left_at,department,last_login_at',
    'C1,A1,yes,2025-12-01,Sales,2025-11-30',
    'C2,A1,,, sales ,',
  );
  load(
    'usage',
    'account_id,date,metric,value,contact_id',
    'A1,2025-12-02,feature:export,2,C2',
    'A1,2025-12-01,logins,1,C1',
    'A1,2025-12-01,logins,1,C2',
    'A1,2025-12-03,logins,0,C2',
  );
  load(
    'events',
    'event_id,account_id,contact_id,timestamp,event,feature',
    'E1,A1,C2,2025-12-02T09:00:00Z,click,export',
    'E2,A1,stranger,2025-12-02T10:00:00Z,click,export',
  );
  load('touchpoints', 'account_id,date,type,contact_id,responded,opened', 'A1,2025-12-05,email,C2,no,yes');
  const { contacts, activity, touchpoints, usage } = readFacts(db);
  expect([[...contacts.champion], contacts.department]).toEqual([
    [1, 255],
    ['sales', 'sales'],
  ]);
  expect([...contacts.leftDay].map(day)).toEqual(['2025-12-01', 'always']);
  const [ann, bob] = contacts.person;
  const stranger = activity.person.at(-1) ?? 0;
  expect([ann, bob]).not.toContain(stranger);
  const exported = 1 + usage.metrics.indexOf('feature:export');
  expect([...activity.day].map((on, k) => [isoFromDay(on).slice(-2), activity.person[k], activity.what[k]])).toEqual([
    ['01', ann, 0],
    ['01', bob, 0],
    ['02', bob, 0],
    ['02', bob, exported],
    ['02', stranger, 0],
    ['02', stranger, exported],
  ]);
  expect([touchpoints.person[0], touchpoints.responded[0], touchpoints.opened[0]]).toEqual([bob, 0, 1]);
});

test('milestones with the return they show, and what texts mention', () => {
  load(
    'milestones',
    'account_id,name,due_date,completed_at,kind,roi_status',
    'A1,Connect,2025-02-01,2025-01-20,setup,',
    'A1,Save a day,2025-06-01,2025-06-10,value_goal,Demonstrated',
    'A1,Save a week,2025-09-01,,value_goal,in progress',
    'A1,Save a month,2026-09-01,,value_goal,not started',
  );
  load('notes', 'account_id,date,text', 'A1,2025-03-01,The RIVAL is no competitor of ours', 'A1,2025-01-01,All fine');
  load('surveys', 'account_id,kind,responded_at,rating,comment', 'A2,nps,2025-04-01,3,cost-cutting again');
  load('touchpoints', 'account_id,date,type,notes', 'A2,2025-04-02,call,incompetition budgetless');
  const { milestones, mentions, firstTextDay } = readFacts(db);
  expect([...milestones.kind].map((kind) => MILESTONE_KINDS[kind])).toEqual([
    'setup',
    'value_goal',
    'value_goal',
    'value_goal',
  ]);
  expect([...milestones.roi].map((roi) => ROI_STATUSES[roi])).toEqual([
    undefined,
    'demonstrated',
    'in_progress',
    'none',
  ]);
  // A return without completion is known from its import, at the latest from the newest day of the data.
  expect([...milestones.roiDay].map(day)).toEqual(['2025-01-20', '2025-06-10', '2025-12-31', '2025-12-31']);
  expect([...mentions.offsets]).toEqual([0, 1, 2]);
  expect([...mentions.day].map(isoFromDay)).toEqual(['2025-03-01', '2025-04-01']);
  expect([...mentions.topic].map((topic) => MENTION_TOPICS[topic])).toEqual(['competitor', 'budget']);
  expect(isoFromDay(firstTextDay)).toBe('2025-01-01');
});
