import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import { columnQuestion, importOptions } from '#shared/contract/importing.ts';
import { dayFromIso } from '#shared/model/day.ts';
import { columnFindings, describeFile, type PlanOptions, planFile, readRows } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'columns-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string, name = 'file.csv'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function failure(run: () => unknown): AppError {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const rowsOf = (path: string, options: PlanOptions): unknown[][] =>
  [...readRows(planFile(path, options))].flatMap((batch) => batch.rows.map((row) => [...row.cells]));

function findingsOf(path: string, options: PlanOptions = {}): Record<string, [string, number, number][]> {
  const plan = planFile(path, options);
  const findings = columnFindings(plan);
  for (const batch of readRows(plan)) findings.add(batch);
  return Object.fromEntries(
    findings
      .columns()
      .filter((column) => column.found.length > 0)
      .map((column) => {
        expect(column.issues).toBe(column.found.reduce((sum, finding) => sum + finding.count, 0));
        return [column.name, column.found.map(({ code, count, line }) => [code, count, line])];
      }),
  );
}

describe('columns that read two ways', () => {
  const invoices =
    'invoice_id;account_id;issued_at;due_at;amount\nI1;A1;03/04/2026;04/05/2026;1.234\nI2;A2;03/04/2026;05/06/2026;2.500\n';

  it('are refused with the first of them, an example and their number', () => {
    const error = failure(() => planFile(file(invoices)));
    expect(error.code).toBe('ambiguous_date');
    expect(error.details).toEqual({ column: 'issued_at', example: '03/04/2026', columns: 2 });
    expect(error.message).toContain('One other column');
    const number = failure(() => planFile(file(invoices), { dateFormat: 'dmy' }));
    expect([number.code, number.details]).toEqual([
      'ambiguous_number',
      { column: 'amount', example: '1.234', columns: 1 },
    ]);
  });

  it('are listed with different examples where the file is only described', () => {
    const { questions, kindGuess, rows, columns } = describeFile(file(invoices));
    expect(questions.map((question) => columnQuestion.parse(question))).toEqual([
      { column: 'issued_at', asks: 'date', examples: ['03/04/2026'] },
      { column: 'due_at', asks: 'date', examples: ['04/05/2026', '05/06/2026'] },
      { column: 'amount', asks: 'decimal', examples: ['1.234', '2.500'] },
    ]);
    expect(kindGuess).toBe('invoices');
    expect(rows[0]).toEqual(['I1', 'A1', '03/04/2026', '04/05/2026', '1.234']);
    expect(columns.map((column) => column.issues)).toEqual([0, 0, 2, 2, 2]);
  });

  it('are read by the answer for the column, then by the one for all', () => {
    const read = (options: PlanOptions): unknown =>
      rowsOf(file(invoices), { kind: 'invoices', ...options })[0]?.slice(2);
    expect(read({ dateFormats: { issued_at: 'dmy', due_at: 'mdy' }, decimals: { amount: ',' } })).toEqual([
      dayFromIso('2026-04-03'),
      dayFromIso('2026-04-05'),
      1234,
    ]);
    expect(read({ dateFormat: 'mdy', dateFormats: { due_at: 'dmy' }, decimal: '.' })).toEqual([
      dayFromIso('2026-03-04'),
      dayFromIso('2026-05-04'),
      1.234,
    ]);
    expect(planFile(file(invoices), { dateFormat: 'dmy', decimal: ',' }).questions).toEqual([]);
  });

  it('keep the answer that was given, and say so where a date contradicts it', () => {
    const path = file('account_id,date,metric,value\nA1,03/04/2026,logins,1\nA1,12/31/2026,logins,2\n');
    const plan = planFile(path, { dateFormats: { date: 'dmy' } });
    expect(plan.issues).toContainEqual(
      expect.objectContaining({ code: 'date_order_contradicted', column: 'date', line: 3, severity: 'warning' }),
    );
    expect(rowsOf(path, { dateFormats: { date: 'dmy' } })).toEqual([['A1', dayFromIso('2026-04-03'), 'logins', 1]]);
    expect(rowsOf(path, {})).toHaveLength(2);
  });
});

