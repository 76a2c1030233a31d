import fc from 'fast-check';
import type { Day } from '#shared/model/day.ts';
import {
  CONTRACT_CHANGES,
  MENTION_TOPICS,
  MILESTONE_KINDS,
  OUTCOMES,
  ROI_STATUSES,
  SURVEY_KINDS,
  TOUCHPOINT_TYPES,
} from '#shared/model/facts.ts';
import type { FactRows } from './build-facts.ts';

/** Accounts of every generated workspace, and a day with facts before and after it. */
export const ACCOUNTS = 4;
export const AS_OF: Day = 250;
const LAST: Day = 400;
const PEOPLE = 3;

const account = fc.nat(ACCOUNTS - 1);
const person = fc.nat(PEOPLE - 1);
const day = fc.integer({ min: 0, max: LAST });
const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const known = { known: day, until: whole(0, LAST + 100) };

/** Rows in which each key that is not in `required` may be left out. */
function rows<T extends object, K extends keyof T>(
  model: { [Key in keyof T]: fc.Arbitrary<T[Key]> },
  required: K[],
  maxLength: number,
): fc.Arbitrary<(Pick<T, K> & Partial<T>)[]> {
  return fc.array(fc.record(model, { requiredKeys: required }) as fc.Arbitrary<Pick<T, K> & Partial<T>>, { maxLength });
}

/** Turns spans in days into days: of each row the keys are so long after its `from`. */
function after<T extends object>(groups: fc.Arbitrary<T[]>, from: keyof T, ...keys: (keyof T)[]): fc.Arbitrary<T[]> {
  return groups.map((group) =>
    group.map((row) => {
      const start = row[from];
      const spans = keys.flatMap((key) => {
        const span = row[key];
        return typeof span === 'number' && typeof start === 'number' ? [[key, start + span] as const] : [];
      });
      return { ...row, ...Object.fromEntries(spans) };
    }),
  );
}

const METRICS = [
  'logins',
  'sessions',
  'active_users',
  'session_minutes',
  'features_used',
  'key_actions_started',
  'key_actions_completed',
  'api_calls',
  'data_volume',
  'mau',
  'relationship_strength',
  'feature:a',
  'feature:b',
  'other',
];
const usageRun = fc
  .record({
    account,
    metric: fc.constantFrom(...METRICS),
    from: day,
    length: whole(1, 200),
    step: fc.constantFrom(1, 2, 7),
    value: whole(0, 50),
  })
  .map(({ length, step, from, value, ...row }) =>
    Array.from({ length: Math.ceil(length / step) }, (_, k) => ({
      ...row,
      day: from + k * step,
      value: (value + k) % 50,
    })),
  );

type Rows = Required<FactRows>;

/** Facts of a small workspace: every kind, most of the columns left out now and then, some of it after {@link AS_OF}. */
export const facts: fc.Arbitrary<Rows> = fc.record({
  accounts: fc.array(
    fc.record(
      {
        startDay: whole(-200, 300),
        goLiveDay: whole(-200, 300),
        renewalDay: day,
        seats: whole(1, 60),
        arr: whole(0, 1000),
        featuresAvailable: whole(1, 4),
        segment: fc.constantFrom('SMB', 'Enterprise', 'Other'),
        industry: fc.constantFrom('Retail', 'Software'),
      },
      { requiredKeys: ['startDay'] },
    ),
    { minLength: ACCOUNTS, maxLength: ACCOUNTS },
  ),
  usage: fc
    .array(usageRun, { maxLength: 12 })
    .map((runs) => [...new Map(runs.flat().map((row) => [`${row.account} ${row.metric} ${row.day}`, row])).values()]),
  tickets: after(
    rows(
      {
        account,
        opened: day,
        closed: whole(0, 120),
        csat: whole(1, 5),
        escalated: fc.boolean(),
        sentiment: fc.double({ min: -1, max: 1, noNaN: true }),
        priority: whole(1, 4),
        reopened: fc.boolean(),
        resolutionDays: whole(0, 40),
        howTo: fc.boolean(),
        ...known,
      },
      ['account', 'opened'],
      25,
    ),
    'opened',
    'closed',
  ),
  surveys: after(
    rows(
      {
        account,
        kind: fc.constantFrom(...SURVEY_KINDS),
        sent: day,
        responded: whole(0, 120),
        rating: whole(0, 10),
        ...known,
      },
      ['account', 'sent', 'kind'],
      15,
    ),
    'sent',
    'responded',
  ),
  touchpoints: rows(
    {
      account,
      day,
      type: fc.constantFrom(...TOUCHPOINT_TYPES),
      attended: fc.boolean(),
      responded: fc.boolean(),
      opened: fc.boolean(),
      person,
      ...known,
    },
    ['account', 'day', 'type'],
    20,
  ),
  invoices: after(
    rows(
      {
        account,
        issued: day,
        due: whole(0, 60),
        paid: whole(0, 120),
        amount: whole(1, 900),
        // That invoices have a status is known of the source as a whole, not of the day one was paid.
        status: fc.constantFrom('open', 'failed', 'refunded'),
        ...known,
      },
      ['account', 'issued', 'due'],
      15,
    ),
    'issued',
    'due',
    'paid',
  ),
  contracts: rows(
    {
      account,
      day,
      change: fc.constantFrom(...CONTRACT_CHANGES),
      arr: whole(1, 100),
      seats: whole(1, 50),
      termEnd: day,
      subscription: fc.nat(2),
      ...known,
    },
    ['account', 'day', 'change'],
    15,
  ),
  outcomes: rows({ account, day, outcome: fc.constantFrom(...OUTCOMES), ...known }, ['account', 'day', 'outcome'], 5),
  contacts: after(
    rows(
      {
        account,
        person,
        created: day,
        lastLogin: whole(0, 200),
        left: whole(0, 200),
        sponsor: fc.boolean(),
        champion: fc.boolean(),
        admin: fc.boolean(),
        department: fc.constantFrom('Sales', 'Finance'),
        ...known,
      },
      ['account', 'person', 'created'],
      8,
    ),
    'created',
    'lastLogin',
    'left',
  ),
  activity: rows({ account, day, person, feature: fc.constantFrom('a', 'b') }, ['account', 'day', 'person'], 25),
  milestones: rows(
    {
      account,
      kind: fc.constantFrom(...MILESTONE_KINDS),
      due: day,
      completed: day,
      roi: fc.constantFrom(...ROI_STATUSES),
      roiDay: day,
      ...known,
    },
    ['account', 'kind'],
    10,
  ),
  mentions: rows({ account, day, topic: fc.constantFrom(...MENTION_TOPICS) }, ['account', 'day'], 5),
});
