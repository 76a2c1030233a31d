import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { startTestCore, type TestCore } from '../testing.ts';
import { importSteady, STEADY_AS_OF } from './testing/steady.ts';

const CONTACTS = `contact_id,account_id,name,email,role,department,is_sponsor,is_champion,is_admin,created_at,last_login_at,left_at
C1,A1,Ada,ada@acme.example,Head of Planning,Planning,true,false,true,2024-01-10,2026-06-18,
C2,A1,Bea,bea@acme.example,Planner,Planning,false,true,false,2024-01-10,2026-05-01,
C3,A1,Cid,,Analyst,,false,false,false,2025-01-10,,2026-06-01
C4,A1,Dee,,Analyst,,false,false,false,2026-07-10,,
`;
const end = dayFromIso(STEADY_AS_OF) ?? 0;
/** Ada is there on six of the last 28 days, the last one ten days ago; a feature on two of them. */
const ADA = [10, 12, 14, 20, 25, 27].map((ago) => `A1,C1,${isoFromDay(end - ago)}`);
let core: TestCore;

beforeAll(async () => {
  core = await startTestCore(Date.UTC(2026, 10, 22, 12));
  await core.call('workspace.create', { name: 'Contacts' });
  await importSteady(core);
  const file = (name: string, lines: readonly string[]) => core.source(name, `${lines.join('\n')}\n`);
  await core.done('import.run', {
    sources: [
      await core.source('contacts.csv', CONTACTS),
      await file('contact-usage.csv', [
        'account_id,contact_id,date,metric,value',
        ...ADA.map((start) => `${start},logins,3`),
        ...ADA.slice(0, 2).map((start) => `${start},feature:Forecast,4`),
      ]),
      await file('touchpoints.csv', [
        'account_id,contact_id,date,type,attended,notes',
        'A1,C1,2026-03-01,training,true,Basics',
        'A1,C1,2026-07-05,call,true,Too late for the as-of date',
      ]),
      await file('c-tickets.csv', [
        'ticket_id,account_id,contact_id,opened_at,severity,subject',
        'TC1,A1,C1,2026-06-10,P1,Export fails',
      ]),
      await file('c-surveys.csv', [
        'account_id,contact_id,kind,sent_at,responded_at,rating,comment',
        'A1,C1,nps,2026-04-01,2026-04-02,6,Slow',
      ]),
      await file('events.csv', [
        'account_id,contact_id,timestamp,event,feature,count',
        'A1,C1,2026-06-15T08:00:00Z,report,Reports,2',
        'A1,C1,2026-06-16T08:00:00Z,export,,1',
      ]),
    ],
    score: false,
  });
  await core.done('score.run', { asOf: STEADY_AS_OF });
}, 60_000);
afterAll(() => core.close());

