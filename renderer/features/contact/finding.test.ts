import { describe, expect, it } from 'vitest';
import type { ContactDetail } from '#shared/contract/contacts.ts';
import { contactFinding, userHealth, weakestPart } from './finding.ts';

const contact: ContactDetail = {
  asOf: '2026-06-28',
  contactId: 'C-1',
  accountId: 'A-1',
  accountName: 'Marlow',
  name: 'Erin Coleman',
  email: null,
  role: null,
  department: null,
  marks: [],
  createdAt: null,
  lastLogin: '2026-06-25',
  leftAt: null,
  dormant: false,
  health: {
    score: 66,
    tier: 'Yellow',
    parts: [
      { id: 'recency', name: 'Recency', points: 40, max: 40, value: '3 days ago' },
      { id: 'frequency', name: 'Frequency', points: 20, max: 30, value: '6 active days of 28' },
      { id: 'breadth', name: 'Breadth', points: 6, max: 20, value: '3 of 10 features' },
      { id: 'training', name: 'Training', points: null, max: 5, value: null },
    ],
  },
  usage: [],
  features: [],
  timeline: [],
};
const sentence = (over: Partial<ContactDetail>) =>
  contactFinding({ ...contact, ...over }, 'en')
    .map((phrase) => phrase.text)
    .join('');

it('writes user health without crossing a tier bound', () => {
  expect([44, 69.96, 70, 39.96, 62.25, null].map((score) => userHealth(score, 'en'))).toEqual([
    '44',
    '69.9',
    '70',
    '39.9',
    '62.3',
    '–',
  ]);
});

describe('the sentence of a contact', () => {
  it('says when they were seen and which part costs most points', () => {
    expect(weakestPart(contact.health)?.id).toBe('breadth');
    expect(sentence({})).toBe(
      'Last seen 3 days ago. User health is 66 of 100, Yellow; breadth costs most (3 of 10 features).',
    );
    expect(sentence({ lastLogin: '2026-06-28' })).toContain('Active today. ');
  });

  it('puts the mark of a dormant key user first', () => {
    expect(sentence({ dormant: true, marks: ['sponsor', 'champion'], lastLogin: '2026-05-18' })).toContain(
      'Sponsor and champion, dormant for 41 days. ',
    );
  });

  it('does not fault a part without data, nor one that is full', () => {
    const full = { ...contact.health, score: 100, tier: 'Green' as const, parts: contact.health.parts.slice(0, 1) };
    expect(weakestPart(full)).toBeNull();
    expect(sentence({ health: full })).toBe('Last seen 3 days ago. User health is 100 of 100, Green.');
  });

  it('puts what is missing and who has left into words', () => {
    const none = { score: null, tier: null, parts: [] };
    expect(sentence({ lastLogin: null, health: none })).toBe('No login is known. User health needs usage by person.');
    expect(sentence({ leftAt: '2026-05-01', marks: ['champion'] })).toBe(
      'Left on 1 May 2026. The champion of this account needs a successor.',
    );
    expect(sentence({ leftAt: '2026-07-01' })).toContain('Last seen');
  });
});
