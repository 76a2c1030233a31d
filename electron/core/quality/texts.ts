import { CONSISTENCY_POINTS, CONTRADICTION_POINTS, FIELD_POINTS, FIELDS, SOURCE_POINTS, SOURCES } from './score.ts';

/** How the score is made, for people. */
export const SCORE_TEXT =
  `Of 100 points an account gets ${FIELD_POINTS} for each of ${FIELDS.map(([, name]) => name).join(', ')}; ` +
  `${SOURCE_POINTS} for each source: ${SOURCES.map(([, name]) => name).join(', ')} (half when the source is stale); ` +
  `and ${CONSISTENCY_POINTS} for agreeing with itself, less ${CONTRADICTION_POINTS} for every kind of contradiction. ` +
  'Tickets and surveys need no row of the account itself; of a churned account neither a renewal date nor fresh sources are expected. ' +
  'The score of the data is the mean over the accounts.';

/** What the report looked at, for people. */
export const CHECKED_TEXT =
  'Every stored row of accounts that are shown; batches that were taken back are left out. Ages count to the as-of date, not to today. ' +
  'Contradictions: churn marks, churn outcomes and contracts that disagree; ends before starts; activity before the start or after the churn of an account; ' +
  'dates after the day of import; users above seats; ARR of zero and renewals that are past while active. ' +
  'Also: rows that wait, were rejected or repeat; blanks; names that are alike; other currencies; columns with one value; outliers; sources that ended.';
