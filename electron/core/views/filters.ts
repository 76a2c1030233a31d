import {
  ACCOUNT_STATUS,
  NO_TIER,
  outcomesAfter,
  PRIORITY_TIERS,
  riskDriverReader,
  SCORE_STATE_NAMES,
} from '#electron/engine/index.ts';
import type { AccountRecord } from '#electron/store/reads/accounts.ts';
import { type Filters, GROUP_FIELDS } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import { NO_DAY } from '#shared/model/day.ts';
import type { Book } from './book.ts';
import { earlierSnapshot, MOVE_BITS, movesSince } from './moves.ts';
import { overrideOf, referenceOf, STATUS_NAMES } from './rows.ts';
import { searchTexts } from './search-texts.ts';

type Test = (account: number, record: AccountRecord) => boolean;

/** Stands for the tier of an account that was no customer. */
const NO_CUSTOMER = '(no customer)';

/** Accounts below 50 that a signal pulls down: those the risk drivers count. */
function driverTest(book: Book, signal: string): Test {
  const isDriver = riskDriverReader(book.model, book.lostPoints, book.snapshot, (account) =>
    referenceOf(book, account),
  );
  return (account) => isDriver(account, signal);
}

/** Shown for accounts that lack a value, and accepted as a filter for them. */
export const NO_VALUE = '(none)';

/** Accounts of cohorts, and of a cell of their retention triangle. */
function cohortTests(book: Book, { cohortBy, cohort, cohortMonth, cohortOutcome }: Filters): Test[] {
  const tests: Test[] = [];
  if (cohort) {
    if (cohortBy === undefined)
      throw new AppError('bad_request', 'A cohort needs the field it is a cohort by: give cohortBy as well.');
    const column = book.cohorts(cohortBy);
    const wanted = column.cohorts.map(({ value }) => cohort.includes(value));
    tests.push((account) => wanted[column.cohortOf[account] ?? -1] === true);
  }
  if (cohortOutcome !== undefined && cohortMonth === undefined)
    throw new AppError('bad_request', 'Whether accounts were retained needs the month: give cohortMonth as well.');
  if (cohortMonth !== undefined) {
    const outcomes = outcomesAfter(book.timelines, book.asOf, cohortMonth);
    const wanted = { any: [0, 1], retained: [1], lost: [0] }[cohortOutcome ?? 'any'];
    tests.push((account) => wanted.includes(outcomes[account] ?? -1));
  }
  return tests;
}

function testsOf(book: Book, filters: Filters): Test[] {
  const { snapshot, asOf } = book;
  const tests = cohortTests(book, filters);
  for (const field of GROUP_FIELDS) {
    const wanted = filters[field];
    if (wanted) {
      const set = new Set(wanted);
      tests.push((_, record) => set.has(record[field] ?? NO_VALUE));
    }
  }
  const {
    tag,
    tier,
    status,
    state,
    renewalWithin,
    scoreMin,
    scoreMax,
    change30Below,
    priority,
    driver,
    expansionReady,
    unusual,
    tierDrop,
    overridden,
    openAlerts,
    since,
    moved,
    tierBefore,
    text,
  } = filters;
  if (tag) {
    const untagged = tag.includes(NO_VALUE);
    tests.push((account) => {
      const tags = book.tags.get(account);
      return tags ? tags.some((one) => tag.includes(one)) : untagged;
    });
  }
  if (tier)
    tests.push((account) => tier.includes(book.model.tiers[snapshot.tier[account] ?? NO_TIER]?.name ?? NO_VALUE));
  if (status) tests.push((account) => status.includes(STATUS_NAMES[snapshot.status[account] ?? 0] ?? 'not_started'));
  if (state) tests.push((account) => state.includes(SCORE_STATE_NAMES[snapshot.state[account] ?? 0] ?? 'none'));
  if (renewalWithin !== undefined) {
    tests.push((account) => {
      const day = book.renewalDay[account] ?? NO_DAY;
      return snapshot.status[account] === 1 && day !== NO_DAY && day >= asOf && day <= asOf + renewalWithin;
    });
  }
  if (scoreMin !== undefined) tests.push((account) => (snapshot.score[account] ?? Number.NaN) >= scoreMin);
  if (scoreMax !== undefined)
    tests.push((account) =>
      scoreMax >= 100
        ? (snapshot.score[account] ?? Number.NaN) <= 100
        : (snapshot.score[account] ?? Number.NaN) < scoreMax,
    );
  if (change30Below !== undefined) tests.push((account) => (book.change30[account] ?? Number.NaN) < change30Below);
  if (priority)
    tests.push((account) => priority.some((wanted) => wanted === PRIORITY_TIERS[book.priority[account] ?? 0]));
  if (driver !== undefined) tests.push(driverTest(book, driver));
  if (expansionReady !== undefined) tests.push((account) => (book.expansionReady[account] === 1) === expansionReady);
  if (unusual !== undefined) tests.push((account) => book.unusual.has(account) === unusual);
  if (tierDrop !== undefined) tests.push((account) => (book.tierDrops.get(account)?.predicted ?? false) === tierDrop);
  if (overridden !== undefined) tests.push((account) => (overrideOf(book, account) !== null) === overridden);
  // No rules raise alerts: there is none to be open.
  if (openAlerts) tests.push(() => false);
  if (moved || tierBefore) tests.push(...moveTests(book, since, moved, tierBefore));
  if (text !== undefined && text.trim() !== '') {
    const needle = text.trim().toLocaleLowerCase('en');
    const texts = searchTexts(book.records);
    tests.push((account) => texts[account]?.includes(needle) ?? false);
  }
  return tests;
}

/** What happened since an earlier snapshot; nothing happened where there is none. */
function moveTests(
  book: Book,
  since: string | undefined,
  moved: Filters['moved'],
  tierBefore: Filters['tierBefore'],
): Test[] {
  const at = earlierSnapshot(book, since);
  if (at < 0) return [() => false];
  const tests: Test[] = [];
  if (moved) {
    const masks = movesSince(book, at);
    const wanted = moved.reduce((bits, name) => bits | MOVE_BITS[name], 0);
    tests.push((account) => ((masks[account] ?? 0) & wanted) !== 0);
  }
  if (tierBefore) {
    const { tier, status } = book.dayState(at).snapshot;
    tests.push((account) => {
      const isCustomer = status[account] === ACCOUNT_STATUS.active;
      const name = book.model.tiers[tier[account] ?? NO_TIER]?.name ?? NO_VALUE;
      return tierBefore.includes(isCustomer ? name : NO_CUSTOMER);
    });
  }
  return tests;
}

const present = new WeakMap<Book['records'], Uint8Array>();

/** 1 for each account there is; found once for a list of records. */
function presentAccounts({ records, facts }: Book): Uint8Array {
  const known = present.get(records);
  if (known) return known;
  const column = Uint8Array.from({ length: facts.accounts.count }, (_, account) =>
    Number(records[account] !== undefined),
  );
  present.set(records, column);
  return column;
}

/** 1 for each account the filters leave; the order of the filters does not matter. */
export function selectAccounts(book: Book, filters: Filters | undefined): Uint8Array {
  const tests = testsOf(book, filters ?? {});
  const include = presentAccounts(book).slice();
  if (tests.length === 0) return include;
  const { records } = book;
  for (let account = 0; account < include.length; account++) {
    const record = records[account];
    if (record && !tests.every((test) => test(account, record))) include[account] = 0;
  }
  return include;
}