describe('a file that cannot be planned', () => {
  it('is described with its columns and first rows as written, whatever is wrong with it', () => {
    const path = file('What;Is ;This\n 1;"a;b";\n2;c;d\n', 'strange.csv');
    expect(failure(() => planFile(path)).code).toBe('unknown_kind');
    const described = describeFile(path);
    expect(described).toMatchObject({ kindGuess: null, delimiter: ';', headerRow: 1, rowCount: 2, questions: [] });
    expect(described.rows).toEqual([
      [' 1', 'a;b', ''],
      ['2', 'c', 'd'],
    ]);
    const wrong = { kind: 'tickets', mapping: { Nowhere: 'account_id' } } as const;
    expect(failure(() => planFile(path, wrong)).code).toBe('mapping_invalid');
    expect(describeFile(path, wrong).columns.map((column) => column.name)).toEqual(['What', 'Is', 'This']);
    const twice = { kind: 'tickets', mapping: { What: 'ticket_id', Is: 'ticket_id', This: 'opened_at' } } as const;
    expect(failure(() => planFile(path, twice)).code).toBe('mapping_invalid');
    expect(describeFile(path, twice).columns.map((column) => column.canonical)).toEqual([
      'ticket_id',
      null,
      'opened_at',
    ]);
    const unreadable = { kind: 'surveys', constants: { kind: 'poll' } } as const;
    expect(failure(() => planFile(path, unreadable)).code).toBe('mapping_invalid');
    expect(describeFile(path, unreadable).rowCount).toBe(2);
  });

  it('names the columns it lacks and what is wrong in the others', () => {
    const described = describeFile(file('ticket_id,opened_at,severity\nT1,2026-02-30,P1\nT2,2026-01-01,P2\n'));
    expect(described).toMatchObject({ kindGuess: 'tickets', missing: ['account_id'] });
    expect(described.columns[1]).toMatchObject({ issues: 1, found: [{ code: 'bad_date', count: 1, line: 2 }] });
  });
});

describe('what is wrong by column', () => {
  it('is counted over all rows, also behind the first wrong cell of a row', () => {
    expect(
      findingsOf(
        file(
          'ticket_id,account_id,opened_at,closed_at,severity,escalated\nT1,A1,2026-02-30,soon,P9,maybe\nT2,,2026-01-02,2026-01-01,P1,yes\nT3,A1,2026-01-02,soon,P1,yes\n',
        ),
        { today: 30_000 },
      ),
    ).toEqual({
      account_id: [['missing_required', 1, 3]],
      opened_at: [['bad_date', 1, 2]],
      closed_at: [['bad_date', 2, 2]],
      severity: [['bad_priority', 1, 2]],
      escalated: [['bad_boolean', 1, 2]],
    });
  });

  it('has warnings about values beside those about the whole column', () => {
    expect(
      findingsOf(
        file(
          'invoice_id,account_id,issued_at,paid_at,amount\nI1,A1,2026-02-01,2026-01-01,$5\nI2,A1,2026-02-01,2126-01-01,€6\n',
        ),
        {
          today: dayFromIso('2026-06-01') ?? 0,
        },
      ),
    ).toEqual({
      paid_at: [
        ['paid_before_issued', 1, 2],
        ['future_date', 1, 3],
      ],
      amount: [['mixed_currencies', 1, 0]],
    });
  });
});

describe('checks across columns', () => {
  it.each<[file: string, found: Record<string, [string, number, number][]>]>([
    [
      'account_id,name,start_date,renewal_date\nA1,Acme,2026-02-01,2026-01-01\n',
      { renewal_date: [['end_before_start', 1, 2]] },
    ],
    [
      'ticket_id,account_id,opened_at,closed_at\nT1,A1,2026-01-02T10:00:00Z,2026-01-02T09:59:59Z\n',
      { closed_at: [['closed_before_opened', 1, 2]] },
    ],
    [
      'account_id,kind,sent_at,responded_at,rating\nA1,nps,2026-01-02,2026-01-01,9\nA1,nps,2026-01-02,,\n',
      { responded_at: [['answered_before_sent', 1, 2]] },
    ],
    [
      'subscription_id,account_id,start_date,end_date,mrr,churn_flag\nS1,A1,2026-02-01,2026-01-01,5,yes\nS2,A1,2026-02-01,,5,yes\n',
      { end_date: [['end_before_start', 1, 2]], churn_flag: [['ended_without_date', 1, 3]] },
    ],
    [
      'account_id,date,metric,value\nA1,2026-06-02,logins,1\nA1,2026-06-03,logins,1\nA1,2026-06-04,logins,1\n',
      { date: [['future_date', 2, 3]] },
    ],
  ])('%s', (text, found) => {
    expect(findingsOf(file(text), { today: dayFromIso('2026-06-01') ?? 0 })).toEqual(found);
  });
});

