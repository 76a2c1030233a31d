import type { Day } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';
import { visibleDays } from './days.ts';

export type PeopleIndex = {
  /** First day anybody of the account did something, NEVER when nobody's activity is known. */
  readonly firstActivityDay: Int32Array;
  /** Number of the department each row of the contacts names, −1 for none. */
  readonly departmentOfRow: Int32Array;
  readonly departmentCount: number;
  /** First day a contact said whether it is a sponsor, and a champion. */
  readonly firstSponsorMarkDay: Day;
  readonly firstChampionMarkDay: Day;
  /** First day of any text. */
  readonly firstTextDay: Day;
};

/** What the signals need to know of people. */
export function peopleIndex(facts: Facts): PeopleIndex {
  const { contacts, activity } = facts;

  const numbers = new Map<string, number>();
  const departmentOfRow = Int32Array.from(contacts.department, (name) => {
    if (name === '') return -1;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    return numbers.get(name) as number;
  });

  const from = visibleDays(contacts.createdDay, contacts).map((day, k) =>
    Math.max(day, contacts.knownDay[k] as number),
  );
  const firstMark = (flags: Uint8Array): Day =>
    flags.reduce((first, flag, k) => (flag === 255 ? first : Math.min(first, from[k] as number)), NEVER);
  return {
    firstActivityDay: Int32Array.from({ length: facts.accounts.count }, (_, account) => {
      const first = activity.offsets[account] as number;
      return first < (activity.offsets[account + 1] as number) ? (activity.day[first] as number) : NEVER;
    }),
    departmentOfRow,
    departmentCount: numbers.size,
    firstSponsorMarkDay: firstMark(contacts.sponsor),
    firstChampionMarkDay: firstMark(contacts.champion),
    firstTextDay: facts.firstTextDay,
  };
}
