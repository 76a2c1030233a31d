import { createHash } from 'node:crypto';

const CURRENCY_TAIL = /_(?:usd|eur|gbp|chf|cad|aud|jpy|inr|sek|nok|dkk|pln|brl|local|amount|value)$/;
const UNITS: readonly (readonly [tail: RegExp, unit: Unit])[] = [
  [/_?(?:in_)?(?:secs?|seconds?|sek)$/, 'second'],
  [/_?(?:in_)?(?:mins?|minutes?|minuten)$/, 'minute'],
  [/_?(?:in_)?(?:hrs?|hours?|stunden)$/, 'hour'],
  [/_?(?:in_)?days?$/, 'day'],
];

export type Unit = 'second' | 'minute' | 'hour' | 'day';
export const SECONDS: Readonly<Record<Unit, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** Unique names of the columns of a header row: nothing a header says can overwrite another column. */
export function uniqueHeaders(cells: readonly string[]): string[] {
  const used = new Set<string>();
  return cells.map((cell, index) => {
    const base = cell.trim() || `column ${index + 1}`;
    let name = base;
    for (let copy = 2; used.has(name); copy += 1) name = `${base} (${copy})`;
    used.add(name);
    return name;
  });
}

/** `Account ID`, `accountId`, `ACCOUNT-ID` → `account_id`; custom field and language marks and the wrapper of event properties (JSON) dropped. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/<[^>]*>/g, '')
    .replace(/^(?:properties|traits)\./, '')
    .replace(/\((?:utc|gmt|metadata|local)\)/gi, ' ')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1_$2')
    .toLowerCase()
    .replace(/#/g, ' number ')
    .replace(/%/g, ' percent ')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .replace(/_c$/, '');
}

/** Time unit a header key ends with. */
export function unitOfKey(key: string): Unit | null {
  for (const [tail, unit] of UNITS) if (tail.test(key)) return unit;
  return null;
}

/** Key without the unit or currency it ends with. */
export function bareKey(key: string): string {
  let bare = key;
  for (const [tail] of UNITS) bare = bare.replace(tail, '');
  bare = bare.replace(CURRENCY_TAIL, '').replace(CURRENCY_TAIL, '');
  return bare === '' ? key : bare;
}

/** Codes whose digits are not an amount: never read as numbers where the column has no canonical place. */
export function isCodeHeader(header: string): boolean {
  return /(?:^|_)(?:id|ids|uuid|guid|key|code|number|no|nr|zip|plz|postal|phone|fax|tel|telephone)$/.test(
    headerKey(header),
  );
}

export function isDateHeader(header: string): boolean {
  return /^(?:d|dt|day|datum|fecha)$|(?:^|_)(?:date|at|on|time|timestamp)$/.test(headerKey(header));
}

/** Equal for files with the same set of headers, whatever their order, case and spacing. */
export function headerFingerprint(headers: readonly string[]): string {
  return createHash('sha256').update(headers.map(headerKey).sort().join('\u001f')).digest('hex').slice(0, 32);
}
