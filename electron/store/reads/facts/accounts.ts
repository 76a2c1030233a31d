import { NO_DAY } from '#shared/model/day.ts';
import { type AccountFacts, type AttributeVersions, NEVER } from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import { type Cell, dayOf, doubles, ints, numberOf, positions, textOf } from './grouped.ts';
import { knownColumns, type TableReader, tableReader, yearly } from './tables.ts';
import { knownDayIn, type Source, supersededDayIn } from './versions.ts';

/** Start of surrogate ids that are not in use or hidden: they are not customers at any time. */
const NEVER_STARTS = NEVER;

/** Accounts as they stand, indexed by surrogate id − 1. */
export function readAccounts(db: ReadDb): AccountFacts {
  const rows = db
    .prepare<[], Cell[]>(
      'SELECT id, start_date, go_live_date, renewal_date, seats, arr, mrr, features_available, segment, industry FROM account WHERE present = 1 ORDER BY id',
    )
    .raw(true)
    .all();
  const count = rows.length === 0 ? 0 : Number(rows[rows.length - 1]?.[0]);
  const facts = {
    count,
    startDay: new Int32Array(count).fill(NEVER_STARTS),
    goLiveDay: new Int32Array(count).fill(NO_DAY),
    renewalDay: new Int32Array(count).fill(NO_DAY),
    seats: new Float64Array(count).fill(Number.NaN),
    arr: new Float64Array(count).fill(Number.NaN),
    featuresAvailable: new Float64Array(count).fill(Number.NaN),
    segment: new Array<string>(count).fill(''),
    industry: new Array<string>(count).fill(''),
  };
  for (const row of rows) {
    const index = Number(row[0]) - 1;
    facts.startDay[index] = dayOf(row[1]);
    facts.goLiveDay[index] = dayOf(row[2]);
    facts.renewalDay[index] = dayOf(row[3]);
    facts.seats[index] = numberOf(row[4]);
    facts.arr[index] = numberOf(row[5] ?? yearly(row[6]));
    facts.featuresAvailable[index] = numberOf(row[7]);
    facts.segment[index] = textOf(row[8]);
    facts.industry[index] = textOf(row[9]);
  }
  return facts;
}

/** Their seats, ARR and renewal date over time; only of those that changed or say when they did. */
export function attributeReader(db: ReadDb, count: number): TableReader<AttributeVersions> {
  const columns = ['id', 'seats', 'arr', 'mrr', 'renewal_date'] as const;
  const at = positions(columns);
  const source: Source = {
    kind: 'accounts',
    table: 'account',
    columns,
    shown: 'present = 1',
    by: 'id',
    dayOf: () => NO_DAY,
  };
  const [known, superseded] = [knownDayIn(source), supersededDayIn(source)];
  return tableReader(
    db,
    count,
    source,
    null,
    () => ({
      seats: doubles((row) => numberOf(row[at.seats])),
      arr: doubles((row) => numberOf(row[at.arr] ?? yearly(row[at.mrr]))),
      renewalDay: ints((row) => dayOf(row[at.renewal_date])),
      ...knownColumns(source),
    }),
    (row) => row[known] !== NO_DAY || row[superseded] !== NEVER,
  );
}
