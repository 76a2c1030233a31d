import {
  activationDays,
  arrCuts,
  bandsOf,
  lastArr,
  monthKey,
  monthsBefore,
  numberKeys,
  quantileCuts,
  quarterKey,
  signalColumn,
} from '#electron/engine/index.ts';
import type { AccountRecord, AttributeColumn } from '#electron/store/reads/accounts.ts';
import { formatNumber, formatPercent, formatTrimmed } from '#shared/format/number.ts';
import { dayFromIso, NO_DAY } from '#shared/model/day.ts';
import type { Book } from './book.ts';

/** Cohorts of all accounts: −1 in `cohortOf` where the value is not known. */
type Assigned = {
  readonly cohorts: readonly { readonly value: string; readonly label: string }[];
  readonly cohortOf: Int32Array;
};

export type CohortDefinition = {
  readonly id: string;
  readonly label: string;
  readonly group: 'start' | 'attribute' | 'behaviour' | 'custom';
  readonly kind: 'time' | 'band' | 'text';
  /** One sentence: how an account gets its cohort. */
  readonly how: string;
  /** Other names people know it by. */
  readonly also: readonly string[];
  /** Cautions to show beside anything over time, and beside retention in particular; null for none. */
  readonly caution: string | null;
  readonly retentionCaution: string | null;
  readonly assign: (book: Book) => Assigned;
};

/** The cohort of the values beyond the largest ones. */
export const OTHER_VALUES = '(other)';
const MAX_MONTHS = 60;
const MAX_QUARTERS = 40;
const MAX_VALUES = 20;
/** Numbers with no more different values than this are put into cohorts by value. */
const FEW_NUMBERS = 5;

const TODAY = 'Accounts are where their value puts them today; those that changed it count there for the past as well.';

function byTime(keys: readonly (string | null)[], limit: number): Assigned {
  const { keys: kept, hasRest, cohortOf } = numberKeys(keys, 'time', limit);
  const own = kept.map((value) => ({ value, label: value.replace('-Q', ' Q') }));
  if (!hasRest) return { cohorts: own, cohortOf };
  // The oldest come first here, as in time.
  const earlier = { value: '(earlier)', label: `Before ${own[0]?.label ?? ''}` };
  const last = kept.length;
  return {
    cohorts: [earlier, ...own],
    cohortOf: cohortOf.map((cohort) => (cohort < 0 ? -1 : cohort === last ? 0 : cohort + 1)),
  };
}

function byValue(keys: readonly (string | null)[]): Assigned {
  const { keys: kept, hasRest, cohortOf } = numberKeys(keys, 'size', MAX_VALUES);
  const cohorts = kept.map((value) => ({ value, label: value }));
  return { cohorts: hasRest ? [...cohorts, { value: OTHER_VALUES, label: 'Other' }] : cohorts, cohortOf };
}

/** Bands between cuts in words: below 10, 10 to below 20, 20 and more. */
function bandLabels(cuts: readonly number[], word: (cut: number) => string): string[] {
  return Array.from({ length: cuts.length + 1 }, (_, band) => {
    const [from, to] = [cuts[band - 1], cuts[band]];
    if (from === undefined) return to === undefined ? 'All' : `Below ${word(to)}`;
    return to === undefined ? `${word(from)} and more` : `${word(from)} to below ${word(to)}`;
  });
}

/** Bands of numbers; those that nobody is in stay, so that cohorts keep their names. */
function byBand(
  values: Float64Array,
  cuts: readonly number[],
  names: readonly string[],
  labels: readonly string[],
): Assigned {
  return {
    cohorts: labels.map((label, band) => ({ value: names[band] ?? '', label })),
    cohortOf: bandsOf(cuts, values),
  };
}

/** Many accounts start on the same day: each day is written out once. */
const starting = (keyOf: (day: number) => string | null, limit: number) => (book: Book) => {
  const known = new Map<number, string | null>();
  const keys: (string | null)[] = [];
  for (const day of book.timelines.start) {
    let key = known.get(day);
    if (key === undefined) {
      key = keyOf(day);
      known.set(day, key);
    }
    keys.push(key);
  }
  return byTime(keys, limit);
};

