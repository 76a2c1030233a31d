import { NO_TIER } from '#electron/engine/index.ts';
import { readContacts, readTimeline } from '#electron/store/reads/accounts.ts';
import { readOverrides } from '#electron/store/reads/overrides.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { formatMoney } from '#shared/format/money.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';
import { chartEvents, timelineOf, weeklyMetrics } from '../../views/account-series.ts';
import { type Book, bookOf, currencyOf, positionsOf } from '../../views/book.ts';
import { orderedAccounts } from '../../views/order.ts';
import { overrideEvents, overrideRowOf, readStoredScores } from '../../views/overrides.ts';
import { peopleOf, peopleSummaryOf } from '../../views/people.ts';
import { accountRowOf, orNull, scoringOf } from '../../views/rows.ts';
import { attributesOf } from './attributes.ts';
import { benchmarkOf, otherBenchmarks } from './benchmark.ts';
import { versionMarkers, waterfalls } from './changes.ts';
import { contactRow } from './contacts.ts';
import { dimensionsOf, referenceComposite } from './dimensions.ts';
import { expansionOf } from './expansion.ts';
import { forecastFor } from './forecast.ts';
import { onboardingOf } from './onboarding.ts';
import { referenceOf } from './reference.ts';
import { seasonalityOf } from './seasonality.ts';
import { seriesOf } from './series.ts';
import { signalsOf } from './signals.ts';
import { standingOf } from './standing.ts';
import { usageFindings } from './usage-findings.ts';

type Detail = OutputOf<'accounts.get'>;

const TIMELINE = 200;
const LEDGER = 200;
const CONTACTS = 200;

function confidenceOf(book: Book, account: number, signals: Detail['signals']): Detail['confidence'] {
  if (book.snapshot.state[account] === 0) return null;
  const coverage = book.snapshot.coverage[account] ?? 0;
  if (coverage >= 0.85 && signals.every((signal) => !signal.stale)) return 'high';
  return coverage >= 0.6 ? 'medium' : 'low';
}

export function accountDetailHandler(context: ReadContext, input: ParsedInputOf<'accounts.get'>): Detail {
  const book = bookOf(context, input.model, input.asOf);
  const account = positionsOf(context, book).get(input.accountId);
  const record = account === undefined ? undefined : book.records[account];
  const row = account === undefined ? null : accountRowOf(book, account);
  if (account === undefined || !record || !row)
    throw new AppError('not_found', `There is no account ${input.accountId} in this workspace.`);
  const series = seriesOf(context, book, account);
  const reference = referenceOf(book, account);
  const { model: scoredBy, bounds } = scoringOf(book, account);
  const signals = signalsOf(book, account, scoredBy);
  const dimensions = dimensionsOf(book, account, series, reference.medians);
  const facts = readTimeline(context.db, record.id, book.asOf, TIMELINE);
  const contacts = readContacts(context.db, record.id).filter(
    (contact) => contact.createdDay === null || contact.createdDay <= book.asOf,
  );
  const isLatest = book.at === book.history.length - 1;
  const ledger = readOverrides(context.db, record.id, LEDGER).filter(({ fromDay }) => isLatest || fromDay <= book.asOf);
  const scores = ledger.length === 0 ? null : readStoredScores(context.db, book.modelVersion, book.asOf);
  const people = peopleOf(book, account);
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
    attributes: attributesOf(context, record, row.tags),
    thresholds: book.model.tiers
      .map(({ name, role }, tier) => ({ name, role, from: bounds[tier] ?? 0 }))
      .filter(({ from }) => Number.isFinite(from)),
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
    changes: book.snapshot.tier[account] === NO_TIER ? [] : waterfalls(context, book, account, series),
    versionMarkers: versionMarkers(context, book),
    onboarding: onboardingOf(book, account),
    seasonality: seasonalityOf(book, account),
    benchmark: benchmarkOf(book, account),
    otherBenchmarks: otherBenchmarks(book, account),
    ...forecastFor(book, account),
    expansion: expansionOf(book, account),
    people: peopleSummaryOf(book, account),
    ...standingOf(book, account),
    overrides: ledger.map((entry) => overrideRowOf(context.db, entry, scores)),
    contacts: contacts.slice(0, CONTACTS).map((contact) => contactRow(contact, people, book.asOf)),
    contactsTotal: contacts.length,
    metrics: weeklyMetrics(book.facts, account, book.asOf),
    ...usageFindings(book, account),
    timeline: [
      ...overrideEvents(ledger, book.asOf),
      ...timelineOf(facts, (value) => formatMoney(value, 'en', currency)),
    ]
      .sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0))
      .slice(0, TIMELINE),
    neighbours: { previous: idAt(position - 1), next: idAt(position + 1) },
  };
}