describe('what has to be said of words', () => {
  const renewals = 'account_id,date,renewed\nA1,2026-01-01,Yes\nA2,2026-01-02,No\n';

  it('is asked where yes and no stand for an outcome, and for which of them', () => {
    const mapping = { renewed: 'outcome' };
    const error = failure(() => planFile(file(renewals), { kind: 'outcomes', mapping }));
    expect([error.code, error.details]).toEqual(['mapping_invalid', { column: 'renewed', values: 'Yes, No' }]);
    const values = { outcome: { yes: 'renewal', NO: 'churn' } };
    expect(rowsOf(file(renewals), { kind: 'outcomes', mapping, values }).map((cells) => cells[2])).toEqual([
      'renewal',
      'churn',
    ]);
  });

  it('is asked where a churn flag seems to say who stays', () => {
    const path = file('subscription_id,account_id,start_date,end_date,is_active\nS1,A1,2026-01-01,2026-02-01,no\n');
    const mapping = { is_active: 'churn_flag' };
    expect(failure(() => planFile(path, { kind: 'subscriptions', mapping })).message).toContain('which customers stay');
    const values = { churn_flag: { yes: 'no', no: 'yes' } };
    const plan = planFile(path, { kind: 'subscriptions', mapping, values });
    const [batch] = [...readRows(plan)];
    expect(batch?.rows[0]?.more).toHaveLength(1);
    expect(plan.recipe.options.values).toEqual(values);
  });

  it('is refused where it cannot be stored', () => {
    const values = { outcome: { yes: 'renewal', no: 'chrun' } };
    const error = failure(() =>
      planFile(file(renewals), { kind: 'outcomes', mapping: { renewed: 'outcome' }, values }),
    );
    expect(error.code).toBe('mapping_invalid');
    expect(error.message).toContain('churn, renewal');
  });

  it('does not help where an NPS column holds scores of a company', () => {
    const score = file('account_id,date,nps\nA1,2026-01-01,-40\nA2,2026-01-01,35\nA3,2026-01-01,8\n');
    expect(failure(() => planFile(score)).message).toContain('-40 to 35');
    const answers = file('account_id,date,nps\nA1,2026-01-01,11\nA2,2026-01-01,9\nA3,2026-01-01,8\n');
    expect(rowsOf(answers, {})).toHaveLength(2);
  });
});

describe('recipe', () => {
  it('keeps what the numbers of a column are multiplied by, also where the header says otherwise', () => {
    const path = file('ticket_id,account_id,opened_at,First response time (hours)\nT1,A1,2026-01-01,1.5\n');
    const header = 'First response time (hours)';
    const read = (options: PlanOptions): unknown => rowsOf(path, options)[0]?.at(-1);
    const recipes = [{}, { factors: { [header]: 1 } }, { factors: { [header]: 2 } }].map(
      (options) => planFile(path, options).recipe.options,
    );
    expect(recipes.map(read)).toEqual([90, 1.5, 3]);
  });

  it('holds everything that was detected, in the shape of the import options', () => {
    const plan = planFile(
      file(
        'Kunde ID;Name;Vertragsbeginn;ARR;Score;Since;Note\nA1;Acme;03/04/2026;1.234;0,5;01.02.2026;x\nA2;Beta;31/01/2026;1,5;1,5;02.02.2026;5\n',
      ),
      { mapping: { Note: '' } },
    );
    expect(importOptions.parse(plan.recipe.options)).toEqual({
      kind: 'accounts',
      mapping: {
        'Kunde ID': 'account_id',
        Name: 'name',
        Vertragsbeginn: 'start_date',
        ARR: 'arr',
        Score: 'Score',
        Since: 'Since',
        Note: '',
      },
      delimiter: ';',
      dateFormats: { Vertragsbeginn: 'dmy', Since: 'dmy' },
      decimals: { ARR: ',', Score: ',' },
      types: { Score: 'number', Since: 'date' },
    });
  });
});
