import {
  ACCOUNT_STATUS,
  arrCuts,
  BLOCK,
  benchmarks,
  changeColumn,
  columnsOf,
  computeSignals,
  confirmedTierReader,
  dimensionMedians,
  type ExpansionFacts,
  expansionPoints,
  expansionReader,
  type ForecastRule,
  isExpansionReady,
  isKnown,
  isTouch,
  type LostPoints,
  lostPoints,
  MIN_PEERS,
  onboardingSets,
  PHASE,
  peopleReader,
  priorityColumn,
  type SignalTable,
  signalColumn,
  type Timelines,
  TREND_CLASSES,
  timelinesOf,
  trendColumn,
} from '#electron/engine/index.ts';
import { type Day, isoFromDay, NO_DAY, weekCloseOf } from '#shared/model/day.ts';
import type { Book, HistoryEntry } from './book.ts';
import { type AccountDrop, forecastRuleOf, tierDropColumn } from './forecast.ts';
import { type Unusual, unusualAccounts } from './unusual.ts';
import { keepWhenRead } from './when-read.ts';

/** What some views need of all accounts as of a book's day; computed when it is first read. Columns as in the book. */
export type BookColumns = {
  /** Values only; the days behind those of an account are measured for its page. */
  readonly signals: SignalTable;
  /** What every rule and part of the model costs every account. */
  readonly lostPoints: readonly LostPoints[];
  /** Against the last snapshot of the previous month. */
  readonly changeMonth: Float64Array;
  readonly change30: Float64Array;
  readonly change90: Float64Array;
  readonly change180: Float64Array;
  /** Index in TREND_CLASSES. */
  readonly trend: Uint8Array;
  /** Confirmed tier of an account and since when (30-method.md 2.8). */
  readonly confirmed: ReturnType<typeof confirmedTierReader>;
  /** Index in PRIORITY_TIERS. */
  readonly priority: Uint8Array;
  /** Active users ÷ seats. */
  readonly seatUtilization: Float64Array;
  readonly renewalDay: Int32Array;
  readonly lastTouchDay: Int32Array;
  /** Parts of Q of an account (30-method.md 2.9). */
  readonly expansion: (account: number) => ExpansionFacts;
  readonly expansionReady: Uint8Array;
  /** Active accounts whose usage is out of the ordinary on the book's day (30-method.md 4.3). */
  readonly unusual: ReadonlyMap<number, Unusual>;
  /** How scores are forecast from the portfolio's own past (30-method.md 4.3); null where that is too short. */
  readonly forecastRule: ForecastRule | null;
  /** Active accounts that are predicted to fall a tier within 13 weeks, or might well. */
  readonly tierDrops: ReadonlyMap<number, AccountDrop>;
  /** Comparison of an account with its segment (level 0) or the portfolio (level 1); null in onboarding (30-method.md 2.10). */
  readonly benchmark: ReturnType<typeof benchmarks>;
  /** Visits the people of an account (30-method.md 2.7). */
  readonly people: ReturnType<typeof peopleReader>;
  /** When each account was a customer and at what ARR, as known on the book's day. */
  readonly timelines: Timelines;
  /** Median dimension scores by segment ('' for none): the reference of contributions (30-method.md 2.6). */
  readonly references: ReadonlyMap<string, Float64Array>;
};

const DECLINING = TREND_CLASSES.indexOf('declining');

/** A period is an ISO week (30-method.md 2.8): a last snapshot inside a week that is not over confirms nothing. */
function closedWeeks(history: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return history.filter((entry) => weekCloseOf(entry.asOf) === entry.asOf);
}

function signalValues({ signals, facts }: Book, id: string): Float64Array {
  return signals.values[signalColumn(id)] ?? new Float64Array(facts.accounts.count).fill(Number.NaN);
}

/** Latest touchpoint the customer was part of. */
function latestTouch({ facts, asOf, pause }: Book): Int32Array {
  const { offsets, day, type, attended } = facts.touchpoints;
  return Int32Array.from({ length: facts.accounts.count }, (_, account) => {
    if (account % BLOCK === 0) pause();
    let latest: Day = NO_DAY;
    for (let index = offsets[account] ?? 0; index < (offsets[account + 1] ?? 0); index++) {
      const when = day[index] ?? NO_DAY;
      if (!isTouch(type[index] ?? 0, attended[index] ?? 0) || !isKnown(facts.touchpoints, index, asOf)) continue;
      if (when <= asOf && when > latest) latest = when;
    }
    return latest;
  });
}

/** Accounts whose score is the official model's: those in onboarding are nobody's peers. */
export function isPeer({ snapshot }: Book, account: number): boolean {
  return snapshot.state[account] !== 0 && snapshot.phase[account] === PHASE.standard;
}

