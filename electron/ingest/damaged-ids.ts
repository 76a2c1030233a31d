type Damage = { readonly code: string; readonly message: string };

const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+?\d+$/;
const DECIMAL = /^\d+\.0+$/;
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)';
const DATE = new RegExp(`^(?:\\d{1,2}-${MONTH}|${MONTH}-\\d{2})$`, 'i');

/**
 * An id without what is no part of it: characters nobody sees (zero width, soft hyphen) would make another account of the same
 * id, and spreadsheets are told by a formula to keep leading zeros (`="00123"`).
 */
export function cleanId(text: string): string {
  const seen = /[^\u0020-\u007e]/.test(text) ? text.replace(/\p{Cf}/gu, '') : text;
  return /^\s*="[^"]*"\s*$/.test(seen) ? seen.slice(seen.indexOf('"') + 1, seen.lastIndexOf('"')) : seen;
}

/** What spreadsheets and scripts have done to the ids of a column. Nothing is changed but by `cleanId`. */
export function damagedIds(cells: readonly string[]): Damage[] {
  const ids = cells.map((cell) => cell.trim()).filter((id) => id !== '');
  const found: Damage[] = [];
  if (ids.some((id) => SCIENTIFIC.test(id)))
    found.push({
      code: 'id_scientific',
      message:
        'like 1.23457E+11: a spreadsheet has rounded them, and different ones may look equal. Export them as text.',
    });
  if (ids.length > 0 && ids.every((id) => DECIMAL.test(id)))
    found.push({
      code: 'id_decimal',
      message: `like ${ids[0]}: a program has read them as numbers, and they will not match the same ids in other files. Export them as text.`,
    });
  const date = ids.find((id) => DATE.test(id));
  if (date !== undefined)
    found.push({
      code: 'id_date',
      message: `like ${date}: a spreadsheet may have turned ids into dates. Export them as text.`,
    });
  if (ids.some((id) => /\p{Cf}/u.test(id)))
    found.push({
      code: 'id_hidden_characters',
      message: 'with characters that cannot be seen (zero width, soft hyphen); they are left out.',
    });
  return found;
}
