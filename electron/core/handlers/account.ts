import {
  changeWaterfall,
  contributions,
  dimensionMedians,
  effectiveWeights,
  NO_TIER,
  signalColumn,
  signalPoints,
  signalReader,
  thresholdsFor,
  weightsOf,
} from '#electron/engine/index.ts';
import { type AccountRecord, readAttributes, readContacts, readTimeline } from '#electron/store/reads/accounts.ts';
import { readAccountSeries } from '#electron/store/reads/snapshots.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { Waterfall } from '#shared/contract/portfolio.ts';
import { formatMoney } from '#shared/format/money.ts';
import { type Day, isoFromDay } from '#shared/model/day.ts';
import { decodeSignal, signalDefinition } from '#shared/model/signals.ts';
import type { ReadContext } from '../context.ts';
import { chartEvents, timelineOf, weeklyMetrics } from '../views/account-series.ts';
import { type Book, bookOf, currencyOf, memo } from '../views/book.ts';
import { accountRowOf, dimensionScores, isoOrNull, orNull } from '../views/rows.ts';
import { orderedAccounts } from './accounts.ts';

type Detail = OutputOf<'accounts.get'>;

const TIMELINE = 200;
const MIN_PEERS = 5;
const CHANGE_WINDOWS = [30, 90, 180] as const;
const WINDOW_SLACK = 7;

type SeriesPoint = {
  readonly asOf: Day;
  readonly score: number;
  readonly coverage: number;
  readonly dimensions: Float64Array;
};

function seriesOf(context: ReadContext, book: Book, account: number): SeriesPoint[] {
  const micro = (value: number | undefined): number => (value === undefined || value < 0 ? Number.NaN : value / 1e6);
  return readAccountSeries(context.db, book.modelVersion, account)
    .filter((point) => point.asOf <= book.asOf)
    .map((point) => ({
      asOf: point.asOf,
      score: micro(point.micro.get('score')),
      coverage: micro(point.micro.get('coverage')) || 0,
      dimensions: Float64Array.from(book.model.dimensions, (dimension) =>
        micro(point.micro.get(`score:${dimension.id}`)),
      ),
    }));
}

function attributesOf(context: ReadContext, record: AccountRecord): Detail['attributes'] {
  const known: [string, string | number | null][] = [
    ['Account ID', record.accountId],
    ['Segment', record.segment],
    ['Industry', record.industry],
    ['Region', record.region],
    ['Country', record.country],
    ['Plan', record.plan],
    ['CSM', record.csm],
    ['CSM manager', record.csmManager],
    ['Seats', record.seats],
    ['Customer since', record.startDay === null ? null : isoFromDay(record.startDay)],
    ['Went live', record.goLiveDay === null ? null : isoFromDay(record.goLiveDay)],
    ['Channel', record.channel],
    ['Use case', record.useCase],
    ['Size', record.size],
    ['Notes', record.notes],
  ];
  const custom = readAttributes(context.db, record.id);
  return [...known.flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }])), ...custom];
}

/** Peers: same segment without the account itself; the whole portfolio when fewer than five are scored. */
function referenceOf(
  book: Book,
  account: number,
): { label: string; accounts: number; medians: Float64Array; score: number } {
  const segment = book.records[account]?.segment ?? null;
  const scored = (candidate: number): boolean => candidate !== account && book.snapshot.state[candidate] !== 0;
  const peersIn = (wanted: string | null): Uint8Array =>
    Uint8Array.from({ length: book.snapshot.score.length }, (_, candidate) =>
      Number(scored(candidate) && (wanted === null || book.records[candidate]?.segment === wanted)),
    );
  const size = (peers: Uint8Array): number => peers.reduce((sum, flag) => sum + flag, 0);
  const same = segment === null ? null : peersIn(segment);
  const usable = same !== null && size(same) >= MIN_PEERS;
  const include = usable && same ? same : peersIn(null);
  const medians = dimensionMedians(book.snapshot, include);
  const known = Float64Array.from(
    [...book.snapshot.score].filter((value, candidate) => include[candidate] === 1 && !Number.isNaN(value)),
  ).sort();
  const score =
    known.length === 0
      ? Number.NaN
      : known.length % 2 === 1
        ? (known[known.length >> 1] ?? Number.NaN)
        : ((known[known.length / 2 - 1] ?? 0) + (known[known.length / 2] ?? 0)) / 2;
  return {
    label: usable && segment !== null ? `${segment} median` : 'Portfolio median',
    accounts: size(include),
    medians,
    score,
  };
}

