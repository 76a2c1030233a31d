import type { AccountDetail } from '#shared/contract/account.ts';
import { formatDate, formatDayMonth, formatWeekdayDate } from '#shared/format/date.ts';
import { formatNumber, formatSigned } from '#shared/format/number.ts';
import { formatCount, joinWords } from '#shared/format/words.ts';

type Anomalies = AccountDetail['anomalies'];
type Shift = AccountDetail['changePoints']['shifts'][number];
type Day = Anomalies['days'][number];
type Drift = NonNullable<Anomalies['drift']>;

/** What stands out in the usage of an account, in words; `change` as a share of what was before, null from zero. */
export type Standout = {
  readonly id: string;
  readonly date: string;
  readonly change: number | null;
  readonly title: string;
  readonly text: string;
};

const MEASURES = { logins: 'logins', sessions: 'sessions', events: 'events' } as const;

/** Levels of a few a day need their decimal. */
function level(value: number, locale: string): string {
  return formatNumber(value, locale, Math.abs(value) < 20 ? 1 : 0);
}

const changeOf = (before: number, after: number): number | null => (before === 0 ? null : after / before - 1);

/** `Usage shifted from 320 to 210 a day in the week of 3 August` */
export function shiftText({ date, before, after }: Shift, locale: string): string {
  return `Usage shifted from ${level(before, locale)} to ${level(after, locale)} a day in the week of ${formatDate(date, locale)}`;
}

/** `Usage 320 → 210 a day`: the mark of a shift on the score's history. */
export function shiftLabel({ before, after }: Shift, locale: string): string {
  return `Usage ${level(before, locale)} → ${level(after, locale)} a day`;
}

function driftText({ date, direction, average, usual, low, high }: Drift, locale: string): string {
  return `Usage has drifted ${direction} since the week of ${formatDate(date, locale)}: weighted mean ${level(average, locale)} a day where ${level(usual, locale)} is usual and ${level(low, locale)} to ${level(high, locale)} within limits`;
}

/** `12 logins on Tuesday 4 August, usually 85 (robust z −5.1)` */
export function unusualDayText(day: Day, measure: Anomalies['measure'], locale: string): string {
  return `${level(day.value, locale)} ${MEASURES[measure ?? 'logins']} on ${formatWeekdayDate(day.date, locale)}, usually ${level(Math.max(0, day.usual), locale)} (robust z ${formatSigned(day.z, locale)})`;
}

/** Unusual days within a week and in one direction are told together. */
function dayRuns(days: readonly Day[]): Day[][] {
  const runs: Day[][] = [];
  for (const day of [...days].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const run = runs.at(-1);
    const first = run?.[0];
    const near = first !== undefined && Date.parse(day.date) - Date.parse(first.date) < 7 * 86_400_000;
    if (run && near && Math.sign(first.z) === Math.sign(day.z)) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

function runOf(run: readonly Day[], measure: Anomalies['measure'], locale: string): Standout | null {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return null;
  const worst = run.reduce((most, day) => (Math.abs(day.z) > Math.abs(most.z) ? day : most));
  const spread =
    run.length === 1
      ? ''
      : `${formatCount(run.length, locale, 'day')}, ${formatDayMonth(first.date, locale)} to ${formatDate(last.date, locale)}; furthest `;
  return {
    id: `day ${first.date}`,
    date: last.date,
    change: changeOf(worst.usual, worst.value),
    title: run.length === 1 ? 'Unusual day' : 'Unusual days',
    text: `${spread}${unusualDayText(worst, measure, locale)}`,
  };
}

/** For eight weeks days at a new level are far from the old one: the shift has said so. */
function isAfterShift(day: Day, shifts: readonly Shift[]): boolean {
  return shifts.some(({ date, before, after }) => {
    const since = Date.parse(day.date) - Date.parse(date);
    return since >= 0 && since < 56 * 86_400_000 && Math.sign(after - before) === Math.sign(day.z);
  });
}

/** Shifts and drift of an account, then the unusual days they do not explain, each the newest first. */
export function standoutsOf(
  { anomalies, changePoints }: Pick<AccountDetail, 'anomalies' | 'changePoints'>,
  locale: string,
): Standout[] {
  const { drift, days, measure } = anomalies;
  const shifts = changePoints.shifts.map((shift) => ({
    id: `shift ${shift.date}`,
    date: shift.date,
    change: changeOf(shift.before, shift.after),
    title: 'Shift',
    text: shiftText(shift, locale),
  }));
  // A shift since the drift began already says where usage went.
  const told =
    drift === null ||
    changePoints.shifts.some(({ date }) => Date.parse(date) >= Date.parse(drift.date) - 28 * 86_400_000);
  const drifts =
    told || drift === null
      ? []
      : [
          {
            id: 'drift',
            date: drift.date,
            change: changeOf(drift.usual, drift.average),
            title: 'Drift',
            text: driftText(drift, locale),
          },
        ];
  const runs = dayRuns(days.filter((day) => !isAfterShift(day, changePoints.shifts))).flatMap(
    (run) => runOf(run, measure, locale) ?? [],
  );
  const newestFirst = (a: Standout, b: Standout): number => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0);
  return [...[...shifts, ...drifts].sort(newestFirst), ...runs.sort(newestFirst)];
}

/** What happened in the week that ends on a day, for the chart's tooltip and table; '' when nothing did. */
export function weekNotes(
  { anomalies, changePoints }: Pick<AccountDetail, 'anomalies' | 'changePoints'>,
  weekEnd: string,
  locale: string,
): string {
  const end = Date.parse(weekEnd);
  const within = (date: string): boolean => Date.parse(date) <= end && Date.parse(date) > end - 7 * 86_400_000;
  const days = anomalies.days.filter(({ date }) => within(date)).length;
  return joinWords([
    ...changePoints.shifts.filter(({ date }) => within(date)).map((shift) => shiftText(shift, locale)),
    ...(days > 0 ? [formatCount(days, locale, 'unusual day')] : []),
  ]);
}
