import { type Day, dayFromParts, isoFromDay } from '#shared/model/day.ts';

/** Months as integers: year × 12 + month (0-11). */
export type MonthNumber = number;

/** Calendar of the months that some days lie in, for counting months over many accounts without calendar arithmetic. */
export type MonthCalendar = {
  /** Month of a day of the calendar. */
  readonly of: (day: Day) => MonthNumber;
  /** First day of a month; of the one after the last month as well. */
  readonly firstDay: (month: MonthNumber) => Day;
  /** The date of a month that counts `date` days after its first one (0-30); the last day of a shorter month. */
  readonly dayOf: (month: MonthNumber, date: number) => Day;
};

function firstDayOf(month: MonthNumber): Day {
  const day = dayFromParts(Math.floor(month / 12), (month % 12) + 1, 1);
  if (day === null) throw new RangeError('A month lies outside of the years 1 to 9999.');
  return day;
}

/** Month of any day. */
export function monthNumber(day: Day): MonthNumber {
  const iso = isoFromDay(day);
  return Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7)) - 1;
}

/**
 * @param from first day that is asked for
 * @param to last day that is asked for
 * @param ahead months that are asked for beyond that of `to`
 */
export function monthCalendar(from: Day, to: Day, ahead: number): MonthCalendar {
  const first = monthNumber(from);
  const days = Int32Array.from({ length: monthNumber(to) - first + ahead + 2 }, (_, month) =>
    firstDayOf(first + month),
  );
  const start = days[0] as number;
  return {
    of: (day) => {
      let index = Math.floor((day - start) / 31);
      while ((days[index + 1] as number) <= day) index++;
      return first + index;
    },
    firstDay: (month) => days[month - first] as number,
    dayOf: (month, date) => Math.min((days[month - first] as number) + date, (days[month - first + 1] as number) - 1),
  };
}
