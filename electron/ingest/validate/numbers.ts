import type { Decimal } from '../types.ts';

const CURRENCY_CODES = new Set(Intl.supportedValuesOf('currency'));
const CURRENCY_SIGN = /^(?:(?:R|US|A|C|CA|AU|NZ|HK|S)\$|kr\.?|zł|Kč|Fr\.?|Rs\.?|\p{Sc})$/u;
const SUFFIX = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['mn', 1e6],
  ['mio', 1e6],
  ['b', 1e9],
  ['bn', 1e9],
]);
const PARTS =
  /^(?<open>\()?(?<lead>[-+−–])?\s*(?<before>[\p{L}\p{Sc}$.]+)?\s*(?<sign>[-+−–])?\s*(?<body>[\d.,'’\s\u00a0\u202f]*\d[.,]?(?:[eE][-+]?\d+)?)\s*(?<tail>[-−])?\s*(?<after>[\p{L}\p{Sc}$.%‰]+)?\s*(?<close>\))?$/u;

/** What one value proves about the decimal sign of its column. `ungrouped`: a plain number of four or more digits. */
export type NumberEvidence = 'dot' | 'comma' | 'ambiguous_dot' | 'ambiguous_comma' | 'ungrouped' | 'none' | 'bad';

type Shape = {
  readonly digits: string;
  readonly exponent: string;
  readonly negative: boolean;
  readonly percent: boolean;
  readonly multiplier: number;
  readonly currency: string | null;
};

const NO_SIGN = -1;
const NOT_PLAIN = -2;

/** Index of the only dot or comma of a text that otherwise has digits alone (and a minus): nearly every number of a large file. */
function plainSign(text: string): number {
  let sign = NO_SIGN;
  for (let i = text.charCodeAt(0) === 45 ? 1 : 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) continue;
    if (sign !== NO_SIGN || (code !== 46 && code !== 44)) return NOT_PLAIN;
    sign = i;
  }
  const last = text.charCodeAt(text.length - 1);
  return last >= 48 && last <= 57 ? sign : NOT_PLAIN;
}

function isCurrency(text: string): boolean {
  return text === '' || CURRENCY_SIGN.test(text) || CURRENCY_CODES.has(text.toUpperCase());
}

/** No way of writing a number is longer; what is needs no pattern tried on it. */
const LONGEST = 64;

/** "1'200.–": no cents. */
const NO_CENTS = /(?<=\d)(?<sign>[.,])[-–—−]{1,2}(?=\s*[\p{L}\p{Sc}]*$)/u;

function shapeOf(raw: string): Shape | null {
  if (raw.length > LONGEST) return null;
  // Full-width digits and signs become their ordinary forms.
  const ordinary = /^[\u0020-\u007e]*$/.test(raw) ? raw : raw.normalize('NFKC');
  const text = /\d$/.test(ordinary) ? ordinary : ordinary.replace(NO_CENTS, '$<sign>00');
  const groups = PARTS.exec(text)?.groups;
  if (!groups) return null;
  const before = groups['before'] ?? '';
  let after = groups['after'] ?? '';
  if ((groups['open'] === undefined) !== (groups['close'] === undefined)) return null;
  let multiplier = 1;
  let percent = false;
  if (after === '%' || after === '‰') {
    percent = after === '%';
    multiplier = percent ? 0.01 : 0.001;
    after = '';
  }
  const scale = SUFFIX.get(after.toLowerCase());
  // 5M could be minutes or metres: only money is read with it.
  if (scale !== undefined && (after.toLowerCase() === 'k' || before !== '')) {
    multiplier = scale;
    after = '';
  }
  const currency = before || after || null;
  if (!isCurrency(before) || !isCurrency(after)) return null;
  const minuses = [groups['lead'], groups['sign'], groups['tail']].filter(
    (sign) => sign !== undefined && sign !== '+',
  ).length;
  if (minuses > 1 || (minuses === 1 && groups['open'] !== undefined)) return null;
  const exponentAt = (groups['body'] ?? '').search(/[eE]/);
  const body = groups['body'] ?? '';
  const digits = (exponentAt === -1 ? body : body.slice(0, exponentAt)).trim();
  return {
    digits,
    exponent: exponentAt === -1 ? '' : body.slice(exponentAt),
    negative: minuses === 1 || groups['open'] !== undefined,
    percent,
    multiplier,
    currency,
  };
}

const SPACED = /^\d{1,3}(?:[\s'’\u00a0\u202f]\d{3})+(?:[.,]\d*)?$/u;

/** Evidence of the digits alone, and the text with grouping signs removed where the answer is certain. */
function readDigits(digits: string): { readonly evidence: NumberEvidence; readonly value: string } {
  const bad = { evidence: 'bad', value: '' } as const;
  let text = digits;
  let grouped = false;
  if (/[\s'’]/u.test(text)) {
    if (!SPACED.test(text)) return bad;
    text = text.replace(/[\s'’]/gu, '');
    grouped = true;
  }
  const dots = text.split('.').length - 1;
  const commas = text.split(',').length - 1;
  if (dots === 0 && commas === 0) return { evidence: !grouped && text.length > 3 ? 'ungrouped' : 'none', value: text };
  if (dots > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    const group = decimal === '.' ? ',' : '.';
    const at = text.indexOf(decimal);
    if (at !== text.lastIndexOf(decimal) || grouped || !isGrouped(text.slice(0, at), group)) return bad;
    return {
      evidence: decimal === '.' ? 'dot' : 'comma',
      value: `${text.slice(0, at).replaceAll(group, '')}.${text.slice(at + 1)}`,
    };
  }
  const sign = dots > 0 ? '.' : ',';
  const count = dots + commas;
  if (count > 1)
    return !grouped && isGrouped(text, sign)
      ? { evidence: sign === '.' ? 'comma' : 'dot', value: text.replaceAll(sign, '') }
      : bad;
  const [whole = '', fraction = ''] = text.split(sign);
  if (!grouped && fraction.length === 3 && whole.length <= 3 && whole !== '' && !whole.startsWith('0')) {
    return { evidence: sign === '.' ? 'ambiguous_dot' : 'ambiguous_comma', value: text };
  }
  return { evidence: sign === '.' ? 'dot' : 'comma', value: `${whole}.${fraction}` };
}

/** Thousands groups of three; the Indian form (1,00,000) with commas. */
function isGrouped(text: string, group: string): boolean {
  return group === ',' ? /^\d{1,3}(?:,\d{2,3})*,\d{3}$/.test(text) : /^\d{1,3}(?:\.\d{3})+$/.test(text);
}

/** What a value (trimmed, not missing) says about its column's number style. */
export function numberEvidence(text: string): NumberEvidence {
  const sign = plainSign(text);
  if (sign === NO_SIGN) return text.length > 3 && text.charCodeAt(0) !== 45 ? 'ungrouped' : 'none';
  if (sign !== NOT_PLAIN && text.length - sign !== 4) return text.charCodeAt(sign) === 46 ? 'dot' : 'comma';
  const shape = shapeOf(text);
  if (!shape) return 'bad';
  if (shape.exponent !== '') return shape.digits.includes(',') ? 'comma' : 'dot';
  return readDigits(shape.digits).evidence;
}

/** Currency sign or code written with a number, '%' for a percentage, else null. */
export function unitOf(text: string): string | null {
  const shape = shapeOf(text);
  if (!shape) return null;
  return shape.percent ? '%' : shape.currency;
}

/**
 * Number of a trimmed text, or undefined when it is none. `decimal` decides what 1.234 and 1,234 mean (null: they are refused);
 * every other form speaks for itself. Infinite values answer null (missing).
 */
export function parseNumber(text: string, decimal: Decimal): number | null | undefined {
  const sign = plainSign(text);
  if (sign !== NOT_PLAIN && text.length < LONGEST) {
    if (sign === NO_SIGN) return Number(text);
    const isDot = text.charCodeAt(sign) === 46;
    if (text.length - sign !== 4) return Number(isDot ? text : `${text.slice(0, sign)}.${text.slice(sign + 1)}`);
    if (isDot && decimal === '.') return Number(text);
  }
  const shape = shapeOf(text);
  if (!shape) return undefined;
  let digits: string;
  if (shape.exponent !== '') digits = shape.digits.replace(',', '.');
  else {
    const read = readDigits(shape.digits);
    if (read.evidence === 'bad') return undefined;
    digits = read.value;
    if (decimal === null && read.evidence.startsWith('ambiguous')) return undefined;
    if (read.evidence === 'ambiguous_dot') digits = decimal === ',' ? digits.replace('.', '') : digits;
    if (read.evidence === 'ambiguous_comma')
      digits = decimal === ',' ? digits.replace(',', '.') : digits.replace(',', '');
  }
  if (digits.endsWith('.')) digits = digits.slice(0, -1);
  const value = Number(`${digits}${shape.exponent}`);
  if (Number.isNaN(value)) return undefined;
  if (!Number.isFinite(value)) return null;
  // Dividing keeps 85.5 % at 0.855, where multiplying by 0.01 would not.
  const scaled = shape.multiplier < 1 ? value / Math.round(1 / shape.multiplier) : value * shape.multiplier;
  return shape.negative ? -scaled : scaled;
}
