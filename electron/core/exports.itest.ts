import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type FilePlan, type PlanOptions, planFile } from '#electron/ingest/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import { loadImportPresets } from './import-presets.ts';

const data = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(data);
if (!present) console.log('core: ../shared/data is absent, the kinds of real exports are not tested');
const presets = loadImportPresets(fileURLToPath(new URL('../../resources', import.meta.url)));

type Answer = { readonly kind: string | null; readonly name: string | null; readonly plan: FilePlan | null };

function ask(path: string, options: PlanOptions = {}): Answer {
  try {
    const plan = planFile(path, { presets, dateFormat: 'dmy', decimal: '.', ...options });
    return { kind: plan.kind, name: plan.origin.name, plan };
  } catch (error) {
    if (!(error instanceof AppError) || !['unknown_kind', 'unmapped_column'].includes(error.code)) throw error;
    return { kind: null, name: null, plan: null };
  }
}

function codeOf(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('nothing was refused');
}

const files = (folder: string): string[] =>
  readdirSync(join(data, folder))
    .filter((name) => name.endsWith('.csv'))
    .sort();

/** Kinds of all tables of connectors that are customer-success data; every other table must not be imported as something. */
const SEEDS: Readonly<Record<string, Readonly<Record<string, readonly [kind: string, preset: string]>>>> = {
  hubspot: {
    company_data: ['accounts', 'HubSpot companies'],
    company_data_databricks: ['accounts', 'HubSpot companies'],
    company_data_postgres: ['accounts', 'HubSpot companies'],
    company_data_snowflake: ['accounts', 'HubSpot companies'],
    contact_data: ['contacts', 'HubSpot contacts'],
  },
  mixpanel: { event: ['events', 'Mixpanel events'] },
  salesforce: {
    sf_account_data: ['accounts', 'Salesforce accounts'],
    sf_account_history_data: ['accounts', 'Salesforce accounts'],
    sf_contact_data: ['contacts', 'Salesforce contacts'],
    sf_contact_history_data: ['contacts', 'Salesforce contacts'],
    sf_event_data: ['touchpoints', 'Salesforce calendar events'],
    sf_task_data: ['touchpoints', 'Salesforce tasks'],
  },
  stripe: {
    charge_data: ['invoices', 'Stripe charges (API)'],
    customer_data: ['accounts', 'Stripe customers'],
    invoice_data: ['invoices', 'Stripe invoices (API)'],
    subscription_data: ['subscriptions', 'Stripe subscriptions (API)'],
    subscription_history_data: ['subscriptions', 'Stripe subscriptions (API)'],
  },
  zendesk: {
    organization_data: ['accounts', 'Zendesk organizations'],
    ticket_comment_data: ['notes', 'Zendesk ticket comments'],
    ticket_data: ['tickets', 'Zendesk tickets (API)'],
    user_data: ['contacts', 'Zendesk users'],
    user_data_snowflake: ['contacts', 'Zendesk users'],
  },
};

