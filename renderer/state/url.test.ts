import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chipsOf, toggled, withFilter, withoutFilters } from './filters.ts';
import { withPatch } from './navigation.ts';
import { type Address, formatHash, HOME, parseHash, VIEWS } from './url.ts';

describe('the address', () => {
  it('reads view, id, filters, as-of date and the rest', () => {
    expect(
      parseHash(
        '#/account/AC%2F1?asOf=2026-06-28&segment=SMB&segment=Enterprise&scoreMax=50&tab=why&expansionReady=true',
      ),
    ).toEqual({
      view: 'account',
      id: 'AC/1',
      asOf: '2026-06-28',
      filters: { segment: ['Enterprise', 'SMB'], scoreMax: 50, expansionReady: true },
      params: { tab: 'why' },
    });
  });

  it('leads to a contact and to the override ledger', () => {
    expect(parseHash('#/contact/C-7%2F2')).toMatchObject({ view: 'contact', id: 'C-7/2' });
    expect(parseHash('#/overrides/7?show=all')).toMatchObject({ view: 'overrides', id: null, params: { show: 'all' } });
  });

  it('does not depend on the order of filters', () => {
    const one = formatHash({ ...HOME, filters: { csm: ['B', 'A'], tier: ['Red'] } });
    expect(one).toBe(formatHash({ ...HOME, filters: { tier: ['Red'], csm: ['A', 'B'] } }));
    expect(one).toBe('#/portfolio?csm=A&csm=B&tier=Red');
  });

  it('keeps sort readable', () => {
    expect(formatHash({ ...HOME, view: 'accounts', params: { sort: 'score:asc,arr:desc', preview: '' } })).toBe(
      '#/accounts?sort=score:asc,arr:desc',
    );
  });

  it('leaves out what it cannot read, and keeps the rest', () => {
    expect(parseHash('')).toEqual(HOME);
    expect(parseHash('#/nowhere')).toEqual(HOME);
    expect(parseHash('#/accounts?asOf=2026-02-30&scoreMin=many&renewalWithin=-4&status=asleep&segment=SMB')).toEqual({
      ...HOME,
      view: 'accounts',
      filters: { segment: ['SMB'] },
    });
    expect(parseHash('#/account/%E0%A4%A').id).toBe('%E0%A4%A');
  });

  it('survives any text, and writing then reading changes nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => VIEWS.includes(parseHash(`#${text}`).view)));
    const word = fc.string({ minLength: 1, maxLength: 12 });
    const address: fc.Arbitrary<Address> = fc.record({
      view: fc.constantFrom(...VIEWS),
      id: fc.constant(null),
      asOf: fc.constantFrom(null, '2026-06-28', '2024-02-29'),
      filters: fc.record(
        {
          csm: fc.uniqueArray(word, { minLength: 1, maxLength: 4 }).map((values) => values.sort()),
          text: word,
          scoreMin: fc.integer({ min: 0, max: 100 }),
        },
        { requiredKeys: [] },
      ),
      params: fc.constant({}),
    });
    fc.assert(
      fc.property(address, (before) => {
        expect(parseHash(formatHash(before))).toEqual(before);
      }),
    );
  });

  it('keeps as-of date and filters on the way to another view, and drops what belongs to the old one', () => {
    const here = parseHash('#/accounts?asOf=2026-06-28&segment=SMB&sort=arr:desc');
    expect(withPatch(here, { view: 'portfolio' })).toEqual({ ...here, view: 'portfolio', params: {} });
    expect(withPatch(here, { params: { sort: 'name:asc' } })).toEqual({ ...here, params: { sort: 'name:asc' } });
  });
});

describe('filters', () => {
  it('toggle, set and remove', () => {
    expect(toggled({}, 'segment', 'SMB')).toEqual({ segment: ['SMB'] });
    expect(toggled({ segment: ['SMB', 'Enterprise'] }, 'segment', 'SMB')).toEqual({ segment: ['Enterprise'] });
    expect(toggled({ segment: ['SMB'] }, 'segment', 'SMB')).toEqual({});
    expect(withFilter({ text: 'a' }, 'text', '')).toEqual({});
    expect(withoutFilters({ scoreMin: 20, scoreMax: 50, csm: ['A'] }, ['scoreMin', 'scoreMax'])).toEqual({
      csm: ['A'],
    });
  });

  it('are shown in words', () => {
    const chips = chipsOf(
      { scoreMin: 70, scoreMax: 72.5, renewalWithin: 90, change30Below: -15, driver: 'login_ratio', state: ['none'] },
      (id) => (id === 'login_ratio' ? 'Logins below half of baseline' : id),
    );
    expect(chips.map((chip) => `${chip.field}: ${chip.value}`)).toEqual([
      'Renewal: within 90 d',
      'Change in 30 d: below −15',
      'Driver: Logins below half of baseline',
      'Coverage: unscored',
      'Score: 70 to 72.5',
    ]);
    expect(chipsOf({ scoreMax: 50 })[0]?.value).toBe('below 50');
    const cell = { cohortBy: 'startQuarter', cohort: ['2024-Q1'], cohortMonth: 6, cohortOutcome: 'lost' } as const;
    expect(chipsOf({ ...cell, cohort: [...cell.cohort] })).toEqual([
      {
        id: 'cohort',
        field: 'Sign-up quarter',
        value: '2024-Q1 · lost after 6 months',
        removes: ['cohortBy', 'cohort', 'cohortMonth', 'cohortOutcome'],
      },
    ]);
    expect(chipsOf({ cohortBy: 'attribute:Colour', cohort: ['(none)', 'red'] })[0]).toMatchObject({
      field: 'Colour',
      value: 'not known, red',
    });
    expect(chipsOf({ scoreMin: 97.5, scoreMax: 100 })[0]?.value).toBe('97.5 and up');
    expect(chipsOf({ since: '2026-05-24', moved: ['lost'], tierBefore: ['Red', '(none)'] })).toEqual([
      {
        id: 'moved',
        field: 'Since 24 May 2026',
        value: 'churned, was Red, no score',
        removes: ['since', 'moved', 'tierBefore'],
      },
    ]);
    expect(chipsOf({ since: '2026-05-24' })).toEqual([]);
  });
});
