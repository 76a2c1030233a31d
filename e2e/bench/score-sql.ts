import { FIRST_START, lastDay, type Size, weeksOf } from './score-data.ts';

/** Signals both sides compute; their numbers are compared. */
export const HISTORY_SIGNALS = ['login_ratio_30_90', 'ticket_ratio_30d', 'escalations_90d', 'nps_rating'] as const;

const LOGINS = 1;

/** How a window is added up: `join` rows with the weeks they count in, or join running sums at its bounds (by hand, faster). */
export type HistoryWay = 'join' | 'running';

const WINDOWS: Readonly<Record<HistoryWay, string>> = {
  join: `sums AS (
  SELECT account, week, sum(value) FILTER (day > week - 30) AS recent, sum(value) FILTER (day <= week - 30) AS before
  FROM usage JOIN weeks ON day BETWEEN week - 119 AND week WHERE metric = ${LOGINS} GROUP BY account, week)`,
  running: `logins AS (SELECT account, day, sum(value) OVER (PARTITION BY account ORDER BY day) AS so_far FROM usage WHERE metric = ${LOGINS}),
sums AS (
  SELECT g.account, g.week, coalesce(l0.so_far, 0) - coalesce(l1.so_far, 0) AS recent, coalesce(l1.so_far, 0) - coalesce(l2.so_far, 0) AS before
  FROM grid AS g
  ASOF LEFT JOIN logins AS l0 ON g.account = l0.account AND g.week >= l0.day
  ASOF LEFT JOIN logins AS l1 ON g.account = l1.account AND g.week - 30 >= l1.day
  ASOF LEFT JOIN logins AS l2 ON g.account = l2.account AND g.week - 120 >= l2.day)`,
};

/** Login, ticket and survey signals of every account and week, as a DuckDB table `signals`. */
export function historySql(size: Size, way: HistoryWay): string {
  const [first = 0] = weeksOf(size);
  const last = lastDay(size);
  const weeksFrom = (from: string, to: string): string =>
    `unnest(range(${first} + 7 * greatest(0, CAST(ceil((${from} - ${first}) / 7.0) AS BIGINT)), least(${last}, ${to}) + 1, 7))`;
  return `CREATE OR REPLACE TABLE signals AS
WITH weeks AS (SELECT CAST(${first} + 7 * range AS INTEGER) AS week FROM range(${size.weeks})),
accounts AS (SELECT account, min(day) AS first_day FROM usage GROUP BY account),
days AS (SELECT DISTINCT day FROM usage),
grid AS (SELECT account, week, first_day, last_day FROM accounts,
  (SELECT week, max(day) AS last_day FROM weeks JOIN days ON day <= week GROUP BY week)),
${WINDOWS[way]},
windows AS (
  SELECT account, week, coalesce(recent, 0) AS recent, coalesce(before, 0) AS before,
    greatest(0, least(week, last_day) - greatest(week - 29, first_day) + 1) AS recent_days,
    greatest(0, least(week - 30, last_day) - greatest(week - 119, first_day) + 1) AS before_days
  FROM grid LEFT JOIN sums USING (account, week)),
months AS (SELECT week, least(6, floor((week - 29 - greatest(${FIRST_START}, (SELECT min(day) FROM ticket))) / 30)) AS months FROM weeks),
tickets AS (
  SELECT account, week, count(*) FILTER (day > week - 30) AS recent, count(*) FILTER (day <= week - 30 AND day >= week - 29 - 30 * months) AS before,
    sum(escalated) FILTER (day > week - 90) AS escalations
  FROM (SELECT account, day, escalated, ${weeksFrom('day', 'day + 209')} AS week FROM ticket) JOIN months USING (week) GROUP BY account, week),
answers AS (
  SELECT account, week, sum(rating * pow(0.5, (week - responded) / 90.0)) / sum(pow(0.5, (week - responded) / 90.0)) AS nps
  FROM (SELECT account, responded, rating, ${weeksFrom('responded', 'responded + 365')} AS week FROM survey WHERE responded IS NOT NULL) GROUP BY account, week)
SELECT account, week,
  CASE WHEN recent_days >= 7 AND before_days >= 45 AND w.before > 0 THEN w.recent * before_days / (w.before * recent_days) END AS login_ratio_30_90,
  CASE WHEN months >= 3 THEN CASE WHEN coalesce(t.before, 0) = 0 THEN coalesce(t.recent, 0) ELSE t.recent * months / t.before END END AS ticket_ratio_30d,
  coalesce(t.escalations, 0) AS escalations_90d, round(nps, 9) AS nps_rating
FROM windows AS w JOIN months USING (week) LEFT JOIN tickets AS t USING (account, week) LEFT JOIN answers USING (account, week)`;
}

/** Usage features of every account as of one day, from rows of (account, day, metric, value). */
export function featureSql(rows: string, asOf: number): string {
  const within = (metric: number, from: number, to: number): string =>
    `FILTER (WHERE metric = ${metric} AND day >= ${asOf - from} AND day <= ${asOf - to})`;
  const sums = [1, 2, 3, 4, 6, 7].flatMap((metric) => [
    `sum(value) ${within(metric, 29, 0)} AS recent_${metric}`,
    `sum(value) ${within(metric, 119, 30)} AS before_${metric}`,
    `sum(value) ${within(metric, 119, 90)} AS earlier_${metric}`,
  ]);
  const peaks = [2, 5].map((metric) => `max(value) ${within(metric, 29, 0)} AS peak_${metric}`);
  const counts = `count(value) ${within(2, 29, 0)} AS days_2, count(value) ${within(2, 119, 90)} AS earlier_days_2`;
  return `SELECT account, min(day) AS first_day, max(day) AS last_day, ${[...sums, ...peaks].join(', ')}, ${counts} FROM ${rows} GROUP BY account`;
}

/** The packed usage rows of a workspace as (account, day, metric, value). */
export const PACKED_USAGE =
  '(SELECT key / 67108864 AS account, (key / 1024) % 65536 AS day, key % 1024 AS metric, value FROM usage)';
