import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { WriteDb } from '#electron/store/open.ts';
import { memoryWorkspace } from '#electron/store/testing.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { scoreHandler } from '../handlers/score.ts';
import { importTable, undo } from '../importing/undo-testing.ts';
import { loadPresets } from '../models.ts';
import { isOutdated, scoreHistories } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PRESETS = loadPresets(fileURLToPath(new URL('../../../resources', import.meta.url)));
const CONTROL: WorkControl = {
  isCancelled: () => false,
  onProgress: () => undefined,
  sources: [],
  target: null,
};
/** 2026-02-01, a Sunday. */
const FIRST = 20_485;
const NOW = Date.UTC(2026, 6, 1);

function contextOf(db: WriteDb): WriteContext {
  return { writer: true, db, path: '', presets: PRESETS, importPresets: [], now: () => NOW };
}

/** Scores computed under the first models, null where there is nothing to score. */
function score(db: WriteDb, models = 1, control = CONTROL): number | null {
  try {
    return scoreHistories(contextOf(db), PRESETS.slice(0, models), { replaceAll: true }, control).reduce(
      (sum, { recomputed }) => sum + recomputed,
      0,
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'no_scores') return null;
    throw error;
  }
}

/** Everything stored about scores. */
function stored(db: WriteDb): unknown {
  return db
    .prepare(
      `SELECT s.model_version, s.as_of, s.leading, s.accounts, s.scored, s.provisional, s.unscored, s.mean_micro, c.name, hex(c.data) AS data
       FROM snapshot AS s JOIN snapshot_column AS c ON c.snapshot = s.id ORDER BY 1, 2, c.name`,
    )
    .all();
}

/** What the same facts come to when nothing had been stored. */
function computedAnew(db: WriteDb, models: number): unknown {
  const copy = new Database(db.serialize()) as WriteDb;
  copy.exec(`DELETE FROM snapshot; DELETE FROM usage_block; DELETE FROM meta WHERE key = 'usage_blocks'`);
  score(copy, models);
  const all = stored(copy);
  copy.close();
  return all;
}

type FileKind = NonNullable<ImportOptions['kind']>;
type File = { readonly kind: FileKind; readonly csv: string };
const table = (kind: FileKind, ...lines: string[]): File => ({
  kind,
  csv: `${lines.join('\n')}\n`,
});
const series = (account: string, from: number, days: number, value: number, metric = 'logins'): string[] =>
  Array.from({ length: days }, (_, day) => `${account},${isoFromDay(FIRST + from + day)},${metric},${value}`);
const usageTable = (...rows: string[]): File => table('usage', 'account_id,date,metric,value', ...rows);
const ACCOUNTS = table('accounts', 'account_id,name,arr', 'A1,One,10', 'A2,Two,20', 'A3,Three,30');

