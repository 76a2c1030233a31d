import type { ContactDetail } from '#shared/contract/contacts.ts';
import { daysBetween, formatDate } from '#shared/format/date.ts';
import { formatScore } from '#shared/format/number.ts';
import { formatCount, joinWords } from '#shared/format/words.ts';
import type { Phrase } from '../account/finding.ts';

const MARKS = { sponsor: 'sponsor', champion: 'champion', admin: 'administrator' } as const;

/** A key user's marks in words: `sponsor and champion`; empty for everybody else. */
export function marksText(marks: ContactDetail['marks']): string {
  return joinWords(marks.map((mark) => MARKS[mark]));
}

/** Lower bounds of the tiers of user health. Source: 30-method.md 2.7. */
const BOUNDS = [70, 40];

/** User health, one decimal where there is one, never across a tier bound: 69.96 is `69.9`. */
export function userHealth(score: number | null, locale: string): string {
  return formatScore(score, locale, BOUNDS).replace(/\.0$/, '');
}

/** The part of the health that costs most points, in its own words: `recency: 41 days ago`. */
export function weakestPart(health: ContactDetail['health']): ContactDetail['health']['parts'][number] | null {
  const lost = (part: ContactDetail['health']['parts'][number]): number => part.max - (part.points ?? part.max);
  return health.parts.reduce<ContactDetail['health']['parts'][number] | null>(
    (worst, part) => (lost(part) > (worst === null ? 0 : lost(worst)) ? part : worst),
    null,
  );
}

/** The sentence that opens a person: whether they are there, and what their use says. */
export function contactFinding(contact: ContactDetail, locale: string): readonly Phrase[] {
  const { asOf, health, lastLogin, leftAt, dormant } = contact;
  const marks = marksText(contact.marks);
  const who = marks === '' ? 'person' : marks;
  if (leftAt !== null && leftAt <= asOf) {
    return [
      { text: `Left on ${formatDate(leftAt, locale)}. `, strong: true },
      {
        text: marks === '' ? 'Nothing is expected of them any more.' : `The ${who} of this account needs a successor.`,
      },
    ];
  }
  if (lastLogin === null) {
    return [
      { text: 'No login is known. ', strong: true },
      {
        text:
          health.score === null ? 'User health needs usage by person.' : 'Their health rests on what else is known.',
      },
    ];
  }
  const days = daysBetween(lastLogin, asOf) ?? 0;
  const seen = days <= 0 ? 'Active today' : `Last seen ${formatCount(days, locale, 'day')} ago`;
  const lead: Phrase = dormant
    ? {
        text: `${who.charAt(0).toUpperCase()}${who.slice(1)}, dormant for ${formatCount(days, locale, 'day')}. `,
        strong: true,
      }
    : { text: `${seen}. `, strong: true };
  if (health.score === null) return [lead, { text: 'There is too little usage by person for a user health.' }];
  const part = weakestPart(health);
  const tail =
    part === null ? '.' : `; ${part.name.toLowerCase()} costs most${part.value === null ? '' : ` (${part.value})`}.`;
  return [
    lead,
    { text: `User health is ${userHealth(health.score, locale)} of 100, ${health.tier ?? 'no tier'}${tail}` },
  ];
}
