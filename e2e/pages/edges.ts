import type { WorkspaceFiles } from '../support/fixtures.ts';

const DAY = 86_400_000;
/** The last day of the facts, a Sunday. */
const END = Date.UTC(2026, 5, 28);
const WEEKS = 16;

const dayAt = (daysBeforeEnd: number): string => new Date(END - daysBeforeEnd * DAY).toISOString().slice(0, 10);
const csv = (head: string, rows: readonly (readonly (string | number)[])[]): string =>
  [head, ...rows.map((row) => row.map((cell) => (/[",]/.test(`${cell}`) ? `"${cell}"` : cell)).join(','))]
    .join('\n')
    .concat('\n');

type Customer = { readonly id: string; readonly name: string; readonly segment: string; readonly csm: string };

const customers = (count: number, of: (at: number) => Partial<Customer> = () => ({})): readonly Customer[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `A-${at + 1}`,
    name: `Customer ${at + 1}`,
    segment: ['SMB', 'Mid-Market', 'Enterprise'][at % 3] ?? '',
    csm: ['Mia Ortiz', 'Jon Park'][at % 2] ?? '',
    ...of(at),
  }));

const accounts = (of: readonly Customer[]): string =>
  csv(
    'account_id,name,segment,csm,arr,seats,start_date,renewal_date,features_available',
    of.map(({ id, name, segment, csm }, at) => [
      id,
      name,
      segment,
      csm,
      12_000 + ((at * 7) % 11) * 9000,
      20 + ((at * 5) % 9) * 10,
      dayAt(500 + at * 29),
      dayAt(-20 - ((at * 37) % 300)),
      20,
    ]),
  );

const accountsWithoutArr = (of: readonly Customer[]): string =>
  csv(
    'account_id,name,segment,csm,start_date',
    of.map(({ id, name, segment, csm }, at) => [id, name, segment, csm, dayAt(500 + at * 29)]),
  );

/** Weekly use that rises for one customer in three, holds for one and falls for one. */
const usage = (of: readonly Customer[]): string =>
  csv(
    'account_id,date,logins,active_users,session_minutes,features_used,key_actions_started,key_actions_completed',
    of.flatMap(({ id }, at) =>
      Array.from({ length: WEEKS }, (_, week) => {
        const active = Math.max(1, Math.round((12 + (at % 5) * 3) * (1 + ((at % 3) - 1) * 0.05 * week)));
        return [
          id,
          dayAt(7 * (WEEKS - 1 - week)),
          active * 6,
          active,
          active * 40,
          4 + (at % 8),
          active,
          Math.ceil(active * 0.8),
        ];
      }),
    ),
  );

const tickets = (of: readonly Customer[]): string =>
  csv(
    'ticket_id,account_id,opened_at,closed_at,severity,csat,subject',
    of.flatMap(({ id, name }, at) =>
      Array.from({ length: 1 + (at % 3) }, (_, index) => [
        `T-${at}-${index}`,
        id,
        dayAt(70 - index * 20 - (at % 9)),
        index === 2 ? '' : dayAt(66 - index * 20 - (at % 9)),
        ['high', 'normal', 'low'][(at + index) % 3] ?? '',
        index === 2 ? '' : 1 + ((at + index) % 5),
        `Question of ${name}`,
      ]),
    ),
  );

const surveys = (of: readonly Customer[]): string =>
  csv(
    'response_id,account_id,contact_id,kind,sent_at,responded_at,rating',
    of.map(({ id }, at) => [`S-${at}`, id, `C-${id}`, 'nps', dayAt(45), dayAt(40), (at * 3) % 11]),
  );

const invoices = (of: readonly Customer[]): string =>
  csv(
    'invoice_id,account_id,issued_at,due_at,paid_at,amount',
    of.flatMap(({ id }, at) =>
      [0, 1, 2].map((index) => [
        `I-${at}-${index}`,
        id,
        dayAt(95 - index * 30),
        dayAt(80 - index * 30),
        dayAt(78 - index * 30 - (at % 4) * 3),
        1000 + at * 50,
      ]),
    ),
  );

const touchpoints = (of: readonly Customer[]): string =>
  csv(
    'account_id,contact_id,date,type,attended,csm',
    of.flatMap(({ id, csm }, at) => [
      [id, `C-${id}`, dayAt(60 - (at % 7)), 'QBR', at % 4 === 0 ? 'false' : 'true', csm],
      [id, `C-${id}`, dayAt(20 - (at % 7)), 'meeting', 'true', csm],
    ]),
  );

const contacts = (of: readonly Customer[], nameOf: (at: number) => string = (at) => `Person ${at + 1}`): string =>
  csv(
    'contact_id,account_id,name,email,role,is_sponsor,is_champion,last_login_at',
    of.map(({ id }, at) => [
      `C-${id}`,
      id,
      nameOf(at),
      `person${at + 1}@example.com`,
      ['Head of Operations', 'Administrator'][at % 2] ?? '',
      at % 2 === 0 ? 'true' : 'false',
      at % 3 === 0 ? 'true' : 'false',
      dayAt(at % 20),
    ]),
  );

function everything(of: readonly Customer[], nameOf?: (at: number) => string): WorkspaceFiles {
  return {
    'accounts.csv': accounts(of),
    'contacts.csv': contacts(of, nameOf),
    'usage.csv': usage(of),
    'tickets.csv': tickets(of),
    'surveys.csv': surveys(of),
    'invoices.csv': invoices(of),
    'touchpoints.csv': touchpoints(of),
  };
}

/** Exactly 60 characters. */
const long = (words: string, at: number): string =>
  `${words} ${at + 1}`.padEnd(60, ' of the Northern Highlands').slice(0, 60);
const LONG_COMPANY = 'Internationale Versicherungsaktiengesellschaft';

const ARABIC = ['شركة النور للتجارة', 'مؤسسة الخليج للتقنية', 'مصنع الرياض للأغذية', 'بنك المدينة (فرع 2)'];
const HEBREW = ['חברת אור הצפון בע"מ', 'טכנולוגיות ים המלח', 'מאפיית השרון', 'בנק העיר (סניף 2)'];
const at = (names: readonly string[], index: number): string => names[index % names.length] ?? '';

const few = customers(12);

/** Workspaces at the edges of what people have, as the files that make them. */
export const EDGES = {
  empty: {},
  'one-account': everything(customers(1)),
  'without-arr': { ...everything(few), 'accounts.csv': accountsWithoutArr(few) },
  'without-usage': Object.fromEntries(Object.entries(everything(few)).filter(([name]) => name !== 'usage.csv')),
  'long-names': everything(
    customers(12, (index) => ({
      name: index % 2 === 0 ? long(LONG_COMPANY, index) : `${LONG_COMPANY}Donaudampf${index}`.padEnd(60, 'x'),
      segment: long('Regulated enterprises', index % 3),
      csm: long('Wolfeschlegelsteinhausenbergerdorff', index % 2),
    })),
    (index) => long('Maximiliana Hohenlohe-Langenburg', index),
  ),
  'right-to-left': everything(
    customers(12, (index) => ({
      name:
        index % 3 === 2 ? `Customer ${at(HEBREW, index)}` : `${at(index % 3 === 0 ? ARABIC : HEBREW, index)} ${index}`,
      segment: ['الشركات الكبرى', 'קטנים', 'SMB'][index % 3] ?? '',
      csm: ['ليلى حداد', 'נועה לוי'][index % 2] ?? '',
    })),
    (index) => (index % 2 === 0 ? `يوسف العلي ${index}` : `דניאל כהן ${index}`),
  ),
  '40-segments': everything(customers(80, (index) => ({ segment: `Region ${(index % 40) + 1}` }))),
} as const satisfies Readonly<Record<string, WorkspaceFiles>>;
