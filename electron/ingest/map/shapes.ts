import type { CanonicalColumn, ColumnType } from '#shared/model/kinds.ts';
import { makeReader } from '../validate/cells.ts';
import { dateEvidence } from '../validate/dates.ts';
import { isMissing } from '../validate/missing.ts';
import { isWorded } from '../validate/number-cells.ts';
import { numberEvidence } from '../validate/numbers.ts';
import { happenedReader, parsePriority } from '../validate/words.ts';

const SAMPLE = 200;
const NO_FORMAT = { dateOrder: null, decimal: null } as const;

/** Share of a column's sample values that a column type could read (1 for a column without values). */
export type Shapes = {
  /** `words`: words of the file (lower case) that the user or a preset gave a meaning for this column. */
  fit(source: number, column: CanonicalColumn, words?: ReadonlySet<string>): number;
  /** No row of the sample has a value. */
  blank(source: number): boolean;
  /** Different values per value. */
  distinct(source: number): number;
  /** Share of values of several words: names rather than ids. */
  spaced(source: number): number;
};

/** Looks at the sample rows by source column; answers are remembered. */
export function sampleShapes(rows: readonly (readonly string[])[]): Shapes {
  const values = new Map<number, readonly string[]>();
  const known = new Map<string, number>();

  const valuesOf = (source: number): readonly string[] => {
    let found = values.get(source);
    if (!found) {
      const taken: string[] = [];
      for (const row of rows) {
        const text = (row[source] ?? '').trim();
        if (!isMissing(text)) taken.push(text);
        if (taken.length >= SAMPLE) break;
      }
      found = taken;
      values.set(source, found);
    }
    return found;
  };

  return {
    blank: (source) => rows.length > 0 && valuesOf(source).length === 0,
    distinct(source) {
      const texts = valuesOf(source);
      return texts.length === 0 ? 1 : new Set(texts).size / texts.length;
    },
    spaced(source) {
      const texts = valuesOf(source);
      return texts.length === 0 ? 0 : texts.filter((text) => /\s/.test(text)).length / texts.length;
    },
    fit(source, column, words) {
      if (words) {
        const test = tester(column);
        const texts = valuesOf(source);
        return texts.length === 0
          ? 1
          : texts.filter((text) => words.has(text.toLowerCase()) || test(text)).length / texts.length;
      }
      const key = `${source} ${column.type} ${column.type === 'word' || column.type === 'boolean' || isWorded(column.name) ? column.name : ''}`;
      let share = known.get(key);
      if (share === undefined) {
        const test = tester(column);
        const texts = valuesOf(source);
        share = texts.length === 0 ? 1 : texts.filter(test).length / texts.length;
        known.set(key, share);
      }
      return share;
    },
  };
}

function tester(column: CanonicalColumn): (text: string) => boolean {
  const type: ColumnType = column.type;
  switch (type) {
    case 'id':
    case 'text':
      return () => true;
    case 'date':
    case 'timestamp':
      return (text) => dateEvidence(text) !== 'bad';
    case 'boolean': {
      const happened = happenedReader(column.name);
      return (text) => happened(text) !== undefined;
    }
    case 'priority':
      return (text) => parsePriority(text) !== undefined;
    case 'word': {
      const reader = makeReader(column, NO_FORMAT);
      return (text) => reader.read(text) !== undefined;
    }
    default: {
      if (!isWorded(column.name)) return (text) => numberEvidence(text) !== 'bad';
      const reader = makeReader({ name: column.name, type: 'number' }, NO_FORMAT);
      return (text) => reader.read(text) !== undefined;
    }
  }
}
