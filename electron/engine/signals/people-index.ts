import type { Day } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';
import { visibleDays } from './days.ts';

export type PeopleIndex = {
  /** First day anybody of the account did something, NEVER when nobody's activity is known. */
  readonly firstActivityDay: Int32Array;
  /** Department of each person as it stands, −1 unknown. */
  readonly departmentOf: Int32Array;
  readonly departmentCount: number;
  /** First day a contact said whether it is a sponsor, and a champion. */
  readonly firstSponsorMarkDay: Day;
  readonly firstChampionMarkDay: Day;
  /** First day of any text. */
  readonly firstTextDay: Day;
};

/** What the signals need to know of people; `highestPerson` is the largest number of a person. */
export function peopleIndex(facts: Facts, highestPerson: number): PeopleIndex {
  const { contacts, activity } = facts;

  const numbers = new Map<string, number>();
  const departmentOf = new Int32Array(highestPerson + 1).fill(-1);
  contacts.department.forEach((name, k) => {
    if (name === '' || contacts.supersededDay[k] !== NEVER) return;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    departmentOf[contacts.person[k] as number] = numbers.get(name) as number;
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
    departmentOf,
    departmentCount: numbers.size,
    firstSponsorMarkDay: firstMark(contacts.sponsor),
    firstChampionMarkDay: firstMark(contacts.champion),
    firstTextDay: facts.firstTextDay,
  };
}
