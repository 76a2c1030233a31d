import { describe, expect, it } from 'vitest';
import type { BatchReport, FilePreview, ImportOptions } from '#shared/contract/data.ts';
import { importSteps, type PlannedFile, pairFiles, totalsOf, withMapping, withOption } from './import-plan.ts';
import { confidenceWord, withoutOptions } from './labels.ts';

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

function preview(file: string, kind: BatchReport['kind']): FilePreview {
  return {
    source: file,
    part: '',
    report: report(file, kind),
    kindGuess: kind,
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
    error: null,
  };
}

function planned(ref: string, kind: BatchReport['kind'], options: ImportOptions = {}): PlannedFile {
  return {
    source: { ref, name: `${ref}.csv`, bytes: 100 },
    preview: preview(`${ref}.csv`, kind),
    options,
    shared: false,
  };
}

describe('import steps', () => {
  it('put accounts first and share a call between neighbours with the same options', () => {
    const steps = importSteps([
      planned('t', 'tickets'),
      planned('a', 'accounts'),
      planned('u', 'usage'),
      planned('c', 'contacts'),
    ]);
    expect(steps).toEqual([{ sources: ['a', 'c', 't', 'u'], options: {} }]);
  });

  it('keep files with options of their own apart', () => {
    const steps = importSteps([
      planned('t', 'tickets', { dateFormat: 'dmy' }),
      planned('a', 'accounts'),
      planned('u', 'usage'),
    ]);
    expect(steps).toEqual([
      { sources: ['a'], options: {} },
      { sources: ['t'], options: { dateFormat: 'dmy' } },
      { sources: ['u'], options: {} },
    ]);
  });

  it('name a folder once', () => {
    expect(importSteps([planned('f', 'accounts'), planned('f', 'usage')])).toEqual([{ sources: ['f'], options: {} }]);
  });
});

describe('pairing previews with sources', () => {
  const source = (name: string) => ({ ref: name, name, bytes: 1 });
  it('goes by name, whatever the order', () => {
    const pairs = pairFiles(
      [source('b.csv'), source('a.csv')],
      [preview('a.csv', 'accounts'), preview('b.csv', 'usage')],
    );
    expect(pairs?.map((pair) => pair.source.name)).toEqual(['a.csv', 'b.csv']);
  });
  it('gives up where names repeat or a folder is among them', () => {
    expect(
      pairFiles([source('a.csv'), source('a.csv')], [preview('a.csv', 'accounts'), preview('b.csv', 'accounts')]),
    ).toBeNull();
    expect(pairFiles([source('exports')], [preview('a.csv', 'accounts'), preview('b.csv', 'usage')])).toBeNull();
  });
});

describe('options', () => {
  it('forget a choice that goes back to detected', () => {
    expect(withOption({ kind: 'usage', delimiter: ';' }, 'kind', null)).toEqual({ delimiter: ';' });
  });
  it('collect the mapping', () => {
    expect(withMapping({ mapping: { A: 'arr' } }, 'B', '')).toEqual({ mapping: { A: 'arr', B: '' } });
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