describe('bringing a history up to date', () => {
  function workspace(): { db: WriteDb; load: (file: File) => number } {
    const db = memoryWorkspace();
    const load = ({ kind, csv }: File): number => importTable(db, folder, csv, { kind }).batchId ?? 0;
    load(ACCOUNTS);
    load(usageTable(...['A1', 'A2', 'A3'].flatMap((account) => series(account, 0, 98, 5))));
    // Somebody opens a ticket every Sunday, so that one more does not make the source any fresher.
    const tickets = Array.from({ length: 14 }, (_, week) => `T${week},A1,${isoFromDay(FIRST + 7 * week)}`);
    load(table('tickets', 'ticket_id,account_id,opened_at', ...tickets));
    return { db, load };
  }

  it('computes nothing when nothing has changed', () => {
    const { db } = workspace();
    // Fifteen Sundays from the first to the 14th after it less one day: 2026-02-01 … 2026-05-03, then 2026-05-09.
    expect(score(db)).toBe(15 * 3);
    const before = stored(db);
    expect(score(db)).toBe(0);
    expect(stored(db)).toEqual(before);
    db.close();
  });

  it('knows scores of earlier formulas until every version that has scores is scored again', () => {
    const { db } = workspace();
    const now = (input: { model?: string }) => scoreHandler(contextOf(db), input, CONTROL);
    expect(isOutdated(db)).toBe(true);
    // The first scores of a workspace are of today's formulas, however few of them there are.
    now({ model: '001-five' });
    expect(isOutdated(db)).toBe(false);
    // Under the official version and the one that has scores: an account's fifteen weeks each.
    expect(now({}).recomputed).toBe(15 * 3);
    expect(isOutdated(db)).toBe(false);
    db.exec("UPDATE meta SET value = '1' WHERE key = 'scored_by'");
    expect(isOutdated(db)).toBe(true);
    now({ model: '001-five' });
    expect(isOutdated(db)).toBe(true);
    now({});
    expect(isOutdated(db)).toBe(false);
    db.close();
  });

  it('computes the account and the weeks a new fact can touch, and keeps the rest', () => {
    const { db, load } = workspace();
    score(db);
    // 2026-04-12 is a Sunday: that week's close, three more Sundays and the as-of day.
    const batch = load(table('tickets', 'ticket_id,account_id,opened_at', 'T99,A2,2026-04-12'));
    expect(score(db)).toBe(5);
    expect(stored(db)).toEqual(computedAnew(db, 1));
    undo(db, batch);
    expect(score(db)).toBe(5);
    expect(stored(db)).toEqual(computedAnew(db, 1));
    db.close();
  });

  it('computes all weeks of an account whose own attributes change, and new weeks for everybody', () => {
    const { db, load } = workspace();
    score(db);
    load(table('accounts', 'account_id,name,arr,seats', 'A2,Two,20,7'));
    expect(score(db)).toBe(15);
    load(usageTable(...series('A1', 98, 7, 4)));
    // The as-of day moves from Saturday 2026-05-09 to 2026-05-16: two new days, of three accounts each.
    expect(score(db)).toBe(6);
    expect(stored(db)).toEqual(computedAnew(db, 1));
    db.close();
  });

  it('computes everything again under another model, and keeps what it computed under the first', () => {
    const { db, load } = workspace();
    score(db);
    expect(score(db, 2)).toBe(15 * 3);
    load(table('tickets', 'ticket_id,account_id,opened_at', 'T99,A2,2026-05-03'));
    // The Sunday itself and the as-of day after it, under two models.
    expect(score(db, 2)).toBe(4);
    expect(stored(db)).toEqual(computedAnew(db, 2));
    db.close();
  });

  it('keeps the earlier scores when it is cancelled on the way', () => {
    const { db, load } = workspace();
    score(db, 2);
    const before = stored(db);
    load(usageTable(...series('A1', 0, 98, 1)));
    let asked = 0;
    const copy = new Database(db.serialize()) as WriteDb;
    score(copy, 2, { ...CONTROL, isCancelled: () => ++asked < 0 });
    copy.close();
    // At the last time it asks: by then the scores under the first model were written.
    expect(() => score(db, 2, { ...CONTROL, isCancelled: () => --asked === 0 })).toThrow('cancelled');
    expect(stored(db)).toEqual(before);
    db.close();
  });
});

const dayOf = fc.integer({ min: 0, max: 125 }).map((day) => isoFromDay(FIRST + day));
const maybe = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary }, { weight: 1, arbitrary: fc.constant('') });
const account = fc.constantFrom('A1', 'A2', 'A3');
const rating = fc.constantFrom('1', '3', '4', '5');
const key = (prefix: string): fc.Arbitrary<string> => fc.nat(4).map((number) => `${prefix}${number}`);
const rowsOf = (kind: FileKind, header: string, ...cells: fc.Arbitrary<string>[]): fc.Arbitrary<File> =>
  fc
    .array(fc.tuple(...cells), { minLength: 1, maxLength: 5 })
    .map((rows) => table(kind, header, ...rows.map((row) => row.join(','))));