describe('a contact', () => {
  it('is shown with marks, health and what it is made of', async () => {
    const ada = await core.call('contacts.get', { contactId: 'C1' });
    expect(ada).toMatchObject({
      asOf: STEADY_AS_OF,
      accountId: 'A1',
      accountName: 'Account A1',
      name: 'Ada',
      email: 'ada@acme.example',
      marks: ['sponsor', 'admin'],
      createdAt: '2024-01-10',
      lastLogin: '2026-06-18',
      leftAt: null,
      dormant: false,
    });
    // Ten days ago 30, seven active days of 28 20, two of ten features 4, trained in a year 5; no community or email is known of:
    // 59 of 95 points = 62.105263.
    expect(ada.health.parts.map(({ id, points, max, value }) => [id, points, max, value])).toEqual([
      ['recency', 30, 40, '10 days ago'],
      ['frequency', 20, 30, '7 of 28 days'],
      ['breadth', 4, 20, '20% of the features'],
      ['training', 5, 5, 'took part'],
      ['community', null, 5, null],
    ]);
    expect(ada.health).toMatchObject({ score: 62.105263, tier: 'Yellow' });
  });

  it('is shown with a year of use, by week and by feature', async () => {
    const { usage, features } = await core.call('contacts.get', { contactId: 'C1' });
    const last = (id: string) => usage.find((series) => series.id === id)?.weeks.slice(-4);
    expect(usage.map(({ id, weeks }) => [id, weeks.length])).toEqual([
      ['active_days', 52],
      ['logins', 52],
      ['events', 52],
    ]);
    // Weeks end on Sundays: 27 and 25 days ago, 20, 14, 13, 12 and 10.
    expect(last('active_days')).toEqual([
      { date: '2026-06-07', value: 2 },
      { date: '2026-06-14', value: 2 },
      { date: '2026-06-21', value: 3 },
      { date: STEADY_AS_OF, value: 0 },
    ]);
    expect(last('logins')?.map(({ value }) => value)).toEqual([6, 6, 6, 0]);
    expect(last('events')?.map(({ value }) => value)).toEqual([0, 0, 3, 0]);
    expect(usage[0]?.weeks.at(-5)).toEqual({ date: '2026-05-31', value: null });
    expect(features).toEqual([
      { name: 'Forecast', uses: 8 },
      { name: 'Reports', uses: 2 },
    ]);
  });

  it('has a timeline of its own, up to the as-of date', async () => {
    const { timeline } = await core.call('contacts.get', { contactId: 'C1' });
    expect(timeline.map(({ date, kind, title, detail }) => [date, kind, title, detail])).toEqual([
      ['2026-06-16', 'event', '3 product events that week', 'report, export'],
      ['2026-06-10', 'ticket', 'P1 ticket opened', 'Export fails'],
      ['2026-04-02', 'survey', 'NPS rating 6', 'Slow'],
      ['2026-03-01', 'touchpoint', 'Training', 'Basics'],
    ]);
  });

  it('who is a key user and was not seen for 30 days is dormant; who has left has no health', async () => {
    expect(await core.call('contacts.get', { contactId: 'C2' })).toMatchObject({
      marks: ['champion'],
      lastLogin: '2026-05-01',
      dormant: true,
      usage: [],
    });
    expect(await core.call('contacts.get', { contactId: 'C3' })).toMatchObject({
      marks: [],
      leftAt: '2026-06-01',
      dormant: false,
      health: { score: null, tier: null },
    });
    const past = await core.call('contacts.get', { contactId: 'C3', asOf: '2026-05-24' });
    expect(past).toMatchObject({ asOf: '2026-05-24', leftAt: null });
  });

  it('is found by name, address and id', async () => {
    const found = async (text: string) => (await core.call('search.find', { text })).contacts;
    const ada = { contactId: 'C1', name: 'Ada', accountId: 'A1', accountName: 'Account A1' };
    expect([await found('ada'), await found('ada@acme'), await found('C1')]).toEqual([[ada], [ada], [ada]]);
  });

  it('who is not there, or not yet, is not found', async () => {
    expect(await core.codeOf('contacts.get', { contactId: 'nobody' })).toBe('not_found');
    await expect(core.call('contacts.get', { contactId: 'C4' })).rejects.toThrow('not there yet on 2026-06-28');
  });
});

describe('the people of an account', () => {
  it('are listed with their health and rolled up', async () => {
    const { contacts, contactsTotal, people } = await core.call('accounts.get', { accountId: 'A1' });
    expect(contacts.map(({ contactId, dormant, leftAt, health }) => [contactId, dormant, leftAt, health.tier])).toEqual(
      [
        ['C1', false, null, 'Yellow'],
        ['C2', true, null, 'Red'],
        ['C3', false, '2026-06-01', null],
      ],
    );
    expect(contactsTotal).toBe(3);
    expect(people).toEqual({
      contacts: 2,
      withHealth: 2,
      healthy: 0,
      healthyShare: 0,
      keyUsers: 2,
      keyUsersAtRisk: 1,
      dormantKeyUsers: 1,
    });
  });
});