const thirds = (cuts: readonly number[]): string[] => (cuts.length === 2 ? ['low', 'middle', 'high'] : ['low', 'high']);

function tenure(book: Book): Assigned {
  const [year, three] = [monthsBefore(book.asOf, 12), monthsBefore(book.asOf, 36)];
  return {
    cohorts: [
      { value: '0-1', label: 'Less than 1 year' },
      { value: '1-3', label: '1 to 3 years' },
      { value: '3+', label: '3 years and more' },
    ],
    cohortOf: book.timelines.start.map((day) => (day === NO_DAY ? -1 : day > year ? 0 : day > three ? 1 : 2)),
  };
}

function arrTier(book: Book): Assigned {
  const { low, high } = arrCuts(book.arr, book.snapshot.status, book.model.priorityPolicy);
  const cuts = Number.isNaN(low) ? [] : [...new Set([low, high])];
  const labels = bandLabels(cuts, (cut) => formatNumber(cut, 'en'));
  return byBand(lastArr(book.timelines), cuts, thirds(cuts), labels);
}

function usage(book: Book): Assigned {
  const rates = (book.signals.values[signalColumn('active_user_rate')] ?? new Float64Array()).map((rate, account) =>
    book.snapshot.status[account] === 1 ? rate : Number.NaN,
  );
  const cuts = quantileCuts(rates, 3);
  const labels = bandLabels(cuts, (cut) => formatPercent(cut, 'en', 1));
  return byBand(rates, cuts, thirds(cuts), labels);
}

function activation(book: Book): Assigned {
  const days = activationDays(book.timelines, book.index).map((value, account) =>
    value === Number.POSITIVE_INFINITY && book.asOf - (book.timelines.start[account] ?? 0) <= 30 ? Number.NaN : value,
  );
  return byBand(days, [15, 31], ['14', '30', 'later'], ['Within 14 days', '15 to 30 days', 'After 30 days or not yet']);
}

type TextField = {
  [K in keyof AccountRecord]: AccountRecord[K] extends string | null ? K : never;
}[keyof AccountRecord];

const field = (id: TextField & string, label: string, also: readonly string[] = []): CohortDefinition => ({
  id,
  label,
  group: 'attribute',
  kind: 'text',
  how: `By ${label === 'CSM' ? label : label.toLowerCase()} as it stands; beyond the ${MAX_VALUES} largest, the rest are Other.`,
  also,
  caution: TODAY,
  retentionCaution: null,
  assign: ({ records, facts }) => {
    const keys: (string | null)[] = [];
    for (let account = 0; account < facts.accounts.count; account++) keys.push(records[account]?.[id] ?? null);
    return byValue(keys);
  },
});

const START = 'its start date, else the day of its first contract if that is a new one';

