import { describe, expect, it } from 'vitest';
import type { BatchReport, FilePreview } from '#shared/contract/importing.ts';
import { confidenceWord, withoutOptions } from '../labels.ts';
import { askedColumns, dateUnder, numberUnder, withAnswers } from './answers.ts';
import {
  affectedBy,
  keyOf,
  mergePreviews,
  type PlannedTable,
  previewInput,
  runInput,
  stateOf,
  totalsOf,
  withKind,
  withMapping,
  withOption,
} from './import-plan.ts';

function report(file: string, kind: BatchReport['kind']): BatchReport {
  return {
    batchId: null,
    file,
    kind,
    mapping: {},
    rowsRead: 10,
    accepted: 9,
    rejected: 1,
    duplicates: 0,
    created: 5,
    updated: 2,
    unchanged: 2,
    waiting: 0,
    warnings: [],
    rejectedSample: [],
    dateOrder: null,
    mappingOrigin: { type: 'detected', name: null },
    sums: {},
  };
}

type Given = Partial<Pick<PlannedTable, 'options' | 'left'>> & { readonly code?: string; readonly part?: string };

function preview(source: string, kind: BatchReport['kind'], { code, part = '' }: Given = {}): FilePreview {
  return {
    source,
    part,
    report: report(`${source}.csv`, kind),
    kindGuess: kind === 'records' ? null : kind,
    confidence: 1,
    questions: [],
    columns: [],
    storedColumns: [],
    storedRows: [],
    rawRows: [],
    encoding: 'utf-8',
    delimiter: ',',
    headerRow: 1,
    bytes: 100,
    error: code === undefined ? null : { code, message: 'A sentence.', details: {} },
  };
}

function table(ref: string, kind: BatchReport['kind'], given: Given = {}): PlannedTable {
  const { options = {}, left = false } = given;
  return { source: { ref, name: `${ref}.csv`, bytes: 100 }, preview: preview(ref, kind, given), options, left };
}

describe('what a run is asked to import', () => {
  it('carries the choices of each table and skips what is left out, asks or cannot be read', () => {
    const tables = [
      table('a', 'accounts'),
      table('book', 'tickets', { part: '#T', options: { dateFormat: 'dmy' } }),
      table('book', 'surveys', { part: '#S', left: true }),
      table('book', 'notes', { part: '#N', code: 'unknown_kind' }),
      table('photo', 'accounts', { code: 'not_a_table' }),
    ];
    expect(runInput(tables)).toEqual({
      sources: ['a', 'book'],
      parts: [
        { source: 'book', part: '#T', options: { dateFormat: 'dmy' } },
        { source: 'book', part: '#S', skip: true },
        { source: 'book', part: '#N', skip: true },
      ],
    });
  });

  it('reads a changed table with those its rows look accounts up in, and no other', () => {
    const tables = [
      table('a', 'accounts'),
      table('zip', 'tickets', { part: 't.csv' }),
      table('zip', 'usage', { part: 'u.csv', options: { delimiter: ';' } }),
      table('s', 'surveys'),
      table('left', 'contacts', { left: true }),
    ];
    const usage = keyOf({ source: 'zip', part: 'u.csv' });
    const again = affectedBy(tables, new Set([usage]));
    expect(again).toEqual(new Set([usage, keyOf({ source: 'a', part: '' }), keyOf({ source: 'zip', part: 't.csv' })]));
    expect(previewInput(tables, again)).toEqual({
      sources: ['a', 'zip'],
      parts: [{ source: 'zip', part: 'u.csv', options: { delimiter: ';' } }],
    });
    expect(previewInput(tables, new Set([usage])).parts).toContainEqual({ source: 'zip', part: 't.csv', skip: true });
  });

  it('reads all tables when one changes that others depend on', () => {
    const tables = [table('a', 'accounts'), table('t', 'surveys')];
    expect(affectedBy(tables, new Set([keyOf({ source: 'a', part: '' })]))).toBeNull();
    const becomes = [table('n', 'notes', { options: { kind: 'accounts' } }), table('t', 'surveys')];
    expect(affectedBy(becomes, new Set([keyOf({ source: 'n', part: '' })]))).toBeNull();
  });

  it('keeps order and choices when previews arrive, and adds new tables behind', () => {
    const before = [table('t', 'tickets', { options: { delimiter: ';' } }), table('a', 'accounts')];
    const merged = mergePreviews(
      before,
      [{ ref: 'n', name: 'n.csv', bytes: 1 }],
      [preview('a', 'contacts'), preview('n', 'notes'), preview('t', 'tickets'), preview('stranger', 'notes')],
    );
    expect(merged.map(({ source, preview: { report: read } }) => [source.ref, read.kind])).toEqual([
      ['t', 'tickets'],
      ['a', 'contacts'],
      ['n', 'notes'],
    ]);
    expect(merged[0]?.options).toEqual({ delimiter: ';' });
  });

  it('tells a question from a refusal', () => {
    const codes = [undefined, 'ambiguous_number', 'unmapped_column', 'too_many_rows'];
    expect(codes.map((code) => stateOf(table('a', 'accounts', code === undefined ? {} : { code })))).toEqual([
      'ready',
      'asks',
      'asks',
      'refused',
    ]);
    expect(stateOf(table('a', 'accounts', { code: 'too_large', left: true }))).toBe('left');
  });
});

