import { isoFromDay } from '#shared/model/day.ts';
import type { CanonicalColumn } from '#shared/model/kinds.ts';
import { cleanId } from './damaged-ids.ts';
import { answerFor, columnName } from './formats.ts';
import { accountKeyOf, mappableColumns } from './map/columns.ts';
import type { Extra, Field, FilePlan } from './types.ts';
import { makeReader, readText } from './validate/cells.ts';
import { momentDay, momentMs, NO_END, parseMoment } from './validate/dates.ts';
import { isMissing } from './validate/missing.ts';
import { parseNumber } from './validate/numbers.ts';
import type { CellReader, ReadableColumn } from './validate/reader.ts';
import { parseBoolean } from './validate/words.ts';

export type FieldReader = {
  readonly field: Field;
  readonly reader: CellReader;
  readonly required: boolean;
  /** Source column, as findings and refusals name it. */
  readonly name: string;
};

/** Readers of the plan's source fields, in their order. */
export function fieldReaders(plan: FilePlan): FieldReader[] {
  const columns = new Map<string, CanonicalColumn>(mappableColumns(plan.kind).map((column) => [column.name, column]));
  const { sourceFields } = plan.layout;
  // Without an account id the first other key is what joins the row.
  const names = new Set(sourceFields.map((field) => field.name));
  const key = accountKeyOf(plan.kind, names, names.has('account_name'));
  return sourceFields.map((field) => {
    const column = columns.get(field.name);
    return {
      field,
      reader: fieldReader(plan, field, column),
      required: field.name === key || (column?.required ?? false),
      name: columnName(field.header || field.name),
    };
  });
}

/** A rating of an NPS survey is a whole number of its own scale, never a word or stars. */
const NPS_RATING: ReadableColumn = { name: 'nps', type: 'number', min: 0, max: 10 };

/** The reader of one source field of a plan, with its format, factor and the meanings given to its words. */
export function fieldReader(plan: FilePlan, field: Field, column: CanonicalColumn | undefined): CellReader {
  const { sourceFields, formats, values } = plan.layout;
  const nps =
    plan.kind === 'surveys' && field.name === 'rating' && sourceFields.some(({ constant }) => constant === 'nps');
  const reader = makeReader(
    nps ? NPS_RATING : (column ?? { name: field.name, type: field.type }),
    formats[field.source] ?? { dateOrder: null, decimal: null },
    field.factor,
    answerFor(values, field.name) ?? undefined,
  );
  if (field.type !== 'id' || plan.layout.isOwn) return reader;
  return { read: (text) => reader.read(cleanId(text)), problem: reader.problem };
}

/**
 * Reader of a column without canonical place, in the form its whole column has: equal facts are stored alike however written.
 * Answers undefined for what is no number in a column of numbers.
 */
export function extraReader(extra: Extra, plan: FilePlan): (text: string) => string | number | null | undefined {
  const format = plan.layout.formats[extra.source] ?? { dateOrder: null, decimal: null };
  if (extra.type === 'number') {
    return (raw) => {
      const text = raw.trim();
      return isMissing(text) ? null : parseNumber(text, format.decimal);
    };
  }
  const shape = plan.columns[extra.source]?.type;
  if (shape === 'date') {
    return (raw) => {
      const text = raw.trim();
      if (isMissing(text)) return null;
      const moment = parseMoment(text, format.dateOrder);
      if (moment === undefined || moment === NO_END) return text;
      return moment.time === 0 && moment.offset === null
        ? isoFromDay(momentDay(moment))
        : new Date(momentMs(moment)).toISOString();
    };
  }
  if (shape === 'boolean') {
    return (raw) => {
      const text = raw.trim();
      if (isMissing(text)) return null;
      const value = parseBoolean(text);
      return value === undefined ? text : String(value);
    };
  }
  return readText;
}