/** Header samples: kind, preset and the columns that matter; null where the export lacks what an import needs. */
const HEADERS: Readonly<Record<string, readonly [string, string, Readonly<Record<string, string>>] | null>> = {
  amplitude_events: [
    'events',
    'Amplitude events',
    { uuid: 'event_id', user_id: 'contact_id', event_time: 'timestamp', event_type: 'event' },
  ],
  chargebee_subscription: [
    'subscriptions',
    'Chargebee subscriptions',
    {
      'subscription id': 'subscription_id',
      'subscription customer_id': 'account_id',
      'subscription cancelled_at': 'end_date',
    },
  ],
  delighted_responses: [
    'surveys',
    'Delighted responses',
    { person: 'contact_id', survey_type: 'kind', score: 'rating', created_at: 'responded_at' },
  ],
  freshdesk_tickets: null,
  freshservice_tickets: [
    'tickets',
    'Freshservice tickets',
    {
      'Requester Email': 'email',
      'Created Time': 'opened_at',
      'First Response Time (in Hrs)': 'first_response_minutes',
    },
  ],
  gainsight_company: [
    'accounts',
    'Gainsight companies',
    { 'Company Id': 'account_id', ARR: 'arr', 'Original Contract Date': 'start_date', 'Renewal Date': 'renewal_date' },
  ],
  hubspot_companies: [
    'accounts',
    'HubSpot companies',
    { 'Record ID': 'account_id', 'Company name': 'name', 'Company owner': 'csm', 'Country/Region': 'country' },
  ],
  hubspot_contacts: [
    'contacts',
    'HubSpot contacts',
    { 'Record ID': 'contact_id', 'Associated Company IDs': 'account_id', 'Job Title': 'role' },
  ],
  hubspot_deals: null,
  intercom_content_export: [
    'touchpoints',
    'Intercom messages sent',
    { company_id: 'account_id', user_id: 'contact_id', received_at: 'date' },
  ],
  mixpanel_events: [
    'events',
    'Mixpanel events',
    { $insert_id: 'event_id', distinct_id: 'contact_id', time: 'timestamp', event: 'event' },
  ],
  planhat_churn: ['outcomes', 'Planhat churn log', { company_id: 'account_id', churn_date: 'date', arr: 'arr_before' }],
  qualtrics_responses: null,
  salesforce_account_api: [
    'accounts',
    'Salesforce accounts',
    { Id: 'account_id', Name: 'name', BillingCountry: 'country', SystemModstamp: 'source_updated_at' },
  ],
  salesforce_case_report: null,
  stripe_payments: [
    'invoices',
    'Stripe payments (dashboard)',
    { id: 'invoice_id', 'Customer ID': 'account_id', 'Created (UTC)': 'issued_at', Amount: 'amount', Status: 'status' },
  ],
  stripe_subscriptions: [
    'subscriptions',
    'Stripe subscriptions (dashboard)',
    {
      id: 'subscription_id',
      'Customer ID': 'account_id',
      'Start Date (UTC)': 'start_date',
      'Ended At (UTC)': 'end_date',
    },
  ],
  surveymonkey_responses: null,
  zendesk_tickets: [
    'tickets',
    'Zendesk tickets (view export)',
    {
      Id: 'ticket_id',
      'Requester email': 'email',
      'Created at': 'opened_at',
      'Solved at': 'closed_at',
      'Satisfaction Score': 'csat',
      'First reply time in minutes': 'first_response_minutes',
    },
  ],
};

