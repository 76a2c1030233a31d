import type { ImportOptions } from '#shared/contract/importing.ts';
import { answerFor, columnName, type Settled } from './formats.ts';
import type { Extra, Field, FileKind, FilePlan, PlanColumn, PlanOptions } from './types.ts';

type Parts = {
  readonly fields: readonly Field[];
  readonly extras: readonly Extra[];
  readonly columns: readonly PlanColumn[];
  readonly settled: Settled;
  readonly options: PlanOptions;
};

/**
 * Options that read other rows of the same columns exactly as this file was read: nothing is left to be detected. The delimiter
 * and the quotation mark are this file's own; whoever writes the rows anew names the ones written. A value that the name of the file
 * gave (the survey kind of nps.csv) is a constant.
 */
export function recipeOf(
  kind: FileKind,
  headers: readonly string[],
  delimiter: string,
  { fields, extras, columns, settled, options }: Parts,
): FilePlan['recipe'] {
  const mapping = emptyRecord<string>();
  const dateFormats = emptyRecord<NonNullable<ImportOptions['dateFormat']>>();
  const decimals = emptyRecord<NonNullable<ImportOptions['decimal']>>();
  const types = emptyRecord<'text' | 'number' | 'date' | 'boolean'>();
  const factors = emptyRecord<number>();
  const constants = emptyRecord<string>();
  for (const field of fields)
    if (field.source < 0 && field.constant !== null && field.constant !== undefined)
      constants[field.name] = answerFor(options.constants, field.name) ?? String(field.constant);
  headers.forEach((header, source) => {
    const column = columnName(header);
    const field = fields.find((candidate) => candidate.source === source);
    const extra = extras.find((candidate) => candidate.source === source);
    // An attribute called like a column that another header fills keeps its own header as its name: nothing to say.
    const taken = extra !== undefined && fields.some((candidate) => candidate.name === extra.name);
    if (header === column && !taken) mapping[column] = field?.name ?? columnName(extra?.name ?? '');
    if (field === undefined && extra === undefined) return;
    const { dateOrder = null, decimal = null } = settled.formats[source] ?? {};
    if (dateOrder !== null) dateFormats[column] = dateOrder;
    if (decimal !== null) decimals[column] = decimal;
    const factor = field?.factor ?? answerFor(options.factors, column);
    if (factor !== null) factors[column] = factor;
    if (extra !== undefined) types[column] = typeOf(extra, columns[source]);
  });
  return {
    headers,
    options: {
      kind,
      mapping,
      delimiter,
      ...(isEmpty(dateFormats) ? {} : { dateFormats }),
      ...(isEmpty(decimals) ? {} : { decimals }),
      ...(isEmpty(types) ? {} : { types }),
      ...(isEmpty(factors) ? {} : { factors }),
      ...(isEmpty(constants) ? {} : { constants }),
      ...(options.values === undefined ? {} : { values: options.values }),
      ...(options.quote === undefined ? {} : { quote: options.quote }),
      ...(options.joinByName === undefined ? {} : { joinByName: options.joinByName }),
    },
  };
}

function typeOf(extra: Extra, column: PlanColumn | undefined): 'text' | 'number' | 'date' | 'boolean' {
  if (extra.type === 'number') return 'number';
  return column?.type === 'date' || column?.type === 'boolean' ? column.type : 'text';
}

/** A record in which no header can be mistaken for something every object has. */
function emptyRecord<T>(): Record<string, T> {
  return Object.create(null);
}

function isEmpty(record: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(record).length === 0;
}
