import { healthyShare, type Person, summarisePeople, USER_PARTS, userTier } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { ContactDetail } from '#shared/contract/contacts.ts';
import type { Book } from './book.ts';
import { orNull } from './rows.ts';

type Health = ContactDetail['health'];

/** Health of one person as of the book's day (30-method.md 2.7). */
export type PersonHealth = {
  readonly health: Health;
  /** A key user without activity for 30 days or more. */
  readonly isDormant: boolean;
  /** Days since the last login or activity, Infinity for none, NaN unknown. */
  readonly daysSinceActive: number;
};

const UNKNOWN: Health = {
  score: null,
  tier: null,
  parts: USER_PARTS.map(({ id, name, max }) => ({ id, name, points: null, max, value: null })),
};

/** A person nothing is known of: who has left, or was not there yet. */
export const NO_HEALTH: PersonHealth = { health: UNKNOWN, isDormant: false, daysSinceActive: Number.NaN };

function recencyText(days: number): string {
  if (days === Number.POSITIVE_INFINITY) return 'never, or longer than 90 days ago';
  if (days <= 0) return 'today';
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** The measured values in words, in the order of the parts; null where the data does not say. */
function valuesOf({ daysSinceActive, activeDays28, featureShare, trained, engaged }: Person): (string | null)[] {
  const known = (value: number, words: string): string | null => (Number.isNaN(value) ? null : words);
  return [
    known(daysSinceActive, recencyText(daysSinceActive)),
    known(activeDays28, `${activeDays28} of 28 days`),
    known(featureShare, `${Math.round(100 * Math.min(1, featureShare))}% of the features`),
    known(trained, trained === 1 ? 'took part' : 'none in a year'),
    known(engaged, engaged === 1 ? 'active in 90 days' : 'nothing in 90 days'),
  ];
}

/** Health of everybody who is there, by number of the person. */
export function peopleOf(book: Book, account: number): ReadonlyMap<number, PersonHealth> {
  const people = new Map<number, PersonHealth>();
  book.people(account, (person) => {
    const values = valuesOf(person);
    people.set(person.person, {
      health: {
        score: orNull(person.score),
        tier: userTier(person.score),
        parts: USER_PARTS.map(({ id, name, max }, part) => ({
          id,
          name,
          max,
          points: orNull(person.points[part]),
          value: values[part] ?? null,
        })),
      },
      isDormant: person.isKeyUser && person.isDormant,
      daysSinceActive: person.daysSinceActive,
    });
  });
  return people;
}

/** The people of an account in figures. */
export function peopleSummaryOf(book: Book, account: number): AccountDetail['people'] {
  const summary = summarisePeople(book.people, account);
  return { ...summary, healthyShare: orNull(healthyShare(summary)) };
}
