import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoFromDay } from '#shared/model/day.ts';
import { type ColumnType, KINDS } from '#shared/model/kinds.ts';
import { makeReader } from './cells.ts';
import { dateEvidence, momentDay, momentMs, NO_END, parseMoment } from './dates.ts';
import { parseDuration } from './durations.ts';
import { numberEvidence, parseNumber } from './numbers.ts';

const RUNS = { numRuns: 1000 };
/** 1970-01-01 to 2069-12-31: what two-digit years can name. */
const days = fc.integer({ min: 0, max: 36_524 });
const two = (value: number): string => String(value).padStart(2, '0');

type Style = (
  year: number,
  month: number,
  date: number,
) => readonly [text: string, order: 'dmy' | 'mdy' | 'ymd' | null];
const NUMERIC: readonly Style[] = [
  (y, m, d) => [`${y}-${two(m)}-${two(d)}`, null],
  (y, m, d) => [`${y}/${m}/${d}`, null],
  (y, m, d) => [`${y}${two(m)}${two(d)}`, null],
  (y, m, d) => [`${two(d)}/${two(m)}/${y}`, 'dmy'],
  (y, m, d) => [`${d}-${m}-${y}`, 'dmy'],
  (y, m, d) => [`${d}.${m}.${two(y % 100)}`, 'dmy'],
  (y, m, d) => [`${m}/${d}/${y}`, 'mdy'],
  (y, m, d) => [`${two(m)}-${two(d)}-${two(y % 100)}`, 'mdy'],
  (y, m, d) => [`${two(y % 100)}-${two(m)}-${two(d)}`, 'ymd'],
];
const TIMES: readonly string[] = [
  '',
  ' 9:05',
  'T09:05:07',
  ' 09:05:07.25',
  ', 9:05 PM',
  ' 9 AM',
  ' 23:59:59 Europe/Berlin',
];
const LOCALES: readonly string[] = [
  'en-US',
  'en-GB',
  'de-DE',
  'de-AT',
  'fr-FR',
  'es-ES',
  'it-IT',
  'nl-NL',
  'pt-BR',
  'pt-PT',
];
const partsOf = (day: number): [number, number, number] => {
  const [year = 0, month = 0, date = 0] = isoFromDay(day).split('-').map(Number);
  return [year, month, date];
};
const dayOf = (text: string, order: 'dmy' | 'mdy' | 'ymd' | null): number | string => {
  const moment = parseMoment(text, order);
  return moment === undefined || moment === NO_END ? String(moment) : momentDay(moment);
};

describe('every supported style of a day reads back', () => {
  it('in digits, with and without a time', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...NUMERIC), fc.constantFrom(...TIMES), (day, style, time) => {
        const [text, order] = style(...partsOf(day));
        const written = /^\d{8}$/.test(text) ? text : `${text}${time}`;
        expect([written, dayOf(written, order)]).toEqual([written, day]);
        expect(dateEvidence(written)).not.toBe('bad');
      }),
      RUNS,
    );
  });

  it('with the names of months, as each language writes them', () => {
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...LOCALES),
        fc.constantFrom('short' as const, 'long' as const),
        fc.boolean(),
        (day, locale, month, weekday) => {
          const text = new Intl.DateTimeFormat(locale, {
            year: 'numeric',
            month,
            day: 'numeric',
            timeZone: 'UTC',
            ...(weekday ? { weekday: 'long' as const } : {}),
          }).format(day * 86_400_000);
          // Portugal writes the short form in digits.
          expect([text, dayOf(text, 'dmy')]).toEqual([text, day]);
        },
      ),
      RUNS,
    );
  });

  it('as a moment in any zone, as an Excel serial, and in seconds and milliseconds', () => {
    const moments = fc.integer({ min: 1_000_000_000, max: 3_000_000_000 });
    fc.assert(
      fc.property(moments, fc.integer({ min: -14 * 60, max: 14 * 60 }), (seconds, offset) => {
        const iso = new Date((seconds + offset * 60) * 1000).toISOString().slice(0, 19);
        const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
        const serial = (seconds / 86_400 + 25_569).toFixed(8);
        for (const text of [
          `${iso}${zone}`,
          `${iso.replace('T', ' ')} ${zone}`,
          String(seconds),
          `${seconds}000`,
          serial,
        ]) {
          const moment = parseMoment(text, null);
          expect(typeof moment === 'object' ? momentMs(moment) : text).toBe(seconds * 1000);
        }
      }),
      RUNS,
    );
  });
});

describe('days that do not exist', () => {
  it('are never read as ones that do', () => {
    const impossible = fc
      .tuple(fc.integer({ min: 1970, max: 2069 }), fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 39 }))
      .filter(([y, m, d]) => m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate());
    fc.assert(
      fc.property(
        impossible,
        fc.constantFrom(...NUMERIC.slice(0, 8)),
        fc.constantFrom(...TIMES),
        ([y, m, d], style, time) => {
          const [text, order] = style(y, m, d);
          // Seven digits and the like are other numbers altogether; two-digit years past 31 name the year.
          if (/^\d+$/.test(text) && text.length !== 8) return;
          if (order !== null && d > 31 && /\D\d\d$/.test(text)) return;
          const written = /^\d{8}$/.test(text) ? text : `${text}${time}`;
          expect([written, dayOf(written, order)]).toEqual([written, 'undefined']);
        },
      ),
      RUNS,
    );
  });
});

