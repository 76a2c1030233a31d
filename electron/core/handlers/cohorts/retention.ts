import {
  firstLossDay,
  retentionTriangle,
  shareInterval,
  survival,
  type Triangle,
  totalTriangle,
} from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { formatDate } from '#shared/format/date.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import { NEVER } from '#shared/model/facts.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf } from '../../views/book.ts';
import { money } from '../../views/rows.ts';
import {
  accountsText,
  cohortHead,
  cohortsWithAccounts,
  headOf,
  type Population,
  populationOf,
  SMALL,
} from './population.ts';

type Cell = OutputOf<'cohorts.retention'>['cohorts'][number]['cells'][number];

const DEFAULT_MONTHS = 36;

/** Cells of one cohort, up to the last month anybody has reached. */
export function cellsOf(triangle: Triangle, shares: Float64Array, cohort: number): Cell[] {
  const cells: Cell[] = [];
  const first = cohort * (triangle.months + 1);
  for (let month = 0; month <= triangle.months; month++) {
    const at = first + month;
    const n = triangle.n[at] ?? 0;
    if (n === 0) break;
    const retained = triangle.retained[at] ?? 0;
    const startArr = triangle.startArr[at] ?? 0;
    const arr = triangle.arr[at] ?? 0;
    cells.push({
      month,
      n,
      retained,
      rate: retained / n,
      ...shareInterval(retained, n),
      survival: shares[at] ?? 0,
      arrAccounts: triangle.arrAccounts[at] ?? 0,
      startArr: money(startArr),
      arr: money(arr),
      grr: startArr > 0 ? (triangle.keptArr[at] ?? 0) / startArr : null,
      nrr: startArr > 0 ? arr / startArr : null,
      small: n < SMALL,
      complete: n === triangle.n[first],
    });
  }
  return cells;
}

/** An account that started so long before the first loss on record was there when losses went unrecorded. */
const YEAR = 365;

/** Reasons why retention may look better than it was. */
function cautions({ timelines, snapshot }: Book, { cohortOf, column }: Population): (string | null)[] {
  const firstLoss = firstLossDay(timelines);
  let withoutStart = 0;
  let older = 0;
  let lostWithoutArr = 0;
  cohortOf.forEach((cohort, account) => {
    if (cohort < 0) return;
    const start = timelines.start[account] ?? NO_DAY;
    if (start === NO_DAY) withoutStart += 1;
    else if (start < firstLoss - YEAR) older += 1;
    if (snapshot.status[account] === 2 && !((timelines.startArr[account] ?? 0) > 0)) lostWithoutArr += 1;
  });
  return [
    column.caution,
    column.retentionCaution,
    withoutStart === 0 ? null : `${accountsText(withoutStart)} without a known start: in no cell.`,
    firstLoss === NEVER
      ? 'No loss is on record: import outcomes or contracts with churns to see retention.'
      : older === 0
        ? null
        : `No loss is on record before ${formatDate(isoFromDay(firstLoss), 'en')}, though ${accountsText(older)} started more than a year earlier. Customers that left before then are probably missing, so older cohorts look better than they were.`,
    lostWithoutArr === 0
      ? null
      : `${accountsText(lostWithoutArr)} that left without a known ARR at the start: ARR retention leaves them out and looks better than it was.`,
  ];
}

export function cohortRetentionHandler(
  context: ReadContext,
  input: ParsedInputOf<'cohorts.retention'>,
): OutputOf<'cohorts.retention'> {
  const book = bookOf(context, input.model, input.asOf);
  const months = input.months ?? DEFAULT_MONTHS;
  const population = populationOf(book, input.by, input.filters);
  const { column, cohortOf, accounts } = population;
  const triangle = retentionTriangle(book.timelines, book.asOf, cohortOf, column.cohorts.length, months);
  const all = totalTriangle(triangle);
  const shares = survival(triangle);
  return {
    ...headOf(context, book, cautions(book, population)),
    dimension: column.dimension,
    months,
    cohorts: cohortsWithAccounts(population).map((cohort) => ({
      ...cohortHead(population, cohort),
      withoutStart: triangle.withoutStart[cohort] ?? 0,
      cells: cellsOf(triangle, shares, cohort),
    })),
    all: {
      value: '',
      label: 'All',
      accounts,
      small: accounts < SMALL,
      withoutStart: all.withoutStart[0] ?? 0,
      cells: cellsOf(all, survival(all), 0),
    },
  };
}