/** The dimensions every workspace has (30-method.md R52). */
export const DIMENSIONS: readonly CohortDefinition[] = [
  {
    id: 'startMonth',
    label: 'Sign-up month',
    group: 'start',
    kind: 'time',
    how: `Month an account started: ${START}; months beyond the last ${MAX_MONTHS} are one cohort.`,
    also: ['month', 'start month'],
    caution: null,
    retentionCaution: null,
    assign: starting(monthKey, MAX_MONTHS),
  },
  {
    id: 'startQuarter',
    label: 'Sign-up quarter',
    group: 'start',
    kind: 'time',
    how: `Quarter an account started: ${START}; quarters beyond the last ${MAX_QUARTERS} are one cohort.`,
    also: ['quarter', 'start quarter', 'start', 'sign-up', 'onboarding cohort'],
    caution: null,
    retentionCaution: null,
    assign: starting(quarterKey, MAX_QUARTERS),
  },
  {
    id: 'tenure',
    label: 'Tenure',
    group: 'start',
    kind: 'band',
    how: `Time from the start of an account (${START}) to the as-of date, also for those that have left.`,
    also: ['age'],
    caution: null,
    retentionCaution: null,
    assign: tenure,
  },
  {
    id: 'arrTier',
    label: 'ARR tier',
    group: 'attribute',
    kind: 'band',
    how: "ARR on the as-of date, of former customers their last; cut at the priority policy's bounds, else at the quartiles of active accounts.",
    also: ['arr', 'acv', 'acv tier', 'value'],
    caution: 'The tier is that of the latest ARR: accounts that grew or shrank are in the tier they came to.',
    retentionCaution: null,
    assign: arrTier,
  },
  field('segment', 'Segment'),
  field('industry', 'Industry', ['vertical']),
  field('region', 'Region'),
  field('country', 'Country'),
  field('plan', 'Plan', ['plan tier']),
  field('channel', 'Channel', ['acquisition', 'acquisition channel', 'source']),
  field('useCase', 'Use case'),
  field('size', 'Size', ['company size']),
  field('csm', 'CSM', ['owner', 'csm owner']),
  {
    id: 'usage',
    label: 'Usage',
    group: 'behaviour',
    kind: 'band',
    how: 'Active users ÷ licences over the 30 days to the as-of date, cut into thirds of the active accounts; former customers have none.',
    also: ['usage behaviour', 'usage behavior', 'active users'],
    caution: TODAY,
    retentionCaution:
      'Former customers have no usage today: they are all under Not known, so retention by usage compares nothing.',
    assign: usage,
  },
  {
    id: 'activation',
    label: 'Activation',
    group: 'behaviour',
    kind: 'band',
    how: 'Days from the start to the first key action (without any in the data: first use of a feature, else first visit); not known where usage is measured only from later on.',
    also: ['time to value', 'first key action'],
    caution: null,
    retentionCaution: null,
    assign: activation,
  },
];

const NUMBER = /^[-+]?\d+(\.\d+)?$/;
const DATE = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/;

/** Cohorts by a custom attribute: dates into quarters, numbers into quartiles, text by value. */
function attributeDimension(name: string, { values, indexOf }: AttributeColumn): CohortDefinition {
  const isDate = values.every((value) => dayFromIso(DATE.exec(value)?.[1] ?? '') !== null);
  const isNumber = values.length > FEW_NUMBERS && values.every((value) => NUMBER.test(value));
  const base = {
    id: `attribute:${name}`,
    label: name,
    group: 'custom',
    also: [],
    caution: TODAY,
    retentionCaution: null,
  } as const;
  if (isDate) {
    const keys = values.map((value) => quarterKey(dayFromIso(DATE.exec(value)?.[1] ?? '') ?? NO_DAY));
    return {
      ...base,
      kind: 'time',
      how: `Quarter of ${name}; quarters beyond the last ${MAX_QUARTERS} are one cohort.`,
      assign: () =>
        byTime(
          Array.from(indexOf, (value) => keys[value] ?? null),
          MAX_QUARTERS,
        ),
    };
  }
  if (isNumber) {
    const column = Float64Array.from(indexOf, (value) => Number(values[value] ?? Number.NaN));
    const cuts = quantileCuts(column, 4);
    return {
      ...base,
      kind: 'band',
      how: `${name} cut into quartiles of all accounts that have it.`,
      assign: () =>
        byBand(
          column,
          cuts,
          ['q1', 'q2', 'q3', 'q4'],
          bandLabels(cuts, (cut) => formatTrimmed(cut, 'en')),
        ),
    };
  }
  return {
    ...base,
    kind: 'text',
    how: `By the value of ${name}; beyond the ${MAX_VALUES} largest, the rest are Other.`,
    assign: () => byValue(Array.from(indexOf, (value) => values[value] ?? null)),
  };
}

export function attributeDimensions(columns: ReadonlyMap<string, AttributeColumn>): readonly CohortDefinition[] {
  return [...columns].map(([name, column]) => attributeDimension(name, column));
}
