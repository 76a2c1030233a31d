import type { Issue } from '#shared/contract/importing.ts';
import type { Analysis } from './analyse.ts';
import type { Decision } from './decide.ts';
import type { ColumnProfile, Occurrence } from './detect/profile.ts';
import { issueFindings, withFindings } from './findings.ts';
import { answerFor, columnName, type Settled } from './formats.ts';
import { columnsOf } from './map/columns.ts';
import type { ColumnFormat, Extra, Field, Finding, PlanColumn, PlanOptions } from './types.ts';
import { isWorded } from './validate/number-cells.ts';
import { show } from './validate/reader.ts';

type Parts = {
  readonly fields: readonly Field[];
  readonly extras: readonly Extra[];
  readonly settled: Settled;
  readonly options: PlanOptions;
  readonly issues: readonly Issue[];
};

/** What one source column holds, where it goes and what its values alone show to be wrong. */
export function describeColumn(source: number, analysis: Analysis<Decision>, parts: Parts): PlanColumn {
  const name = analysis.headers[source] ?? '';
  const { guess } = analysis.decision;
  const profile = analysis.profiles[source];
  const field = parts.fields.find((candidate) => candidate.source === source);
  const extra = parts.extras.find((candidate) => candidate.source === source);
  const match = guess?.mapping.matches.find((candidate) => candidate.source === source);
  const given = extra === undefined ? null : answerFor(parts.options.types, columnName(name));
  const type = field?.type ?? given ?? (profile ? openType(profile, extra !== undefined) : 'text');
  const required =
    field !== undefined && guess !== null && columnsOf(guess.kind).some((c) => c.name === field.name && c.required);
  const stored = field !== undefined || (extra !== undefined && extra.type === 'number');
  const found = profile
    ? [
        ...(stored ? valueFindings(profile, field?.name ?? name, parts.settled.formats[source]) : []),
        ...(required && profile.blank > 0
          ? [
              {
                code: 'missing_required',
                count: profile.blank,
                line: profile.blankLine,
                message: `${field.name} is missing.`,
              },
            ]
          : []),
        ...issueFindings(parts.issues, columnName(name)),
      ]
    : [];
  const sample = profile?.sample ?? null;
  return withFindings(
    {
      name,
      type,
      canonical: field?.name ?? null,
      confidence: match?.confidence ?? 0,
      sample: sample === null ? null : sample.slice(0, 512),
      blank: profile?.blank ?? 0,
      issues: 0,
      found: [],
    },
    found,
  );
}

/** Values of a date or number column that cannot be read with the format that was settled. */
function valueFindings(profile: ColumnProfile, name: string, format: ColumnFormat | undefined): Finding[] {
  if (profile.mode === 'date') {
    const order = format?.dateOrder ?? null;
    const { dates, firstDates } = profile;
    const against = order === 'dmy' ? 'mdy' : order === 'mdy' ? 'dmy' : null;
    const count = dates.bad + (against === null ? 0 : dates[against]);
    const first = earliest(firstDates.get('bad'), against === null ? undefined : firstDates.get(against));
    return first === undefined
      ? []
      : [
          {
            code: 'bad_date',
            count,
            line: first.line,
            message: `"${show(first.text)}" is not an existing date (${name}).`,
          },
        ];
  }
  const first = profile.firstNumbers.get('bad');
  // Columns that are also written in words (Good/Bad) are judged by the reader of their rows alone.
  return first === undefined || profile.mode !== 'number' || isWorded(name)
    ? []
    : [
        {
          code: 'bad_number',
          count: profile.numbers.bad,
          line: first.line,
          message: `"${show(first.text)}" is not a number (${name}).`,
        },
      ];
}

function earliest(a: Occurrence | undefined, b: Occurrence | undefined): Occurrence | undefined {
  return a === undefined || (b !== undefined && b.line < a.line) ? b : a;
}

/** Every value is a number whose decimal sign is known. */
export function isNumeric(profile: ColumnProfile | undefined, format: ColumnFormat | undefined): boolean {
  return (
    profile?.maybeNumber === true &&
    profile.filled > 0 &&
    (profile.ambiguousNumbers.length === 0 || (format?.decimal ?? null) !== null)
  );
}

/** What the values of a column without canonical place are. */
function openType(profile: ColumnProfile, stored: boolean): string {
  if (profile.filled === 0) return 'empty';
  if (profile.mode === 'date') return profile.dates.bad < profile.filled ? 'date' : 'text';
  return profile.maybeNumber
    ? 'number'
    : profile.maybeDate
      ? 'date'
      : profile.maybeBoolean || (!stored && profile.booleans.good > profile.booleans.bad)
        ? 'boolean'
        : 'text';
}
