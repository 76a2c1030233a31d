const DAY = 86_400_000;
const START = Date.UTC(2024, 0, 1);
/** The last of 130 weeks, a Sunday. */
const DAYS = 910;

const iso = (day: number): string => new Date(START + day * DAY).toISOString().slice(0, 10);
const file = (head: string, lines: readonly (readonly (string | number)[])[]): string =>
  `${head}\n${lines.map((cells) => cells.join(',')).join('\n')}\n`;

/** Whole numbers that look drawn: the same for the same place. */
const noise = (k: number, at: number): number => ((k * 7919 + at * 104_729 + ((k * at) % 811) * 31) % 1009) / 1009;

/**
 * 140 accounts over 30 months, half of which leave, always at the end of a yearly term: enough history for every analysis. Use
 * falls before two of three of them leave, tickets rise before every other; how near the term's end is, the weighted score hardly
 * counts. Tables by the name of their file.
 */
export function longPortfolio(turned = false): Readonly<Record<string, string>> {
  const order = Array.from({ length: 140 }, (_, k) => (turned ? 139 - k : k));
  const termOf = (k: number): number => ((k * 53) % 365) - 365;
  const leaves = (k: number): number | null => {
    const end = termOf(k) + 365 * ([2, 1, 2, 3, 2, 1, 3][k % 7] ?? 2);
    return k % 5 < 3 && end > 100 && end < DAYS - 5 ? end : null;
  };
  const usage: (string | number)[][] = [];
  const tickets: (string | number)[][] = [];
  const invoices: (string | number)[][] = [];
  const contracts: (string | number)[][] = [];
  const surveys: (string | number)[][] = [];
  const outcomes: (string | number)[][] = [];
  for (const k of order) {
    const left = leaves(k);
    const until = left ?? DAYS;
    const nears = (day: number, within: number): boolean => left !== null && left - day < within;
    for (let day = 0; day < until; day += 7) {
      const dip = (nears(day, 100) && k % 3 !== 1) || noise(k, Math.floor(day / 100)) < 0.12;
      const active = Math.round((8 + (k % 5)) * (dip ? 0.6 : 1) + 3 * noise(k, day));
      usage.push([`A${k}`, iso(day), active * 5, active, active * 30, 8 + (k % 6), active + 4, active + 1]);
    }
    for (let day = 5 + (k % 30); day < until; day += nears(day, 80) && k % 4 < 2 ? 9 : 40)
      tickets.push([`T${k}-${day}`, `A${k}`, iso(day), iso(day + 3), 1 + Math.floor(5 * noise(k, day))]);
    for (let day = 15; day < until; day += 30)
      invoices.push([
        `I${k}-${day}`,
        `A${k}`,
        iso(day),
        iso(day + 30),
        iso(day + 20 + Math.round(14 * noise(day, k))),
        900,
      ]);
    for (let day = 30 + (k % 90); day < until; day += 90)
      surveys.push([`S${k}-${day}`, `A${k}`, 'nps', iso(day), iso(day + 1), Math.round(4 + 6 * noise(k, day + 1)), 10]);
    for (let day = termOf(k); day < until; day += 365)
      contracts.push([`A${k}`, iso(day), day === termOf(k) ? 'new' : 'renewal', 1000 * (k + 5), 15, iso(day + 365)]);
    if (left !== null) outcomes.push([`A${k}`, iso(left), 'churn']);
  }
  return {
    'accounts.csv': file(
      'account_id,name,segment,arr,seats,features_available,start_date',
      order.map((k) => [`A${k}`, `Account ${k}`, k % 3 ? 'SMB' : 'Enterprise', 1000 * (k + 5), 15, 20, iso(termOf(k))]),
    ),
    'usage.csv': file(
      'account_id,date,logins,active_users,session_minutes,features_used,key_actions_started,key_actions_completed',
      usage,
    ),
    'tickets.csv': file('ticket_id,account_id,opened_at,closed_at,csat', tickets),
    'invoices.csv': file('invoice_id,account_id,issued_at,due_at,paid_at,amount', invoices),
    'surveys.csv': file('response_id,account_id,kind,sent_at,responded_at,rating,scale', surveys),
    'contracts.csv': file('account_id,effective_date,change,arr,seats,term_end', contracts),
    'outcomes.csv': file('account_id,date,outcome', outcomes),
  };
}
