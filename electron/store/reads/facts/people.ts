import { dayFromEpochMs, NO_DAY } from '#shared/model/day.ts';
import { type ContactFacts, MILESTONE_KINDS, type MilestoneFacts, ROI_STATUSES } from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import { bytes, dayOf, flagOf, ints, positions, textOf, texts, wordIndex } from './grouped.ts';
import { knownColumns, type TableReader, tableReader } from './tables.ts';
import { idIn, knownAtIn, type Source } from './versions.ts';

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
  const source: Source = {
    kind: 'contacts',
    table: 'contact',
    columns,
    shown: `present = 1 AND ${shown('account')}`,
    by: 'id',
    dayOf: () => NO_DAY,
  };
  const id = idIn(source);
  return tableReader(db, accounts, source, null, () => ({
    person: ints((row) => Number(row[id])),
    createdDay: ints((row) => dayOf(row[at.created_at])),
    lastLoginDay: ints((row) => dayOf(row[at.last_login_at])),
    leftDay: ints((row) => dayOf(row[at.left_at])),
    sponsor: bytes((row) => flagOf(row[at.is_sponsor])),
    champion: bytes((row) => flagOf(row[at.is_champion])),
    admin: bytes((row) => flagOf(row[at.is_admin])),
    ...knownColumns(source),
    department: texts((row) => textOf(row[at.department]).trim().toLowerCase()),
  }));
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
  const source: Source = {
    kind: 'milestones',
    table: 'milestone',
    columns,
    shown: shown('account'),
    by: 'due_date',
    dayOf: (row) => dayOf(row[at.due_date]),
  };
  const kind = wordIndex(MILESTONE_KINDS);
  const importedAt = knownAtIn(source);
  return tableReader(db, accounts, source, null, (lastDay) => ({
    dueDay: ints((row) => dayOf(row[at.due_date])),
    completedDay: ints((row) => dayOf(row[at.completed_at])),
    kind: bytes((row) => kind(row[at.kind])),
    roi: bytes((row) => roiStatus(textOf(row[at.roi_status]))),
    roiDay: ints((row) =>
      row[at.completed_at] === null
        ? Math.min(dayFromEpochMs(Number(row[importedAt])), lastDay)
        : dayOf(row[at.completed_at]),
    ),
    ...knownColumns(source),
  }));
}
