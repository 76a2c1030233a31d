import { AppError } from '#shared/contract/errors.ts';
import type { CanonicalColumn } from '#shared/model/kinds.ts';
import type { Cell, FileKind } from '../types.ts';
import { makeReader } from '../validate/cells.ts';
import { headerKey } from './headers.ts';
import type { Match } from './mapper.ts';

/** A canonical column that no source column has: the same value in every row. */
export type Constant = { readonly column: CanonicalColumn; readonly value: Cell };

type Context = {
  readonly names: ReadonlySet<string>;
  readonly matches: readonly Match[];
  readonly headers: readonly string[];
  readonly file: string;
  readonly columns: ReadonlyMap<string, CanonicalColumn>;
  /** Canonical column → value as written, by the user or a preset. */
  readonly given: Readonly<Record<string, string>>;
};

const SURVEY_WORDS = /(?:^|[^a-z])(nps|csat|ces)(?![a-z])/;
/** Words of a file name that say what all its touchpoints are. */
const TOUCHPOINT_WORDS: readonly (readonly [word: RegExp, type: string])[] = [
  [/qbr|ebr|business.?review/, 'qbr'],
  [/webinar/, 'webinar'],
  [/training|workshop/, 'training'],
  [/onboarding|kick.?off/, 'onboarding'],
  [/e-?mail/, 'email'],
  [/(?:^|[^a-z])calls?(?![a-z])/, 'call'],
  [/meeting/, 'meeting'],
];

/**
 * Values the whole file has without a column for them: what was given, then what headers and file name say (the survey kind
 * of an NPS export, the outcome of a churn list). @throws AppError `mapping_invalid` where a given value cannot be read.
 */
export function constantsOf(kind: FileKind, context: Context): Constant[] {
  const constants: Constant[] = [];
  for (const [name, text] of Object.entries(context.given)) {
    const column = context.columns.get(name);
    if (!column || context.names.has(name)) continue;
    const reader = makeReader(column, { dateOrder: null, decimal: null });
    const value = reader.read(text);
    if (value === undefined || value === null)
      throw new AppError('mapping_invalid', `Every row was to have ${name} "${text}": ${reader.problem(text).message}`);
    constants.push({ column, value });
  }
  const told = impliedConstant(kind, context);
  const column = told ? context.columns.get(told[0]) : undefined;
  if (told && column && !context.names.has(told[0]) && !constants.some((constant) => constant.column === column))
    constants.push({ column, value: told[1] });
  return constants;
}

function impliedConstant(
  kind: FileKind,
  { matches, headers, file }: Context,
): readonly [column: string, value: string] | null {
  const name = file.toLowerCase().replaceAll('_', ' ');
  const headerOf = (column: string): string => {
    const match = matches.find((candidate) => candidate.column.name === column);
    return match ? headerKey(headers[match.source] ?? '').replaceAll('_', ' ') : '';
  };
  if (kind === 'surveys') {
    const word = SURVEY_WORDS.exec(headerOf('rating'))?.[1] ?? SURVEY_WORDS.exec(name)?.[1];
    return word ? ['kind', word] : null;
  }
  if (kind === 'outcomes') {
    const says = [headerOf('date'), headerOf('reason'), name].some((text) => /churn|cancel/.test(text));
    return says ? ['outcome', 'churn'] : null;
  }
  if (kind === 'touchpoints') {
    const type = TOUCHPOINT_WORDS.find(([word]) => word.test(name))?.[1];
    return type ? ['type', type] : null;
  }
  return null;
}
