import { type Day, dayFromEpochMs } from '#shared/model/day.ts';
import { type ContactFacts, MILESTONE_KINDS, type MilestoneFacts, ROI_STATUSES } from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import { dayOf, fillColumns, flagOf, positions, type Row, textOf, wordIndex } from './grouped.ts';
import { knownCells, knownColumns, type TableReader } from './tables.ts';
import { readCurrent, withVersions } from './versions.ts';

export function contactReader(
  db: ReadDb,
  accounts: number,
  shown: (account: string) => string,
): TableReader<ContactFacts> {
  const columns = [
    'account',
    'created_at',
    'last_login_at',
    'left_at',
    'is_sponsor',
    'is_champion',
    'is_admin',
    'department',
  ] as const;
  const at = positions(columns);
  const source = {
    kind: 'contacts',
    table: 'contact',
    columns,
    shown: `present = 1 AND ${shown('account')}`,
  } as const;
  const current = readCurrent(db, source, 'id');
  const idAt = columns.length + 2;
  return {
    days: () => [],
    facts(lastDay) {
      const versions = withVersions(db, current, lastDay, () => 0);
      const { length } = versions.rows;
      const facts = {
        ...fillColumns(
          versions.rows,
          accounts,
          0,
          {
            person: new Int32Array(length),
            createdDay: new Int32Array(length),
            lastLoginDay: new Int32Array(length),
            leftDay: new Int32Array(length),
            sponsor: new Uint8Array(length),
            champion: new Uint8Array(length),
            admin: new Uint8Array(length),
            ...knownColumns(length),
          },
          {
            person: (row) => Number(row[idAt]),
            createdDay: (row) => dayOf(row[at.created_at]),
            lastLoginDay: (row) => dayOf(row[at.last_login_at]),
            leftDay: (row) => dayOf(row[at.left_at]),
            sponsor: (row) => flagOf(row[at.is_sponsor]),
            champion: (row) => flagOf(row[at.is_champion]),
            admin: (row) => flagOf(row[at.is_admin]),
            ...knownCells(versions),
          },
        ),
        department: versions.rows.map((row) => textOf(row[at.department]).trim().toLowerCase()),
      };
      return { facts, total: versions.total, untimed: versions.untimed };
    },
  };
}

const ROI_WORDS: readonly (readonly [RegExp, (typeof ROI_STATUSES)[number]])[] = [
  [/^(none|no|not\b.*|n\/?a|missing|negative|unproven)/i, 'none'],
  [/progress|partial|started|pending|tracking|on[\s_-]?track|ongoing/i, 'in_progress'],
  [/demonstrated|achieved|proven|positive|reali[sz]ed|confirmed|delivered|yes|done|complete/i, 'demonstrated'],
];

/** Index into ROI_STATUSES of the word a file gives, 255 when it says nothing known. */
function roiStatus(text: string): number {
  const word = ROI_WORDS.find(([pattern]) => pattern.test(text.trim()))?.[1];
  return word === undefined ? 255 : ROI_STATUSES.indexOf(word);
}

export function milestoneReader(
  db: ReadDb,
  accounts: number,
  shown: (account: string) => string,
): TableReader<MilestoneFacts> {
  const columns = ['account', 'due_date', 'completed_at', 'kind', 'roi_status'] as const;
  const at = positions(columns);
  const source = { kind: 'milestones', table: 'milestone', columns, shown: shown('account') } as const;
  const current = readCurrent(db, source, 'due_date');
  const kind = wordIndex(MILESTONE_KINDS);
  return {
    days: () => [],
    facts(lastDay) {
      const versions = withVersions(db, current, lastDay, (row) => dayOf(row[at.due_date]));
      const { length } = versions.rows;
      const imported = (row: Row): Day => Math.min(dayFromEpochMs(Number(row[columns.length])), lastDay);
      const facts = fillColumns(
        versions.rows,
        accounts,
        0,
        {
          dueDay: new Int32Array(length),
          completedDay: new Int32Array(length),
          kind: new Uint8Array(length),
          roi: new Uint8Array(length),
          roiDay: new Int32Array(length),
          ...knownColumns(length),
        },
        {
          dueDay: (row) => dayOf(row[at.due_date]),
          completedDay: (row) => dayOf(row[at.completed_at]),
          kind: (row) => kind(row[at.kind]),
          roi: (row) => roiStatus(textOf(row[at.roi_status])),
          roiDay: (row) => (row[at.completed_at] === null ? imported(row) : dayOf(row[at.completed_at])),
          ...knownCells(versions),
        },
      );
      return { facts, total: versions.total, untimed: versions.untimed };
    },
  };
}