describe('every supported style of a number reads back', () => {
  const amount = fc.tuple(fc.integer({ min: -99_999_999, max: 99_999_999 }), fc.integer({ min: 0, max: 4 }));
  const grouped = (whole: string, sign: string): string => whole.replace(/\B(?=(?:\d{3})+$)/g, sign);
  const lakhs = (whole: string): string =>
    whole.length <= 3 ? whole : `${whole.slice(0, -3).replace(/\B(?=(?:\d{2})+$)/g, ',')},${whole.slice(-3)}`;
  const STYLES: readonly (readonly [group: (whole: string) => string, decimal: '.' | ','])[] = [
    [(whole) => whole, '.'],
    [(whole) => whole, ','],
    [(whole) => grouped(whole, ','), '.'],
    [(whole) => grouped(whole, '.'), ','],
    [(whole) => grouped(whole, "'"), '.'],
    [(whole) => grouped(whole, '’'), '.'],
    [(whole) => grouped(whole, ' '), ','],
    [(whole) => grouped(whole, '\u00a0'), ','],
    [(whole) => grouped(whole, '\u202f'), ','],
    [lakhs, '.'],
  ];
  const WRAPS: readonly ((digits: string, negative: boolean) => string)[] = [
    (digits, negative) => (negative ? `-${digits}` : digits),
    (digits, negative) => (negative ? `\u2212${digits}` : `+${digits}`),
    (digits, negative) => (negative ? `(${digits})` : digits),
    (digits, negative) => (negative ? `${digits}-` : digits),
    (digits, negative) => (negative ? `-$${digits}` : `$${digits}`),
    (digits, negative) => (negative ? `-${digits} EUR` : `${digits} €`),
    (digits, negative) => (negative ? `USD -${digits}` : `CHF ${digits}`),
  ];

  it('whatever groups its thousands, marks its decimals, its sign and its currency', () => {
    fc.assert(
      fc.property(
        amount,
        fc.constantFrom(...STYLES),
        fc.constantFrom(...WRAPS),
        ([units, places], [group, decimal], wrap) => {
          const value = units / 10 ** places;
          const [whole = '', fraction = ''] = Math.abs(value).toFixed(places).split('.');
          const text = wrap(`${group(whole)}${fraction === '' ? '' : decimal + fraction}`, value < 0);
          const read = parseNumber(text, decimal);
          expect([text, read === 0 ? 0 : read]).toEqual([text, value === 0 ? 0 : value]);
          expect(numberEvidence(text)).not.toBe('bad');
        },
      ),
      RUNS,
    );
  });

  it('also as a percentage, with an exponent and in full-width digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9999, max: 9999 }), (units) => {
        const value = units / 100;
        const plain = String(value);
        const wide = plain.replace(/[0-9.-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
        expect([plain, wide, `${value}e2`].map((text) => parseNumber(text, '.'))).toEqual([
          value,
          value,
          Number(`${value}e2`),
        ]);
        expect(parseNumber(`${plain}%`, '.')).toBe(value / 100);
      }),
      RUNS,
    );
  });
});

describe('durations', () => {
  it('read back from hours, minutes and seconds', () => {
    const whole = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), whole, whole, (h, m, s) => {
        const seconds = h * 3600 + m * 60 + s;
        for (const text of [
          `${h}:${two(m)}:${two(s)}`,
          `${h}h ${m}m ${s}s`,
          `${h} hours, ${m} minutes and ${s} sec`,
          `PT${h}H${m}M${s}S`,
        ])
          expect([text, parseDuration(text)]).toEqual([text, seconds]);
      }),
      RUNS,
    );
  });
});

describe('any text', () => {
  const TYPES: readonly ColumnType[] = [
    'id',
    'text',
    'number',
    'integer',
    'date',
    'timestamp',
    'boolean',
    'rating',
    'priority',
    'word',
  ];
  const columns = [...Object.values(KINDS).flat(), ...TYPES.map((type) => ({ name: 'x', type }))];
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.stringMatching(/^[-+(\d.,:/ T'%$€eEZ]{0,30}$/),
    fc.constantFrom('__proto__', 'toString', '9'.repeat(400), '-', '\ud800', '1e400', '275760-09-13'),
  );

  it('is read, refused or missing, and never breaks anything', () => {
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom(...columns),
        fc.constantFrom('dmy', 'mdy', 'ymd', null),
        fc.constantFrom('.', ',', null),
        (text, column, dateOrder, decimal) => {
          const reader = makeReader(column, { dateOrder, decimal }, 60, { [text]: 'yes' });
          const plain = makeReader(column, { dateOrder, decimal });
          reader.read(text);
          const value = plain.read(text);
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
          if (value === undefined) expect(plain.problem(text).message.length).toBeLessThan(400);
          numberEvidence(text.trim());
          dateEvidence(text.trim());
        },
      ),
      RUNS,
    );
  });
});
