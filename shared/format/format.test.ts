import { describe, expect, it } from 'vitest';
import { toCsv } from './csv.ts';
import { daysBetween, formatDate, formatDayMonth, formatMoment, formatMonthYear, formatWeekdayDate } from './date.ts';
import { formatMoney, formatMoneyExact } from './money.ts';
import { formatBytes, formatNumber, formatPercent, formatScore, formatSigned, formatTrimmed } from './number.ts';
import { formatCount, joinWords } from './words.ts';

describe('numbers', () => {
  it('writes a minus sign, groups and a dash for unknown', () => {
    expect(formatNumber(-1234.56, 'en', 1)).toBe('−1,234.6');
    expect(formatNumber(null, 'en')).toBe('–');
    expect(formatNumber(Number.NaN, 'en')).toBe('–');
    expect(formatNumber(-0.04, 'en', 1)).toBe('0.0');
    expect(formatTrimmed(22.5, 'en')).toBe('22.5');
    expect(formatTrimmed(40, 'en')).toBe('40');
    expect(formatPercent(0.071, 'en', 1)).toBe('7.1%');
    expect(formatSigned(4.2, 'en')).toBe('+4.2');
    expect(formatSigned(-0.01, 'en')).toBe('0.0');
    expect(formatSigned(-7.8, 'en')).toBe('−7.8');
  });

  it('never lets rounding cross a tier bound', () => {
    expect(formatScore(69.96, 'en', [70, 40])).toBe('69.9');
    expect(formatScore(69.94, 'en', [70, 40])).toBe('69.9');
    expect(formatScore(70, 'en', [70, 40])).toBe('70.0');
    expect(formatScore(49.999999, 'en', [75, 50, 25])).toBe('49.9');
    expect(formatScore(74.95, 'en', [75])).toBe('74.9');
    expect(formatScore(61.96, 'en', [70, 40])).toBe('62.0');
    expect(formatScore(null, 'en', [70])).toBe('–');
    expect(formatScore(100, 'en', [70])).toBe('100.0');
  });

  it('writes sizes', () => {
    expect(formatBytes(96_400, 'en')).toBe('96 KB');
    expect(formatBytes(412, 'en')).toBe('412 B');
    expect(formatBytes(2_340_000, 'en')).toBe('2.3 MB');
  });
});

describe('money', () => {
  it.each([
    [0, '$0'],
    [950, '$950'],
    [999.6, '$1.0k'],
    [7_400, '$7.4k'],
    [88_900, '$88.9k'],
    [99_960, '$100k'],
    [264_000, '$264k'],
    [999_600, '$1.00M'],
    [1_570_000, '$1.57M'],
    [12_190_000, '$12.19M'],
    [1_200_000_000, '$1.20B'],
    [-134_000, '−$134k'],
  ])('%d is %s', (amount, text) => {
    expect(formatMoney(amount, 'en', 'USD')).toBe(text);
  });

  it('places the symbol as the locale does and keeps every digit in the exact form', () => {
    expect(formatMoney(1_570_000, 'de', 'EUR')).toBe('1,57M\u00A0€');
    expect(formatMoneyExact(248_000, 'en', 'USD')).toBe('$248,000');
    expect(formatMoney(null, 'en', 'USD')).toBe('–');
  });
});

describe('dates', () => {
  it('writes calendar dates without a time zone', () => {
    expect(formatDate('2026-06-28', 'en')).toBe('28 Jun 2026');
    expect(formatDate('2026-09-01', 'en-GB')).toBe('1 Sep 2026');
    expect(formatDayMonth('2026-01-05', 'en')).toBe('5 Jan');
    expect(formatWeekdayDate('2026-06-28', 'en')).toBe('Sun 28 Jun 2026');
    expect(formatMonthYear('2026-06-28', 'en')).toBe('Jun 2026');
    expect(formatDate(null, 'en')).toBe('–');
    expect(formatDate('2026-02-30', 'en')).toBe('–');
    expect(formatMoment(Date.UTC(2026, 5, 28, 7, 42), 'en', 'UTC')).toBe('28 Jun, 07:42');
    expect(daysBetween('2026-06-28', '2026-09-14')).toBe(78);
  });
});

describe('words and CSV', () => {
  it('counts and joins', () => {
    expect(formatCount(1, 'en', 'account')).toBe('1 account');
    expect(formatCount(1184, 'en', 'account')).toBe('1,184 accounts');
    expect(joinWords(['A', 'B', 'C'])).toBe('A, B and C');
    expect(joinWords([])).toBe('');
  });

  it('quotes, and keeps spreadsheets from running a cell', () => {
    expect(
      toCsv(
        ['name', 'arr'],
        [
          ['=1+1', -5],
          ['A "b", c', null],
          ['  @x', 1],
        ],
      ),
    ).toBe('\uFEFFname,arr\r\n\'=1+1,-5\r\n"A ""b"", c",\r\n\'  @x,1\r\n');
  });
});