function waterfalls(book: Book, series: readonly SeriesPoint[]): Waterfall[] {
  const now = series.at(-1);
  if (!now || Number.isNaN(now.score)) return [];
  return CHANGE_WINDOWS.flatMap((days) => {
    const before = series.findLast(
      (point) =>
        point.asOf <= now.asOf - days && point.asOf >= now.asOf - days - WINDOW_SLACK && !Number.isNaN(point.score),
    );
    const explained = before ? changeWaterfall(book.model, before.dimensions, now.dimensions) : null;
    if (!before || !explained) return [];
    return [
      {
        days,
        from: isoFromDay(before.asOf),
        to: isoFromDay(now.asOf),
        before: explained.before,
        after: explained.after,
        versionBefore: null,
        parts: [
          ...book.model.dimensions.map((dimension, index) => ({
            id: dimension.id,
            name: dimension.name,
            kind: 'behaviour' as const,
            value: explained.behaviour[index] ?? 0,
          })),
          { id: 'coverage', name: 'Missing data', kind: 'coverage' as const, value: explained.coverageEffect },
        ],
      },
    ];
  });
}

function signalsOf(book: Book, account: number): Detail['signals'] {
  const isActive = book.snapshot.status[account] === 1;
  return signalPoints(book.model, isActive ? signalReader(book.signals, account) : () => Number.NaN).map((point) => {
    const definition = signalDefinition(point.signal);
    const column = signalColumn(point.signal);
    return {
      id: point.signal,
      name: point.name,
      dimension: point.dimension,
      value: definition ? decodeSignal(definition, point.value) : null,
      unit: definition?.kind.type === 'number' ? definition.kind.unit : (definition?.kind.type ?? ''),
      measured: definition?.measured ?? '',
      state: point.state,
      points: point.points,
      maxPoints: point.maxPoints,
      minPoints: point.minPoints,
      rule: point.rule,
      origin: point.origin,
      factDate: isoOrNull(book.signals.factDay[column]?.[account]),
      stale: book.signals.stale[column]?.[account] === 1,
    };
  });
}

function dimensionsOf(
  book: Book,
  account: number,
  series: readonly SeriesPoint[],
  medians: Float64Array,
): Detail['dimensions'] {
  const dims = dimensionScores(book, account);
  const hasScore = book.snapshot.state[account] !== 0;
  const parts = contributions(book.model, dims, medians);
  const weights = effectiveWeights(weightsOf(book.model), dims);
  const now = series.at(-1);
  const before = now
    ? series.findLast((point) => point.asOf <= now.asOf - 90 && point.asOf >= now.asOf - 97)
    : undefined;
  const points = signalsOf(book, account);
  return book.model.dimensions.map((dimension, index) => {
    const own = points.filter((point) => point.dimension === dimension.id);
    return {
      id: dimension.id,
      name: dimension.name,
      weight: dimension.weight,
      effectiveWeight: (orNull(weights[index]) ?? 0) * 100,
      score: orNull(dims[index]),
      coverage: book.snapshot.dimensionCoverage[index]?.[account] ?? 0,
      change90: orNull((dims[index] ?? Number.NaN) - (before?.dimensions[index] ?? Number.NaN)),
      contribution: hasScore ? orNull(parts[index]) : null,
      reference: orNull(medians[index]),
      knownSignals: own.filter((point) => point.state !== 'missing').length,
      totalSignals: own.length,
    };
  });
}

/** H_ref of 30-method.md 2.6: the medians under the account's own renormalised weights; a missing median counts as 50. */
function referenceComposite(dimensions: Detail['dimensions']): number | null {
  const known = dimensions.filter((dimension) => dimension.contribution !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, dimension) => sum + (dimension.effectiveWeight / 100) * (dimension.reference ?? 50), 0);
}

function confidenceOf(book: Book, account: number, signals: Detail['signals']): Detail['confidence'] {
  if (book.snapshot.state[account] === 0) return null;
  const coverage = book.snapshot.coverage[account] ?? 0;
  if (coverage >= 0.85 && signals.every((signal) => !signal.stale)) return 'high';
  return coverage >= 0.6 ? 'medium' : 'low';
}

