import type { FilePreview, ImportOptions } from '#shared/contract/importing.ts';
import type { PlannedTable } from './import-plan.ts';

type DateOrder = NonNullable<ImportOptions['dateFormat']>;
type DecimalSign = NonNullable<ImportOptions['decimal']>;
export type Answer = DateOrder | DecimalSign;

/** A column that can be read more than one way, open or already answered. */
export type AskedColumn = {
  readonly column: string;
  readonly asks: FilePreview['questions'][number]['asks'];
  /** Values as written. */
  readonly examples: readonly string[];
  readonly answer: Answer | null;
  /** Without an answer its values are kept as they are written. */
  readonly optional: boolean;
};

export const ANSWERS: Readonly<
  Record<AskedColumn['asks'], readonly { readonly value: Answer; readonly label: string }[]>
> = {
  date: [
    { value: 'dmy', label: 'Day first' },
    { value: 'mdy', label: 'Month first' },
  ],
  decimal: [
    { value: ',', label: 'Comma is the decimal sign' },
    { value: '.', label: 'Point is the decimal sign' },
  ],
};

/** What is found in columns that are kept as written while nobody says how to read them. */
const OPEN: ReadonlyMap<string, AskedColumn['asks']> = new Map([
  ['ambiguous_date', 'date'],
  ['ambiguous_number', 'decimal'],
]);

/** Open questions of a table and the answers given before, in the order of its columns. */
export function askedColumns({ preview, options }: PlannedTable): readonly AskedColumn[] {
  const questions = new Map(preview.questions.map((question) => [question.column, question]));
  const asked: AskedColumn[] = [];
  const seen = new Set<string>();
  const columns = [
    ...preview.columns,
    ...preview.questions.map(({ column }) => ({ name: column, sample: null, found: [] })),
  ];
  for (const { name, sample, found } of columns) {
    if (seen.has(name)) continue;
    seen.add(name);
    const examples = sample === null ? [] : [sample];
    const question = questions.get(name);
    const date = options.dateFormats?.[name];
    const decimal = options.decimals?.[name];
    const own = { column: name, examples, optional: false };
    const open = found.map(({ code }) => OPEN.get(code)).find((asks) => asks !== undefined);
    if (question) asked.push({ ...question, answer: null, optional: false });
    else if (date !== undefined) asked.push({ ...own, asks: 'date', answer: date });
    else if (decimal !== undefined) asked.push({ ...own, asks: 'decimal', answer: decimal });
    else if (open !== undefined) asked.push({ ...own, asks: open, answer: null, optional: true });
  }
  return asked;
}

/** Options with the answers for columns added. */
export function withAnswers(
  options: ImportOptions,
  answers: readonly { readonly column: string; readonly answer: Answer }[],
): ImportOptions {
  const dateFormats = { ...options.dateFormats };
  const decimals = { ...options.decimals };
  for (const { column, answer } of answers) {
    if (answer === '.' || answer === ',') decimals[column] = answer;
    else dateFormats[column] = answer;
  }
  return {
    ...options,
    ...(Object.keys(dateFormats).length > 0 ? { dateFormats } : {}),
    ...(Object.keys(decimals).length > 0 ? { decimals } : {}),
  };
}

const DATE = /^\s*(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{1,4})(?!\d)/;

/** The calendar day a text would be under an order, as YYYY-MM-DD; null where that is no day. */
export function dateUnder(text: string, order: DateOrder): string | null {
  const [, a = '', b = '', c = ''] = DATE.exec(text) ?? [];
  const [year, month, day] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  if (year === '' || month === '' || day === '') return null;
  const full = year.length > 2 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  const moment = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const exists = moment.getUTCMonth() === Number(month) - 1 && moment.getUTCDate() === Number(day);
  return exists ? moment.toISOString().slice(0, 10) : null;
}

/** The number a text would be under a decimal sign; null where that is none. */
export function numberUnder(text: string, sign: DecimalSign): number | null {
  const digits = text.replaceAll(/[^\d.,-]/g, '').replaceAll(sign === ',' ? '.' : ',', '');
  if (!/\d/.test(digits)) return null;
  const value = Number(digits.replace(',', '.'));
  return Number.isFinite(value) ? value : null;
}
