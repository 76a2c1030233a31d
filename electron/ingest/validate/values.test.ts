import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { makeReader } from './cells.ts';
import { dateEvidence, momentDay, momentMs, NO_END, parseMoment } from './dates.ts';
import { parseDuration } from './durations.ts';
import { numberEvidence, parseNumber } from './numbers.ts';
import { parseBoolean, parsePriority, wordReader } from './words.ts';

const OPEN = { dateOrder: null, decimal: null } as const;
/** The same moment written so that the general reader has to take it. */
const general = (text: string): string => text.replace(/^(\d+)-(\d+)-/, '$1/$2/').replace('Z', ' UTC');

describe('dates', () => {
  it('reads the common ISO forms as the general reader does', () => {
    const parts = fc.tuple(
      fc.integer({ min: 1880, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      fc.constantFrom('', 'T00:00:00', ' 23:59:59Z', 'T12:30:45.678Z', 'T24:00:00', 'T12:60:00Z', 'T05:06:07.5Z'),
    );
    fc.assert(
      fc.property(parts, ([year, month, date, time]) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}${time}`;
        expect(parseMoment(text, null)).toEqual(parseMoment(general(text), null));
        expect(dateEvidence(text)).toBe(dateEvidence(general(text)));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows the same days as the calendar of JavaScript', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        expect(dayFromIso(isoFromDay(day))).toBe(day);
      }),
    );
  });

  it.each([
    ['2026-01-31', '2026-01-31'],
    ['2026-1-5', '2026-01-05'],
    ['2026/01/31', '2026-01-31'],
    ['20260131', '2026-01-31'],
    ['2026-01-31 3:00', '2026-01-31'],
    ['2026-01-31T23:59:59Z', '2026-01-31'],
    ['2026-01-31T23:30:00-05:00', '2026-02-01'],
    ['2026-02-01T01:30:00+0200', '2026-01-31'],
    ['2026-01-31 23:59:59.123 UTC', '2026-01-31'],
    ['2026-01-31 09:00 PST', '2026-01-31'],
    ['2026-03-29 02:30 Europe/Berlin', '2026-03-29'],
    ['31.01.2026', '2026-01-31'],
    ['5.2.26', '2026-02-05'],
    ['31-Jan-26', '2026-01-31'],
    ['Jan 31, 2026', '2026-01-31'],
    ['January 31, 2026 12:05 PM', '2026-01-31'],
    ['Sat, 31 Jan 2026 09:00:00 GMT', '2026-01-31'],
    ['31 janvier 2026', '2026-01-31'],
    ['31. März 2026', '2026-03-31'],
    ['1769817600', '2026-01-31'],
    ['1769817600000', '2026-01-31'],
    ['46053', '2026-01-31'],
    ['46053.5', '2026-01-31'],
    ['2024-02-29', '2024-02-29'],
    ['2026/1/31 9:05:07.123 PM', '2026-01-31'],
    ['2026-Jan-31', '2026-01-31'],
    ["31 Jan '26", '2026-01-31'],
    ['1/31/2026 9 AM', '2026-01-31'],
    ['31.01.2026 14:30 Uhr', '2026-01-31'],
    ['31/01/2026 14h30', '2026-01-31'],
    ['31 de enero de 2026', '2026-01-31'],
    ['31 gennaio 2026', '2026-01-31'],
    ['31 janv. 2026', '2026-01-31'],
    ['1er février 2026', '2026-02-01'],
    ['5 mrt. 2026', '2026-03-05'],
    ['segunda-feira, 31 de agosto de 2026', '2026-08-31'],
    ['Donnerstag, 1. Jänner 2026', '2026-01-01'],
    ['31. Ma\u0308rz 2026', '2026-03-31'],
    ['Sat Jan 31 2026 09:00:00 GMT+0100 (Central European Standard Time)', '2026-01-31'],
    ['20260131T233000-0500', '2026-02-01'],
    ['2026-01-31T23:30:00.5-05:00', '2026-02-01'],
    ['69-01-01', '2069-01-01'],
    ['70-01-01', '1970-01-01'],
    ['1.1.69', '2069-01-01'],
    ['1.1.70', '1970-01-01'],
  ])('%s is %s', (text, iso) => {
    const moment = parseMoment(text, null);
    expect(moment).not.toBe(undefined);
    if (moment !== undefined && moment !== NO_END) expect(isoFromDay(momentDay(moment))).toBe(iso);
  });

  it.each([
    '2026-02-30',
    '0000-00-00',
    '1900-01-00',
    '2026-13-01',
    '2025-02-29',
    '60',
    '1',
    'soon',
    '31/02/2026',
    '2026-01-31 25:00',
    '2026-01-31 13:00 PM',
    '32-Jan-2026',
    '2026-01-31T10:00+99:00',
    '2026-01-31T24:00:01Z',
    '2026-02-30T10:00:00Z',
    '20260230',
    '30-Feb-2026',
    '31 de noviembre de 2026',
    'March 2026',
    '2026-Foo-01',
    `2026-01-31${' '.repeat(60_000)}x`,
  ])('%s is no date', (text) => {
    expect(parseMoment(text, 'dmy')).toBe(undefined);
  });

  it('reads the order it is told, times in UTC, and the end of time as no end', () => {
    const day = (text: string, order: 'dmy' | 'mdy' | 'ymd'): number | null => {
      const moment = parseMoment(text, order);
      return moment === undefined || moment === NO_END ? null : momentDay(moment);
    };
    expect(day('03/04/2026', 'dmy')).toBe(dayFromIso('2026-04-03'));
    expect(day('03/04/2026', 'mdy')).toBe(dayFromIso('2026-03-04'));
    expect(day('26-03-04', 'ymd')).toBe(dayFromIso('2026-03-04'));
    expect(day('1/31/2026 9:12 AM', 'mdy')).toBe(dayFromIso('2026-01-31'));
    expect(parseMoment('9999-12-31', null)).toBe(NO_END);
    for (const never of [
      '31/12/9999',
      '99991231',
      '9999-12-31T23:59:59Z',
      '2999-12-31',
      '3000-01-01',
      '31.12.4712',
      '2958465',
      '253402300799',
    ])
      expect(parseMoment(never, 'dmy'), never).toBe(NO_END);
    expect(day('98-03-04', 'dmy')).toBe(dayFromIso('1998-03-04'));
    const moment = parseMoment('2026-01-31T23:30:00.5-05:00', null);
    expect(moment !== undefined && moment !== NO_END && momentMs(moment)).toBe(Date.parse('2026-02-01T04:30:00.500Z'));
  });

  it.each([
    ['31/01/2026', 'dmy'],
    ['01/31/2026', 'mdy'],
    ['03/04/2026', 'ambiguous'],
    ['04/04/2026', 'fixed'],
    ['3.4.2026', 'dmy'],
    ['2026-03-04', 'fixed'],
    ['2026-02-30', 'bad'],
  ])('%s shows %s', (text, evidence) => {
    expect(dateEvidence(text)).toBe(evidence);
  });
});

describe('numbers', () => {
  it.each<[string, number | null | undefined]>([
    ['1234.5', 1234.5],
    ['1,234.56', 1234.56],
    ['1,234,567', 1_234_567],
    ['1.234,56', 1234.56],
    ['1.234.567,00', 1_234_567],
    ["1'234.5", 1234.5],
    ['1 234,5', 1234.5],
    ['1\u202f234\u00a0567', 1_234_567],
    ['1,00,000', 100_000],
    ['12,5', 12.5],
    ['0.125', 0.125],
    ['.5', 0.5],
    ['$1,200.00', 1200],
    ['€ 950', 950],
    ['USD 500', 500],
    ['500 EUR', 500],
    ['£1.2k', 1200],
    ['R$ 1.000,00', 1000],
    ['-$150', -150],
    ['85%', 0.85],
    ['85,5 %', 0.855],
    ['(150)', -150],
    ['($1,150.00)', -1150],
    ['150-', -150],
    ['−150', -150],
    ['1.5E6', 1_500_000],
    ['1e999', null],
    ['１２３４', 1234],
    ['CHF 1’200.–', 1200],
    ['1.200,- €', 1200],
    ['($150)', -150],
    ['¥ ５，０００', undefined],
    ['−1,5', -1.5],
    ['1,5E3', 1500],
    ['12,34,567.5', 1_234_567.5],
    [`1${' '.repeat(60_000)}x`, undefined],
    ['12 hrs', undefined],
    ['01:30:00', undefined],
    ['90 min', undefined],
    ['1.2.3', undefined],
    ['12,34,5', undefined],
    ['--5', undefined],
    ['(150', undefined],
    ['1.234', undefined],
    ['1,234', undefined],
    ['five', undefined],
  ])('%s is %s', (text, value) => {
    expect(parseNumber(text, null)).toBe(value);
  });

  it('asks only for what reads two ways', () => {
    expect(numberEvidence('1.234')).toBe('ambiguous_dot');
    expect(numberEvidence('1,234')).toBe('ambiguous_comma');
    expect(numberEvidence('0.234')).toBe('dot');
    expect(numberEvidence('1234.234')).toBe('dot');
    expect([
      parseNumber('1.234', '.'),
      parseNumber('1.234', ','),
      parseNumber('1,234', '.'),
      parseNumber('1,234', ','),
    ]).toEqual([1.234, 1234, 1234, 1.234]);
  });
});

describe('ratings', () => {
  it.each<[column: string, text: string, value: number | null | undefined]>([
    ['csat', '★★★★☆', 4],
    ['csat', '⭐⭐⭐', 3],
    ['csat', '4 stars', 4],
    ['csat', '4/5', 4],
    ['csat', '4 out of 5', 4],
    ['csat', '8/10', undefined],
    ['csat', '80%', undefined],
    ['rating', '80 %', undefined],
    ['csat', '6/5', undefined],
    ['csat', 'Bad', 1],
    ['csat', 'Good with comment', 5],
    ['csat', 'Not Offered', null],
    ['csat', '😀', undefined],
    ['csat', '0', undefined],
    ['rating', '8/10', 8],
    ['rating', 'Promoter', undefined],
    ['nps', 'Good', undefined],
    ['sentiment', 'Negative', -1],
  ])('%s %s is %s', (name, text, value) => {
    const range = name === 'csat' ? { min: 1, max: 5 } : {};
    expect(makeReader({ name, type: 'number', ...range }, OPEN).read(text)).toBe(value);
  });
});

describe('durations', () => {
  it.each<[text: string, seconds: number | undefined]>([
    ['01:30:00', 5400],
    ['0:00:59', 59],
    ['100:00:00', 360_000],
    ['2 days 03:00:00', 183_600],
    ['3.02:00:00', 266_400],
    ['12 hrs', 43_200],
    ['1.5h', 5400],
    ['1,5 Std.', 5400],
    ['90 min', 5400],
    ['1h 20m', 4800],
    ['1 hr and 20 min', 4800],
    ['2 days', 172_800],
    ['250ms', 0.25],
    ['PT1H30M', 5400],
    ['90', undefined],
    ['1:30', undefined],
    ['00:75:00', undefined],
    ['20m 1h', undefined],
    ['5 apples', undefined],
    [`5 ${'h'.repeat(60_000)}`, undefined],
  ])('%s has %s seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it('come in the unit of their column; what the header says is for plain numbers', () => {
    const hours = makeReader({ name: 'first_response_minutes', type: 'number', min: 0 }, OPEN, 60);
    expect(['01:30:00', '45 min', '1.5', '-1', '1:30'].map(hours.read)).toEqual([90, 45, 90, undefined, undefined]);
    const usage = makeReader({ name: 'usage', type: 'number' }, OPEN);
    expect(usage.read('12 hrs')).toBe(undefined);
  });
});

describe('words', () => {
  it('reads yes and no, never any text as true', () => {
    expect(['TRUE', 'Yes', 'y', '1', 'x', 'ja', 'oui', 'sí', '✓'].map(parseBoolean)).toEqual(Array(9).fill(true));
    expect(['false', 'No', 'n', '0', 'nein', 'non'].map(parseBoolean)).toEqual(Array(6).fill(false));
    expect(['maybe', 'Churned', '2'].map(parseBoolean)).toEqual([undefined, undefined, undefined]);
  });

  it('reads priorities', () => {
    expect(
      ['P1', 'urgent', 'Critical', 'high', 'Medium', 'normal', 'low', 'P4', '2 - High', 'priority 3', 'whatever'].map(
        parsePriority,
      ),
    ).toEqual([1, 1, 1, 2, 3, 3, 4, 4, 2, 3, undefined]);
  });

  it('reads words whatever their case and hyphens, and their synonyms', () => {
    const change = wordReader('change', [
      'new',
      'renewal',
      'upgrade',
      'downgrade',
      'downgrade_request',
      'churn',
      'cancel_notice',
    ]);
    expect(['New', 'downgrade-request', 'Downgrade Request', 'Cancelled', 'upsell', 'other'].map(change)).toEqual([
      'new',
      'downgrade_request',
      'downgrade_request',
      'churn',
      'upgrade',
      undefined,
    ]);
  });

  it.each<[column: string, text: string, value: unknown]>([
    ['attended', 'No-show', false],
    ['attended', 'Attended', true],
    ['attended', 'held', true],
    ['responded', 'No reply', false],
    ['reopened', '2', true],
    ['escalated', '0', false],
    ['is_admin', 'Attended', undefined],
    ['is_admin', 'verdadeiro', true],
    ['is_admin', 'N/A', null],
  ])('%s reads %s as %s', (name, text, value) => {
    expect(makeReader({ name, type: 'boolean' }, OPEN).read(text)).toBe(value);
  });

  it.each<[column: string, words: string, text: string, value: unknown]>([
    ['type', 'call meeting email qbr', 'Quarterly Business Review', 'qbr'],
    ['type', 'call meeting email qbr', 'Zoom', 'call'],
    ['type', 'call meeting email qbr', 'E-Mail', 'email'],
    ['type', 'call meeting email qbr', 'Task', undefined],
    ['kind', 'nps csat', 'Relationship NPS', 'nps'],
    ['status', 'paid open failed refunded', 'uncollectible', 'failed'],
    ['status', 'paid open failed refunded', 'void', 'refunded'],
    ['status', 'paid open failed refunded', 'Draft', 'open'],
    ['outcome', 'churn renewal', 'Closed Lost', 'churn'],
    ['outcome', 'churn renewal', 'No', undefined],
    ['change', 'new churn', 'Reactivation', 'new'],
  ])('%s (%s) reads %s as %s', (name, words, text, value) => {
    expect(makeReader({ name, type: 'word', words: words.split(' ') }, OPEN).read(text)).toBe(value);
  });

  it('reads the words that a meaning was given to, before everything else', () => {
    const outcome = makeReader({ name: 'outcome', type: 'word', words: ['churn', 'renewal'] }, OPEN, 1, {
      Yes: 'renewal',
      ' no ': 'churn',
      'n/a': 'lost',
    });
    expect(['YES', ' No', 'N/A', 'renewed', 'maybe'].map(outcome.read)).toEqual([
      'renewal',
      'churn',
      'churn',
      'renewal',
      undefined,
    ]);
    expect(outcome.problem('maybe').message).toContain('churn, renewal');
    const csat = makeReader({ name: 'csat', type: 'number', min: 1, max: 5 }, OPEN, 1, { '😀': '5', toString: '2' });
    expect(['😀', 'toString', 'constructor'].map(csat.read)).toEqual([5, 2, undefined]);
  });

  it('says what is wrong with a value', () => {
    const csat = makeReader({ name: 'csat', type: 'number', min: 1, max: 5 }, { dateOrder: null, decimal: null });
    expect([csat.read('5'), csat.read('Good'), csat.read('Offered'), csat.read('4/5'), csat.read('6')]).toEqual([
      5,
      5,
      null,
      4,
      undefined,
    ]);
    expect(csat.problem('6')).toMatchObject({ code: 'out_of_range', message: expect.stringContaining('from 1 to 5') });
    expect(makeReader({ name: 'account_id', type: 'id' }, { dateOrder: null, decimal: null }).read('NA')).toBe('NA');
    expect(makeReader({ name: 'x', type: 'number' }, { dateOrder: null, decimal: null }).read('#N/A')).toBeNull();
  });
});