describe.skipIf(!present)('exports of other systems', () => {
  it.each(Object.keys(SEEDS))('takes the tables of %s that are ours, and no other', (system) => {
    const folder = `exports/fivetran_dbt_${system}`;
    const found = files(folder).map((file) => {
      const { kind, name } = ask(join(data, folder, file));
      return [file, kind, name];
    });
    const known = SEEDS[system] ?? {};
    expect(found).toEqual(files(folder).map((file) => [file, ...(known[file.replace('.csv', '')] ?? [null, null])]));
  });

  it('maps the header samples by their presets', () => {
    const found = files('exports/headers').map((file) => file.replace('.header.csv', ''));
    expect(found).toEqual(Object.keys(HEADERS).sort());
    for (const [name, expected] of Object.entries(HEADERS)) {
      const answer = ask(join(data, 'exports/headers', `${name}.header.csv`));
      if (expected === null) {
        expect(answer.kind, name).toBeNull();
        continue;
      }
      const [kind, title, columns] = expected;
      expect([answer.kind, answer.name], name).toEqual([kind, title]);
      expect(answer.plan?.mapping, name).toMatchObject(columns);
    }
  });

  it('offers to join by name where an export has nothing else', () => {
    const path = join(data, 'exports/headers/salesforce_case_report.header.csv');
    const error = codeOf(() => planFile(path, { presets }));
    expect([error.code, error.details]).toEqual(['unmapped_column', { joinByName: true }]);
    expect(ask(path, { joinByName: true }).plan?.mapping).toMatchObject({
      'Case Number': 'ticket_id',
      'Account Name': 'account_name',
      'Date/Time Opened': 'opened_at',
    });
  });

  it('says what a SurveyMonkey export lacks, and takes it from the person', () => {
    const path = join(data, 'exports/headers/surveymonkey_responses.header.csv');
    expect(codeOf(() => planFile(path, { presets })).message).toMatch(/no column is kind and rating/);
    const { plan } = ask(path, { mapping: { 'Custom Data 1': 'rating' }, constants: { kind: 'nps' } });
    expect(plan?.kind).toBe('surveys');
    expect(plan?.fields.find((field) => field.name === 'kind')).toMatchObject({ source: -1, constant: 'nps' });
    expect(plan?.mapping).toMatchObject({ 'Custom Data 1': 'rating', 'Email Address': 'email' });
  });

  it('reads the tables of a bank’s suppliers by the clients’ names when asked', () => {
    const folder = join(data, 'bank_saas_touchpoints');
    const expected: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
      account_emails: ['touchpoints', { client: 'account_name', date_sent: 'date', account_owner: 'csm' }],
      product_feedback: [
        'notes',
        { organization: 'account_name', submitted_date: 'date', submitter_name: 'author', feedback_text: 'text' },
      ],
      qbr_notes: ['touchpoints', { client_name: 'account_name', meeting_date: 'date', meeting_notes: 'notes' }],
      support_tickets: [
        'tickets',
        { ticket_id: 'ticket_id', client_name: 'account_name', created_date: 'opened_at', priority: 'severity' },
      ],
    };
    for (const [name, [kind, columns]] of Object.entries(expected)) {
      const path = join(folder, `${name}.csv`);
      expect(codeOf(() => planFile(path, { presets })).details, name).toEqual({ joinByName: true });
      const { plan } = ask(path, { joinByName: true });
      expect(plan?.kind, name).toBe(kind);
      expect(plan?.mapping, name).toMatchObject(columns);
    }
    const types = ['account_emails', 'qbr_notes'].map(
      (name) =>
        ask(join(folder, `${name}.csv`), { joinByName: true }).plan?.fields.find((field) => field.name === 'type')
          ?.constant,
    );
    expect(types).toEqual(['email', 'qbr']);
  });

  it.each([
    ['valueadd_churn_sim/customers', { customer_id: 'account_id', company_name: 'name', signup_date: 'start_date' }],
    [
      'valueadd_churn_sim/subscriptions',
      {
        subscription_id: 'subscription_id',
        customer_id: 'account_id',
        subscription_start_date: 'start_date',
        subscription_end_date: 'end_date',
        monthly_revenue: 'mrr',
      },
    ],
    [
      'valueadd_churn_sim/usage_events',
      { customer_id: 'account_id', event_timestamp: 'timestamp', session_duration_minutes: 'duration_seconds' },
    ],
    [
      'valueadd_churn_sim/support_interactions',
      { interaction_id: 'ticket_id', interaction_date: 'opened_at', satisfaction_score: 'csat' },
    ],
    [
      'edu_saas_renewals/engagement_events',
      { teacher_id: 'contact_id', week_start: 'timestamp', event_type: 'event', event_count: 'count' },
    ],
    ['edu_saas_renewals/users', { user_id: 'contact_id', school_id: 'account_id', email: 'email' }],
    [
      'edu_saas_renewals/school_adoption',
      { school_id: 'account_id', arr_usd: 'arr', contract_start_date: 'start_date' },
    ],
    ['edu_saas_renewals/renewals', { user_id: 'contact_id', due_date: 'date', outcome: 'outcome' }],
    ['novasuite/customers', { customer_id: 'account_id', mrr: 'mrr', contract_end: 'renewal_date' }],
    ['novasuite/support_tickets', { create_at: 'opened_at', resolved_at: 'closed_at', sentiment_score: 'sentiment' }],
    ['novasuite/subscriptions', { sub_id: 'subscription_id', start_date: 'start_date', end_date: 'end_date' }],
    ['exports/surveys_mock/nps_responses', { customer_id: 'account_id', date: 'responded_at', score: 'rating' }],
    ['exports/surveys_mock/csat_responses', { customer_id: 'account_id', feedback: 'comment', score: 'rating' }],
    ['exports/surveys_mock/ces_responses', { customer_id: 'account_id', response_id: 'response_id', score: 'rating' }],
  ])('maps %s by its headers', (name, columns) => {
    const { plan } = ask(join(data, `${name}.csv`));
    expect(plan?.origin.type).toBe('detected');
    expect(plan?.mapping).toMatchObject(columns);
  });
});
