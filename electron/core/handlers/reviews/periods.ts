import { type Day, dayFromParts, isoFromDay } from '#shared/model/day.ts';

export type Cadence = 'monthly' | 'quarterly' | 'annual';

/** Days after the end of a period by which it is to be reviewed. */
const GRACE = 7;
const MONTHS: Readonly<Record<Cadence, number>> = { monthly: 1, quarterly: 3, annual: 12 };

/** A calendar period; `number` counts periods from the year 0. */
export type Period = { readonly name: string; readonly first: Day; readonly after: Day; readonly dueOn: Day };

/** The period a number stands for: `2026-11`, `2026-Q4` or `2026`. */
function periodAt(cadence: Cadence, number: number): Period {
  const months = MONTHS[cadence];
  const begin = (count: number): Day =>
    dayFromParts(Math.floor((count * months) / 12), ((count * months) % 12) + 1, 1) ?? 0;
  const year = Math.floor((number * months) / 12);
  const within = number - (year * 12) / months;
  const name = {
    monthly: `${year}-${String(within + 1).padStart(2, '0')}`,
    quarterly: `${year}-Q${within + 1}`,
    annual: `${year}`,
  }[cadence];
  const after = begin(number + 1);
  return { name, first: begin(number), after, dueOn: after + GRACE - 1 };
}

/**
 * The period to review next: the last complete one unless it was done, then the running one.
 *
 * @param done names of the periods that were reviewed
 */
export function nextPeriod(cadence: Cadence, today: Day, done: ReadonlySet<string>): Period {
  const [year, month] = isoFromDay(today).split('-').map(Number) as [number, number];
  const running = Math.floor((year * 12 + month - 1) / MONTHS[cadence]);
  const last = periodAt(cadence, running - 1);
  return done.has(last.name) ? periodAt(cadence, running) : last;
}
