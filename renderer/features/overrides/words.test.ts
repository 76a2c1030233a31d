import { describe, expect, it } from 'vitest';
import { type Draft, daysAfter, draftErrors, hindsight, scoreOf, standing, statement, targetOf } from './words.ts';

const AS_OF = '2026-06-28';
const name = (id: string) => (id === 'usage' ? 'Usage' : id);
const draft: Draft = {
  kind: 'composite',
  score: '75',
  dimension: 'usage',
  tier: 'Yellow',
  text: 'The sponsor confirmed the renewal on the phone.',
  author: 'Dana Reyes',
  expires: '2026-07-28',
};

describe('an override in words', () => {
  it('says who says what until when, with the year only where it is another', () => {
    const row = { author: 'Dana Reyes', target: { kind: 'composite', score: 75 }, expires: '2026-07-28' } as const;
    expect(statement(row, AS_OF, name, 'en')).toBe('Dana Reyes says 75 until 28 Jul');
    expect(statement({ ...row, expires: '2027-01-04' }, AS_OF, name, 'en')).toBe('Dana Reyes says 75 until 4 Jan 2027');
    const dimension = { kind: 'dimension', dimension: 'usage', score: 62.5 } as const;
    expect(statement({ ...row, target: dimension }, AS_OF, name, 'en')).toBe('Dana Reyes says Usage 62.5 until 28 Jul');
    expect(statement({ ...row, target: { kind: 'tier', tier: 'Yellow' } }, AS_OF, name, 'en')).toBe(
      'Dana Reyes says Yellow until 28 Jul',
    );
  });

  it('says where it stands', () => {
    const row = {
      active: true,
      endedAt: null,
      endedBy: null,
      replacedBy: null,
      from: '2026-06-20',
      expires: '2026-07-20',
    };
    expect(standing(row, AS_OF, 'en')).toBe('active, 22 d left');
    expect(standing({ ...row, expires: AS_OF }, AS_OF, 'en')).toBe('active, last day');
    expect(standing({ ...row, active: false, expires: '2026-06-24' }, AS_OF, 'en')).toBe('expired 24 Jun');
    expect(standing({ ...row, active: false, endedAt: 1, endedBy: 'Ina' }, AS_OF, 'en')).toBe('ended by Ina');
    expect(standing({ ...row, active: false, endedAt: 1, endedBy: 'Ina', replacedBy: 9 }, AS_OF, 'en')).toBe(
      'replaced by a newer one',
    );
    expect(standing({ ...row, active: false, from: '2026-07-05' }, AS_OF, 'en')).toBe('from 5 Jul');
  });

  it('says in hindsight who was nearer', () => {
    const higher = { target: { kind: 'composite', score: 75 }, computedThen: 36 } as const;
    const lower = { target: { kind: 'composite', score: 20 }, computedThen: 36 } as const;
    expect(hindsight({ ...higher, outcome: 'renewed' })).toBe('person');
    expect(hindsight({ ...higher, outcome: 'churned' })).toBe('model');
    expect(hindsight({ ...lower, outcome: 'churned' })).toBe('person');
    expect(hindsight({ ...lower, outcome: 'active' })).toBe('model');
    expect(hindsight({ ...higher, outcome: null })).toBeNull();
    expect(hindsight({ target: { kind: 'tier', tier: 'Red' }, computedThen: 36, outcome: 'churned' })).toBeNull();
  });
});

describe('a draft', () => {
  it('is complete, or says what is missing field by field', () => {
    expect(draftErrors(draft, AS_OF, 'en')).toEqual({});
    expect(Object.keys(draftErrors({ ...draft, score: '101', author: ' ' }, AS_OF, 'en'))).toEqual(['score', 'author']);
    expect(draftErrors({ ...draft, kind: 'tier', score: '' }, AS_OF, 'en')).toEqual({});
    expect(draftErrors({ ...draft, text: 'x'.repeat(20) }, AS_OF, 'en').text).toBeUndefined();
    for (const text of [`${'x'.repeat(19)}   `, `a${' '.repeat(30)}b`, '1234567890 1234567890', '😀'.repeat(12)])
      expect(draftErrors({ ...draft, text }, AS_OF, 'en').text).toContain('20 characters');
  });

  it('lasts 90 days at most, from the date of the data', () => {
    expect(draftErrors({ ...draft, expires: '2026-09-26' }, AS_OF, 'en')).toEqual({});
    expect(draftErrors({ ...draft, expires: '2026-09-27' }, AS_OF, 'en').expires).toContain('26 Sep 2026');
    expect(draftErrors({ ...draft, expires: '2026-06-27' }, AS_OF, 'en').expires).toContain('28 Jun 2026');
    expect(draftErrors({ ...draft, expires: '' }, AS_OF, 'en').expires).toContain('90 days');
    expect(daysAfter('2026-12-15', 30)).toBe('2027-01-14');
  });

  it('reads scores and becomes a target', () => {
    expect(scoreOf(' 62,5 ')).toBe(62.5);
    expect(scoreOf('100')).toBe(100);
    expect(['', '-1', '100.1', '1e1', 'abc'].map(scoreOf)).toEqual([null, null, null, null, null]);
    expect(targetOf({ ...draft, kind: 'dimension', score: '80' })).toEqual({
      kind: 'dimension',
      dimension: 'usage',
      score: 80,
    });
    expect(targetOf({ ...draft, kind: 'tier' })).toEqual({ kind: 'tier', tier: 'Yellow' });
  });
});
