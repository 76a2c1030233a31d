import { describe, expect, it } from 'vitest';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { makeReader } from './cells.ts';
import { dateEvidence, momentDay, momentMs, NO_END, parseMoment } from './dates.ts';
import { numberEvidence, parseNumber } from './numbers.ts';
import { parseBoolean, parsePriority, wordReader } from './words.ts';

describe('dates', () => {
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
    expect(parseMoment('31/12/9999', 'dmy')).toBe(NO_END);
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