export function accountDetailHandler(context: ReadContext, input: ParsedInputOf<'accounts.get'>): Detail {
  const book = bookOf(context, input.model, input.asOf);
  const positions = memo(
    context,
    'positions',
    () => new Map(book.records.flatMap((record, index) => (record ? [[record.accountId, index] as const] : []))),
  );
  const account = positions.get(input.accountId);
  const record = account === undefined ? undefined : book.records[account];
  const row = account === undefined ? null : accountRowOf(book, account);
  if (account === undefined || !record || !row)
    throw new AppError('not_found', `There is no account ${input.accountId} in this workspace.`);
  const series = seriesOf(context, book, account);
  const reference = referenceOf(book, account);
  const signals = signalsOf(book, account);
  const dimensions = dimensionsOf(book, account, series, reference.medians);
  const thresholds = thresholdsFor(book.model, record.segment ?? '');
  const facts = readTimeline(context.db, record.id, book.asOf, TIMELINE);
  const contacts = readContacts(context.db, record.id).filter(
    (contact) => contact.createdDay === null || contact.createdDay <= book.asOf,
  );
  const currency = currencyOf(context);
  const order = orderedAccounts(context, book, {
    filters: { status: ['active'] },
    sort: [{ field: 'score', direction: 'asc' }],
  });
  const position = order.indexOf(account);
  const idAt = (at: number): string | null =>
    position < 0 ? null : (book.records[order[at] ?? -1]?.accountId ?? null);
  return {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    currency,
    account: row,
    attributes: attributesOf(context, record),
    thresholds: book.model.tiers.map((tier, index) => ({
      name: tier.name,
      role: tier.role,
      from: thresholds[index] ?? tier.from,
    })),
    confidence: confidenceOf(book, account, signals),
    history: series.map((point) => ({
      date: isoFromDay(point.asOf),
      score: orNull(point.score),
      coverage: point.coverage,
      dimensions: Object.fromEntries(
        book.model.dimensions.map((dimension, index) => [dimension.id, orNull(point.dimensions[index])]),
      ),
    })),
    events: chartEvents(facts, series[0]?.asOf ?? book.asOf),
    reference: {
      label: reference.label,
      accounts: reference.accounts,
      score: orNull(reference.score),
      composite: referenceComposite(dimensions),
      dimensions: Object.fromEntries(
        book.model.dimensions.map((dimension, index) => [dimension.id, orNull(reference.medians[index])]),
      ),
    },
    dimensions,
    signals,
    changes: book.snapshot.tier[account] === NO_TIER ? [] : waterfalls(book, series),
    versionMarkers: [],
    onboarding: null,
    seasonality: null,
    benchmark: null,
    expansion: { score: null, q: 0, ready: false, parts: [], conversion: null },
    risk: { index: 0, factors: [] },
    people: {
      contacts: contacts.length,
      withHealth: 0,
      healthy: 0,
      healthyShare: null,
      keyUsers: 0,
      keyUsersAtRisk: 0,
      dormantKeyUsers: 0,
    },
    flags: [],
    tierReason: null,
    momentumColour: null,
    overrides: [],
    contacts: contacts.slice(0, 200).map((contact) => ({
      contactId: contact.contactId,
      name: contact.name,
      role: contact.role,
      department: contact.department,
      marks: [
        ...(contact.isSponsor ? (['sponsor'] as const) : []),
        ...(contact.isChampion ? (['champion'] as const) : []),
        ...(contact.isAdmin ? (['admin'] as const) : []),
      ],
      lastLogin:
        contact.lastLoginDay === null || contact.lastLoginDay > book.asOf ? null : isoFromDay(contact.lastLoginDay),
      leftAt: contact.leftDay === null || contact.leftDay > book.asOf ? null : isoFromDay(contact.leftDay),
      dormant: false,
      health: { score: null, tier: null, parts: [] },
    })),
    contactsTotal: contacts.length,
    metrics: weeklyMetrics(book.facts, account, book.asOf),
    timeline: timelineOf(facts, (value) => formatMoney(value, 'en', currency)),
    neighbours: { previous: idAt(position - 1), next: idAt(position + 1) },
  };
}
