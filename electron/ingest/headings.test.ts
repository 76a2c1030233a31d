import { describe, expect, it } from 'vitest';
import { inspectFile } from './index.ts';
import { codeOf, readTable, scratch } from './testing.ts';

const { write } = scratch('headings');
const look = (text: string, options: Parameters<typeof inspectFile>[1] = {}): ReturnType<typeof inspectFile> =>
  inspectFile(write('table.csv', text), options);
const names = (seen: ReturnType<typeof inspectFile>): string[] => seen.columns.map((column) => column.name);

describe('header rows', () => {
  it('leaves out SurveyMonkey answer options and takes names for blank headers from them', () => {
    const seen = look(
      'Respondent ID,Start Date,How likely?,Which ones?,\n,,Response,Reports,Alerts\n11,01/31/2026 10:00:00 AM,9,Reports,\n12,02/01/2026 11:00:00 AM,3,,Alerts\n',
    );
    expect(names(seen)).toEqual(['Respondent ID', 'Start Date', 'How likely?', 'Which ones?', 'Alerts']);
    expect([seen.headerRow, seen.rowCount]).toEqual([1, 2]);
    expect(seen.issues.map((issue) => issue.code)).toContain('extra_header');
  });

  it('leaves out the question texts and import ids of Qualtrics', () => {
    const seen = look(
      'StartDate,ResponseId,Q1\nStart Date,Response ID,"How likely,\nreally?"\n"{""ImportId"":""startDate""}","{""ImportId"":""_recordId""}","{""ImportId"":""QID1""}"\n2026-01-31 10:00:00,R_1,9\n',
    );
    expect([names(seen), seen.rowCount, seen.rows[0]?.[1]]).toEqual([['StartDate', 'ResponseId', 'Q1'], 1, 'R_1']);
    expect(seen.issues.find((issue) => issue.code === 'extra_header')?.message).toContain('2 rows');
  });

  it('takes the row of names below titles of groups', () => {
    const seen = look('Account,,Contract,\naccount_id,name,arr,seats\nA1,Acme,100,5\nA2,Beta,200,7\n');
    expect([seen.headerRow, names(seen), seen.rowCount]).toEqual([2, ['account_id', 'name', 'arr', 'seats'], 2]);
    const single = look('account_id,name,,arr\nA1,Acme,x,100\nA2,Beta,y,200\n');
    expect([single.headerRow, single.rowCount]).toEqual([1, 2]);
  });

  it('follows the line the user names, 0 for none', () => {
    const text = 'account_id,name\nid,label\nA1,Acme\nA2,Beta\n';
    expect(look(text, { headerRow: 2 })).toMatchObject({ headerRow: 2, rowCount: 2 });
    const none = look(text, { headerRow: 0 });
    expect([none.headerRow, names(none), none.rowCount]).toEqual([0, ['column 1', 'column 2'], 4]);
    expect(codeOf(() => look(text, { headerRow: 9 }))).toBe('bad_request');
    const mapping = { 'column 1': 'account_id', 'column 2': 'name' };
    const { rows } = readTable(write('none.csv', text), { headerRow: 0, kind: 'accounts', mapping });
    expect(rows.map((row) => row.cells[0])).toEqual(['account_id', 'id', 'A1', 'A2']);
  });

  it('uses the quotation mark the user names', () => {
    const path = write('single.csv', "account_id;name\nA1;'Acme; Inc. ''x'''\n'A2';'two\nlines'\n");
    const { rows } = readTable(path, { quote: "'" });
    expect(rows.map((row) => row.cells)).toEqual([
      ['A1', "Acme; Inc. 'x'"],
      ['A2', 'two\nlines'],
    ]);
  });
});
