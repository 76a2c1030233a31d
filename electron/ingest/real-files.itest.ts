import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type FilePlan, listTables, planFile, readRows, type TypedRow } from './index.ts';

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(data);
if (!present) console.log('ingest: ../shared/data is absent, the tests on real files are skipped');

function readAll(path: string): { plan: FilePlan; rows: TypedRow[]; rejected: number } {
  const plan = planFile(path);
  const rows: TypedRow[] = [];
  let rejected = 0;
  for (const batch of readRows(plan)) {
    rows.push(...batch.rows);
    rejected += batch.rejected.length;
  }
  expect(plan.rowCount, path).toBe(rows.length + rejected);
  return { plan, rows, rejected };
}

const mappingOf = (plan: FilePlan): Record<string, string> => ({ ...plan.mapping });

describe.skipIf(!present)('real files', () => {
  const sets = ['ravenstack', 'ravenstack_excel_resaved_dmy_bom', 'ravenstack_excel_resaved_iso'];

  it.each(sets)('maps all of %s without options', (set) => {
    const read = (name: string): ReturnType<typeof readAll> => readAll(join(data, set, `ravenstack_${name}.csv`));
    const accounts = read('accounts');
    expect(accounts.plan.kind).toBe('accounts');
    expect(mappingOf(accounts.plan)).toEqual({
      account_id: 'account_id',
      account_name: 'name',
      industry: 'industry',
      country: 'country',
      signup_date: 'start_date',
      referral_source: 'channel',
      plan_tier: 'plan',
      seats: 'seats',
    });
    expect(accounts.plan.extras.map((extra) => extra.name)).toEqual(['is_trial', 'churn_flag']);
    const subscriptions = read('subscriptions');
    expect(subscriptions.plan).toMatchObject({ kind: 'subscriptions', storedKind: 'contracts' });
    expect(subscriptions.rows.reduce((sum, row) => sum + row.more.length, 0)).toBe(486);
    const usage = read('feature_usage');
    expect(usage.plan.kind).toBe('events');
    expect(mappingOf(usage.plan)).toEqual({
      usage_id: 'event_id',
      subscription_id: 'subscription_id',
      usage_date: 'timestamp',
      feature_name: 'feature',
      usage_count: 'count',
      usage_duration_secs: 'duration_seconds',
    });
    const tickets = read('support_tickets');
    expect(tickets.plan.kind).toBe('tickets');
    expect(mappingOf(tickets.plan)).toEqual({
      ticket_id: 'ticket_id',
      account_id: 'account_id',
      submitted_at: 'opened_at',
      closed_at: 'closed_at',
      priority: 'severity',
      first_response_time_minutes: 'first_response_minutes',
      satisfaction_score: 'csat',
      escalation_flag: 'escalated',
    });
    const churn = read('churn_events');
    expect(churn.plan.kind).toBe('outcomes');
    expect(churn.plan.fields.find((field) => field.name === 'outcome')).toMatchObject({
      source: -1,
      constant: 'churn',
    });
    expect([accounts, subscriptions, usage, tickets, churn].map((one) => [one.rows.length, one.rejected])).toEqual([
      [500, 0],
      [5000, 0],
      [25_000, 0],
      [2000, 0],
      [600, 0],
    ]);
  });

  it('reads the same rows from the three ways ravenstack was saved', () => {
    for (const name of ['accounts', 'subscriptions', 'feature_usage', 'support_tickets', 'churn_events']) {
      const [first, ...others] = sets.map((set) => readAll(join(data, set, `ravenstack_${name}.csv`)).rows);
      for (const other of others) expect(other, name).toEqual(first);
    }
  });

  it.each([
    [
      'valueadd_churn_sim',
      {
        customers: 'accounts',
        subscriptions: 'subscriptions',
        support_interactions: 'tickets',
        usage_events: 'events',
      },
    ],
    ['novasuite', { customers: 'accounts', subscriptions: 'subscriptions', support_tickets: 'tickets' }],
    [
      'edu_saas_renewals',
      { school_adoption: 'accounts', users: 'contacts', engagement_events: 'events', renewals: 'outcomes' },
    ],
    ['exports/surveys_mock', { ces_responses: 'surveys', csat_responses: 'surveys', nps_responses: 'surveys' }],
  ])('knows the kinds of %s', (set, kinds) => {
    const found = listTables(join(data, set), set).map(({ path }) => {
      const { plan, rejected } = readAll(path);
      expect(rejected, path).toBe(0);
      return [basename(path, '.csv'), plan.kind];
    });
    expect(Object.fromEntries(found)).toEqual(kinds);
  });
});