describe('options', () => {
  const columns = [
    { name: 'A', canonical: 'arr' },
    { name: 'B', canonical: null },
  ];
  it('forget a choice that goes back to detected', () => {
    expect(withOption({ kind: 'usage', delimiter: ';' }, 'kind', null)).toEqual({ delimiter: ';' });
    expect(withKind({ mapping: { A: 'arr' }, values: {}, delimiter: ';' }, 'usage')).toEqual({
      kind: 'usage',
      delimiter: ';',
    });
  });
  it('give a place to one column at a time', () => {
    expect(withMapping({}, 'B', 'arr', columns)).toEqual({ mapping: { A: '', B: 'arr' } });
    expect(withMapping({ mapping: { A: 'mrr' } }, 'B', 'arr', columns)).toEqual({ mapping: { A: 'mrr', B: 'arr' } });
    expect(withMapping({ mapping: { A: '' } }, 'B', '', columns)).toEqual({ mapping: { A: '', B: '' } });
  });
  it('collect answers by what they answer', () => {
    expect(
      withAnswers({ dateFormats: { Old: 'mdy' } }, [
        { column: 'Opened', answer: 'dmy' },
        { column: 'Sum', answer: ',' },
      ]),
    ).toEqual({ dateFormats: { Old: 'mdy', Opened: 'dmy' }, decimals: { Sum: ',' } });
  });
});

describe('questions', () => {
  it('are the open ones and those answered before', () => {
    const asking: PlannedTable = {
      ...table('t', 'tickets', { code: 'ambiguous_date', options: { decimals: { Sum: '.' } } }),
      preview: {
        ...preview('t', 'tickets'),
        questions: [{ column: 'Opened', asks: 'date', examples: ['03/04/2026'] }],
        columns: ['Id', 'Sum', 'Opened', 'Extra'].map((name) => ({
          name,
          canonical: null,
          confidence: 0,
          type: 'text',
          sample: '1.234',
          blank: 0,
          issues: 0,
          found: name === 'Extra' ? [{ code: 'ambiguous_number', count: 1, line: 0, message: 'Two ways.' }] : [],
        })),
      },
    };
    expect(askedColumns(asking)).toEqual([
      { column: 'Sum', asks: 'decimal', examples: ['1.234'], answer: '.', optional: false },
      { column: 'Opened', asks: 'date', examples: ['03/04/2026'], answer: null, optional: false },
      { column: 'Extra', asks: 'decimal', examples: ['1.234'], answer: null, optional: true },
    ]);
  });
  it('say what each answer makes of a value', () => {
    expect(dateUnder('03/04/2026', 'dmy')).toBe('2026-04-03');
    expect(dateUnder('3.4.26 10:15', 'mdy')).toBe('2026-03-04');
    expect(dateUnder('13/04/2026', 'mdy')).toBeNull();
    expect(dateUnder('soon', 'dmy')).toBeNull();
    expect(numberUnder('€ 1.234', ',')).toBe(1234);
    expect(numberUnder('1.234', '.')).toBe(1.234);
    expect(numberUnder('-1,5', ',')).toBe(-1.5);
    expect(numberUnder('–', '.')).toBeNull();
  });
});

describe('words', () => {
  it('add up batches', () => {
    expect(totalsOf([report('a', 'accounts'), report('b', 'usage')])).toMatchObject({
      files: 2,
      read: 20,
      accepted: 18,
      rejected: 2,
    });
  });
  it('leave out what names options of the command line', () => {
    expect(
      withoutOptions(
        'What this file holds is not clear from its headers: a, b. Say it with --kind, and the columns with --mapping.',
      ),
    ).toBe('What this file holds is not clear from its headers: a, b.');
    expect(withoutOptions('"a" and "b" could each be arr; say which with --mapping.')).toBe(
      '"a" and "b" could each be arr.',
    );
    expect(withoutOptions('Two questions are left.')).toBe('Two questions are left.');
  });
  it('grade confidence', () => {
    expect([1, 0.9, 0.8, 0.6, 0.3].map(confidenceWord)).toEqual(['sure', 'sure', 'likely', 'unsure', 'no match']);
  });
});