/** Medians of each segment's accounts with a score; those of the whole portfolio where a segment has fewer than five. */
function segmentReferences(book: Book): ReadonlyMap<string, Float64Array> {
  const { snapshot, facts, pause } = book;
  const segments = facts.accounts.segment;
  const members = new Map<string, number[]>();
  for (let account = 0; account < segments.length; account++) {
    if (account % BLOCK === 0) pause();
    const segment = segments[account] ?? '';
    const own = members.get(segment) ?? [];
    if (isPeer(book, account)) own.push(account);
    members.set(segment, own);
  }
  const medians = (accounts: ArrayLike<number>): Float64Array => {
    pause();
    return dimensionMedians({
      dimensions: snapshot.dimensions.map((column) =>
        Float64Array.from(accounts, (account) => column[account] ?? Number.NaN),
      ),
    });
  };
  let all: Float64Array | null = null;
  const portfolio = (): Float64Array => {
    all ??= medians([...members.values()].flat());
    return all;
  };
  return new Map([...members].map(([segment, own]) => [segment, own.length < MIN_PEERS ? portfolio() : medians(own)]));
}

function benchmarkColumns(book: Book): ReturnType<typeof benchmarks> {
  const segments = book.facts.accounts.segment;
  const numbers = new Map([...new Set(segments)].filter((name) => name !== '').map((name, number) => [name, number]));
  const scores = book.snapshot.score.map((score, account) => (isPeer(book, account) ? score : Number.NaN));
  const bySegment = Int32Array.from(segments, (name) => numbers.get(name) ?? -1);
  return benchmarks(scores, [bySegment, new Int32Array(segments.length)]);
}

function prioritiesOf(book: Book): Uint8Array {
  const { model, snapshot, arr, change30, change90, trend } = book;
  const engagement = snapshot.dimensions[model.dimensions.findIndex(({ id }) => id === 'engagement')];
  return priorityColumn(
    {
      score: snapshot.score,
      change30,
      change90,
      arr,
      daysToRenewal: signalValues(book, 'days_to_renewal'),
      trend,
      engagement: engagement ?? new Float64Array(arr.length).fill(Number.NaN),
    },
    arrCuts(arr, snapshot.status, model.priorityPolicy),
    model.priorityPolicy.mode,
    book.pause,
  );
}

/** Expansion-ready accounts; the onboarding score of a new account says nothing about expansion. */
function expansionColumn(book: Book): Uint8Array {
  const { snapshot, trend } = book;
  return Uint8Array.from(snapshot.score, (health, account) => {
    const isDeclining = trend[account] === DECLINING;
    if (!isPeer(book, account) || !isExpansionReady(health, isDeclining, 100)) return 0;
    return Number(isExpansionReady(health, isDeclining, expansionPoints(book.expansion(account))));
  });
}

const COLUMNS: { readonly [Name in keyof BookColumns]: (book: Book) => BookColumns[Name] } = {
  signals: ({ facts, asOf, model, index, pause }) =>
    computeSignals(facts, asOf, model, 0, facts.accounts.count, index, { values: true, onBlock: pause }),
  lostPoints: ({ model, signals, facts }) => lostPoints(model, columnsOf(signals), facts.accounts.segment),
  changeMonth: ({ history, at, asOf }) => changeColumn(history, at, Number(isoFromDay(asOf).slice(8))),
  change30: ({ history, at }) => changeColumn(history, at, 30),
  change90: ({ history, at }) => changeColumn(history, at, 90),
  change180: ({ history, at }) => changeColumn(history, at, 180),
  trend: ({ history, at, pause }) => trendColumn(history, at, pause).code,
  confirmed: ({ model, onboarding, history, at, thresholds, facts }) =>
    confirmedTierReader(
      closedWeeks(history.slice(0, at + 1)),
      thresholds,
      onboarding && onboardingSets(model, onboarding, facts.accounts.segment),
      model.confirmPolicy,
    ),
  priority: prioritiesOf,
  seatUtilization: (book) =>
    signalValues(book, 'seat_utilization').map((value, account) =>
      book.snapshot.status[account] === ACCOUNT_STATUS.active ? value : Number.NaN,
    ),
  renewalDay: (book) =>
    Int32Array.from(signalValues(book, 'days_to_renewal'), (days) => (Number.isNaN(days) ? NO_DAY : book.asOf + days)),
  lastTouchDay: latestTouch,
  expansion: ({ facts, index, signals }) => expansionReader(facts, index, signals),
  expansionReady: expansionColumn,
  unusual: unusualAccounts,
  forecastRule: forecastRuleOf,
  tierDrops: tierDropColumn,
  benchmark: benchmarkColumns,
  people: ({ facts, index, asOf }) => peopleReader(facts, index, asOf),
  timelines: ({ facts, index, asOf }) => timelinesOf(facts, index, asOf),
  references: segmentReferences,
};

/** What people set, which each call reads anew, and what follows from it. */
type ByHand = 'overrides' | 'records' | 'tags' | 'cohorts';

/** Completes a book: each column is computed when it is first read, and kept. Between two of them others may be answered. */
export function withColumns(base: Omit<Book, keyof BookColumns | ByHand>): Omit<Book, ByHand> {
  const book = { ...base } as Book;
  const paused = (make: (book: Book) => unknown) => (): unknown => {
    book.pause();
    return make(book);
  };
  keepWhenRead(book, Object.fromEntries(Object.entries(COLUMNS).map(([name, make]) => [name, paused(make)])));
  return book;
}
