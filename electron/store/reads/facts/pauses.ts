import { type Day, NO_DAY } from '#shared/model/day.ts';
import type { ReadDb } from '../../open.ts';
import { textOf } from './grouped.ts';
import { knownDayIn, readJournal, type Source, supersededDayIn, versionPages } from './versions.ts';

/** What exports call an account nobody can observe any more without its having left: paused, or merged into another. */
const SET_ASIDE = /^\s*(?:paused?|on[\s_-]?hold|suspended|frozen|merged\b.*|merge[ds]? into\b.*)\s*$/i;

/** A spell in which an account was paused or merged, by surrogate id − 1: from its first day until the day before `until`. */
export type Pause = { readonly account: number; readonly from: Day; readonly until: Day };
export type Pauses = {
  /** In order of accounts. */
  readonly spells: readonly Pause[];
  /** Accounts that are paused or merged in all that is known of them: nobody can tell since when. */
  readonly undated: number;
};

/**
 * Spells of accounts whose status says that they are paused or merged. A status counts from the day its source changed it, or
 * that of the import that brought it in place of another; one that was there with the first import and has no update time has
 * no day.
 *
 * @param lastDay nothing is known later
 */
export function readPauses(db: ReadDb, lastDay: Day): Pauses {
  const source: Source = {
    kind: 'accounts',
    table: 'account',
    columns: ['id', 'status'],
    shown: 'present = 1',
    by: 'id',
    dayOf: () => NO_DAY,
  };
  const [known, superseded] = [knownDayIn(source), supersededDayIn(source)];
  const accounts = db.prepare<[], { last: number | null }>('SELECT max(id) AS last FROM account').get()?.last ?? 0;
  const spells: Pause[] = [];
  let undated = 0;
  for (const page of versionPages(db, source, accounts, lastDay, readJournal(db, source)))
    for (const row of page) {
      if (!SET_ASIDE.test(textOf(row[1]))) continue;
      const from = Number(row[known]);
      if (from === NO_DAY) undated += 1;
      else spells.push({ account: Number(row[0]) - 1, from, until: Number(row[superseded]) });
    }
  return { spells: spells.sort((a, b) => a.account - b.account || a.from - b.from), undated };
}
