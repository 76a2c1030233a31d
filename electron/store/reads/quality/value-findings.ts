import type { ReadDb } from '../../open.ts';
import { type Finding, type FindingRow, grouped, type Parameters, runRule, SAMPLE_ROWS } from './findings.ts';
import { be, have, iso, OWNER, type Rule } from './rules.ts';
import { LogHistogram, OUTLIER_SPREADS, type UsageProfile } from './usage.ts';

const RULE_TEXT = `more than ${OUTLIER_SPREADS} times the usual spread from the median (logarithms; spread: median absolute deviation × 1.4826, at least 0.2)`;

/** What only a look at all values at once shows: names that are alike, outliers, more users than seats. */
export function readValueFindings(db: ReadDb, parameters: Parameters, usage: UsageProfile): Finding[] {
  const values = { ...parameters, firstImport: null };
  return [
    similarNames(db),
    arrOutliers(db, values),
    usersAboveSeats(db, usage),
    usageRule(db, values, usage, 'negative'),
    usageRule(db, values, usage, 'outlier'),
  ].filter((finding) => finding !== null);
}

/** The name as people hear it: width, case, spaces, hyphens and punctuation left out. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{Cf}]+/gu, '');
}

type Named = { readonly id: number; readonly accountId: string; readonly name: string; readonly batchId: number };

function similarNames(db: ReadDb): Finding | null {
  const groups = new Map<string, Named[]>();
  const accounts = db
    .prepare<[], Named>(
      'SELECT id, natural_key AS accountId, name, batch_id AS batchId FROM account WHERE present = 1 ORDER BY id',
    )
    .all();
  for (const account of accounts) {
    const key = foldName(account.name);
    if (key === '') continue;
    const group = groups.get(key);
    if (group) group.push(account);
    else groups.set(key, [account]);
  }
  const alike = [...groups.values()].filter((group) => group.length > 1);
  if (alike.length === 0) return null;
  const members = alike.flat();
  return {
    code: 'similar_names',
    severity: 'warning',
    kind: 'accounts',
    contradiction: false,
    count: members.length,
    message: `${grouped(members.length)} of ${grouped(accounts.length)} accounts have the name of another account, but for case, spaces and hyphens: ${alike.length === 1 ? 'one may be a duplicate' : `${grouped(alike.length)} names in all`}.`,
    rows: alike
      .flatMap((group) =>
        group.map((account): FindingRow => {
          const other = group.find((candidate) => candidate !== account) ?? account;
          return {
            accountId: account.accountId,
            accountName: account.name.slice(0, 200),
            row: account.accountId.slice(0, 200),
            detail: `Like ${other.accountId.slice(0, 100)}, “${other.name.slice(0, 200)}”.`,
            batchId: account.batchId,
          };
        }),
      )
      .slice(0, SAMPLE_ROWS),
    accounts: members.map((account) => account.id),
  };
}

type Values = Parameters & { readonly firstImport: number | null };

function arrOutliers(db: ReadDb, values: Values): Finding | null {
  const histogram = new LogHistogram();
  let known = 0;
  for (const [arr] of db
    .prepare<[], [number]>('SELECT coalesce(arr, mrr * 12) FROM account WHERE present = 1 AND coalesce(arr, mrr) > 0')
    .raw(true)
    .iterate()) {
    histogram.add(arr);
    known++;
  }
  const bounds = histogram.bounds();
  if (bounds === null) return null;
  const rule: Rule = {
    code: 'outlier',
    severity: 'info',
    kind: 'accounts',
    contradiction: false,
    from: 'account AS a',
    where: `a.present = 1 AND coalesce(a.arr, a.mrr) > 0 AND (coalesce(a.arr, a.mrr * 12) < ${bounds.lower} OR coalesce(a.arr, a.mrr * 12) > ${bounds.upper})`,
    row: 'a.natural_key',
    detail: `'ARR ' || printf('%,d', coalesce(a.arr, a.mrr * 12)) || '; the median is ${grouped(Math.round(bounds.median))}.'`,
    batch: 'a.batch_id',
    message: (count, of, n) => `${count} of ${of} ARR values ${n === 1 ? 'lies' : 'lie'} ${RULE_TEXT}.`,
  };
  return runRule(db, rule, values, known);
}

function usersAboveSeats(db: ReadDb, usage: UsageProfile): Finding | null {
  if (usage.activeUsers.size === 0) return null;
  type Seated = Named & { readonly seats: number };
  const seated = db
    .prepare<[], Seated>(
      'SELECT id, natural_key AS accountId, name, batch_id AS batchId, seats FROM account WHERE present = 1 AND seats > 0 ORDER BY id',
    )
    .all()
    .filter((account) => usage.activeUsers.has(account.id));
  const above = seated.filter((account) => (usage.activeUsers.get(account.id) ?? 0) > account.seats);
  if (above.length === 0) return null;
  return {
    code: 'users_above_seats',
    severity: 'warning',
    kind: 'usage',
    contradiction: true,
    count: above.length,
    message: `${grouped(above.length)} of ${grouped(seated.length)} accounts with seats and active users ${have(above.length)} more active users a day than seats in the last 30 days.`,
    rows: above.slice(0, SAMPLE_ROWS).map((account) => ({
      accountId: account.accountId,
      accountName: account.name.slice(0, 200),
      row: account.accountId.slice(0, 200),
      detail: `${grouped(usage.activeUsers.get(account.id) ?? 0)} active users on one day, ${grouped(account.seats)} seats.`,
      batchId: account.batchId,
    })),
    accounts: above.map((account) => account.id),
  };
}

/** Values of usage that cannot be, or hardly so; reads the values again only where the first pass saw some. */
function usageRule(db: ReadDb, values: Values, usage: UsageProfile, what: 'negative' | 'outlier'): Finding | null {
  const tests = usage.metrics.flatMap((metric) =>
    what === 'negative'
      ? metric.negative > 0
        ? ['u.value < 0']
        : []
      : metric.upper === null
        ? []
        : [`(u.key % 1024 = ${metric.id} AND u.value > ${metric.upper})`],
  );
  if (tests.length === 0) return null;
  const rule: Rule = {
    code: what,
    severity: what === 'negative' ? 'warning' : 'info',
    kind: 'usage',
    contradiction: what === 'negative',
    from: `(SELECT key, value, batch_id, key / ${OWNER} AS account FROM usage
      UNION ALL SELECT x.key, x.value, x.batch_id, c.account FROM contact_usage AS x JOIN contact AS c ON c.id = x.key / ${OWNER}) AS u JOIN account AS a ON a.id = u.account`,
    where: `a.present = 1 AND (${[...new Set(tests)].join(' OR ')})`,
    row: `(SELECT name FROM metric WHERE id = u.key % 1024) || ' ' || ${iso('(u.key / 1024) % 65536')}`,
    detail: `'The value is ' || printf('%,.15g', u.value) || '.'`,
    batch: 'u.batch_id',
    message: (count, of, n) =>
      what === 'negative'
        ? `${count} of ${of} usage values ${be(n)} below zero.`
        : `${count} of ${of} usage values ${n === 1 ? 'lies' : 'lie'} above their metric's usual range, ${RULE_TEXT}.`,
  };
  return runRule(db, rule, values, usage.rows);
}