const usageRows = fc
  .array(
    fc.tuple(
      account,
      fc.nat(110),
      fc.integer({ min: 1, max: 90 }),
      fc.nat(9),
      fc.constantFrom('logins', 'active_users', 'feature:a', 'feature:b', 'api_calls', 'session_minutes'),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((specs) => usageTable(...specs.flatMap((spec) => series(...spec))));

const anyFile = fc.oneof(
  rowsOf(
    'accounts',
    'account_id,name,seats,start_date,renewal_date,segment,updated_at',
    account,
    fc.constant('Name'),
    maybe(fc.constantFrom('5', '9')),
    maybe(dayOf),
    maybe(dayOf),
    maybe(fc.constantFrom('SMB', 'Enterprise')),
    maybe(dayOf),
  ),
  { arbitrary: usageRows, weight: 3 },
  rowsOf(
    'tickets',
    'ticket_id,account_id,opened_at,closed_at,csat,escalated,severity,updated_at',
    key('T'),
    account,
    dayOf,
    maybe(dayOf),
    maybe(rating),
    maybe(fc.constant('true')),
    maybe(fc.constantFrom('P1', 'P3')),
    maybe(dayOf),
  ),
  rowsOf(
    'surveys',
    'account_id,kind,sent_at,responded_at,rating',
    account,
    fc.constantFrom('nps', 'csat'),
    dayOf,
    maybe(dayOf),
    maybe(rating),
  ),
  rowsOf(
    'touchpoints',
    'account_id,date,type,attended',
    account,
    dayOf,
    fc.constantFrom('qbr', 'training', 'community', 'meeting'),
    maybe(fc.constantFrom('true', 'false')),
  ),
  rowsOf(
    'invoices',
    'invoice_id,account_id,issued_at,due_at,paid_at,amount',
    key('I'),
    account,
    dayOf,
    maybe(dayOf),
    maybe(dayOf),
    fc.constant('10'),
  ),
  rowsOf(
    'contracts',
    'account_id,effective_date,change,arr,seats,term_end',
    account,
    dayOf,
    fc.constantFrom('new', 'renewal', 'upgrade', 'downgrade', 'churn'),
    maybe(rating),
    maybe(rating),
    maybe(dayOf),
  ),
  rowsOf('outcomes', 'account_id,date,outcome', account, dayOf, fc.constantFrom('churn', 'renewal')),
  rowsOf(
    'contacts',
    'contact_id,account_id,name,role,is_champion,created_at,left_at,updated_at',
    key('C'),
    account,
    fc.constant('Kim'),
    fc.constant('user'),
    maybe(fc.constant('true')),
    maybe(dayOf),
    maybe(dayOf),
    maybe(dayOf),
  ),
  rowsOf('milestones', 'account_id,name,due_date,completed_at', account, key('M'), maybe(dayOf), maybe(dayOf)),
);
const anyStep = fc.oneof(
  { arbitrary: anyFile.map((file) => ({ file, undo: null })), weight: 3 },
  { arbitrary: fc.nat(20).map((which) => ({ file: null, undo: which })), weight: 1 },
);

it('comes to what scoring everything anew comes to, whatever was imported and taken back', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 6 }), (steps) => {
      const db = memoryWorkspace();
      const batches = [importTable(db, folder, ACCOUNTS.csv, { kind: 'accounts' }).batchId ?? 0];
      for (const step of steps) {
        if (step.file) {
          const { batchId } = importTable(db, folder, step.file.csv, { kind: step.file.kind });
          if (batchId !== null) batches.push(batchId);
        } else {
          const [batch] = batches.splice((step.undo ?? 0) % Math.max(1, batches.length), 1);
          if (batch !== undefined) undo(db, batch);
        }
        if (score(db, 2) !== null) expect(stored(db)).toEqual(computedAnew(db, 2));
      }
      db.close();
    }),
    { numRuns: 1000, interruptAfterTimeLimit: 30_000 },
  );
}, 90_000);
