import {
  CHURN_DAYS,
  CONVERSION_BANDS,
  churnEstimate,
  conversionBand,
  LEAST_EXPANSIONS,
  PHASE,
  SCORE_STATE,
  SIMILAR_CASES,
  SIMILAR_WITHIN,
  similarOutcome,
} from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { AccountOutlook } from '#shared/contract/outlook.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber } from '#shared/format/number.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { OUTCOMES } from '#shared/model/facts.ts';
import type { ReadContext } from '../../context.ts';
import { type Book, bookOf, positionsOf } from '../../views/book.ts';
import { basisText, churnModelOf, expansionRatesOf, noticeOf, pastOf } from '../../views/outlook.ts';
import { dimensionScores, isoOrNull, orNull } from '../../views/rows.ts';

const CHURN = OUTCOMES.indexOf('churn');

/** Why nothing is said of what may become of an account; null where something is. */
function gapOf({ snapshot }: Book, account: number): string | null {
  if (snapshot.status[account] === 2) return 'It has churned.';
  if (snapshot.status[account] !== 1) return 'It has not started yet.';
  if (snapshot.phase[account] !== PHASE.standard) return 'Asked once the standard model scores the account.';
  if (snapshot.state[account] === SCORE_STATE.provisional)
    return 'A provisional score says too little: the past it would be compared with has full scores.';
  return snapshot.state[account] === SCORE_STATE.scored ? null : 'It takes a health score.';
}

function churnOf(context: ReadContext, book: Book, account: number): AccountOutlook['churnProbability'] {
  const model = churnModelOf(context, book);
  const notice = noticeOf(book)(account);
  const gap =
    gapOf(book, account) ??
    (notice === null
      ? null
      : `Notice was given on ${formatDate(isoFromDay(notice), 'en')}: there is nothing left to estimate.`);
  const { p, low, high, of, left } = churnEstimate(
    model,
    gap === null ? (book.snapshot.score[account] ?? Number.NaN) : Number.NaN,
  );
  return {
    horizonDays: CHURN_DAYS,
    basis: model.basis,
    basisText: basisText(model),
    p: orNull(p),
    low: orNull(low),
    high: orNull(high),
    of,
    left,
    gap,
  };
}

function expansionOf(context: ReadContext, book: Book, account: number): AccountOutlook['expansionProbability'] {
  const gap = gapOf(book, account);
  const health = book.snapshot.score[account] ?? Number.NaN;
  const band = CONVERSION_BANDS.findIndex((from) => health >= from);
  const rate = expansionRatesOf(context, book)[band];
  if (gap !== null || !rate)
    return {
      basis: 'requirements',
      rate: null,
      low: null,
      high: null,
      of: 0,
      expanded: 0,
      basisText: '',
      gap: gap ?? 'It takes a health score.',
    };
  const { n, expanded } = rate;
  const range = band === 0 ? '80 and above' : `${rate.from} to ${CONVERSION_BANDS[band - 1]}`;
  if (expanded >= LEAST_EXPANSIONS) {
    return {
      basis: 'own',
      rate: rate.rate,
      low: rate.low,
      high: rate.high,
      of: n,
      expanded,
      basisText: `${expanded} of ${formatNumber(n, 'en')} times this workspace’s accounts scored ${range}, they expanded within ${CHURN_DAYS} days.`,
      gap: null,
    };
  }
  const [low, high] = conversionBand(health) ?? [Number.NaN, Number.NaN];
  return {
    basis: 'requirements',
    rate: null,
    low: orNull(low),
    high: orNull(high),
    of: n,
    expanded,
    basisText: `Share of expansion conversations that convert at a score of ${range} in the requirements, not your data: ${expanded} expansions of this workspace are fewer than the ${LEAST_EXPANSIONS} it takes.`,
    gap: null,
  };
}

/** Score about 90 days after a landmark, of the last week that had closed by then. */
function scoreAfter({ history, asOf }: Book, account: number, day: number): number | null {
  const until = Math.min(asOf, day + CHURN_DAYS + 1);
  return orNull(history.findLast((entry) => entry.asOf > day && entry.asOf <= until)?.score[account]);
}

function outcomesBetween(
  { facts }: Book,
  account: number,
  from: number,
  to: number,
): AccountOutlook['similar']['cases'][number]['outcomes'] {
  const { offsets, day, outcome } = facts.outcomes;
  const found = new Set<Exclude<(typeof OUTCOMES)[number], 'churn'>>();
  for (let k = offsets[account] ?? 0; k < (offsets[account + 1] ?? 0); k++) {
    const [on, name] = [day[k] ?? 0, OUTCOMES[outcome[k] ?? CHURN]];
    if (on > from && on <= to && name !== undefined && name !== 'churn') found.add(name);
  }
  return [...found];
}

function similarTo(context: ReadContext, book: Book, account: number): AccountOutlook['similar'] {
  const none = (gap: string, among = 0): AccountOutlook['similar'] => ({
    cases: [],
    churned: 0,
    low: null,
    high: null,
    among,
    gap,
  });
  const { snapshot, model, facts } = book;
  if (snapshot.status[account] !== 1 || snapshot.phase[account] !== PHASE.standard)
    return none(gapOf(book, account) ?? '');
  const past = pastOf(context, book);
  if (past.length === 0) return none('No account was scored 90 days ago or earlier: nobody’s outcome is known yet.');
  const found = similarOutcome(past, past.outcome, {
    account,
    dimensions: dimensionScores(book, account),
    weights: model.dimensions.map(({ weight }) => weight),
    segment: facts.accounts.segment,
  });
  if ('within' in found) {
    return none(
      `${found.within === 0 ? 'No account' : `Only ${found.within}`} of the past lies within ${SIMILAR_WITHIN} points of this one; it takes ${SIMILAR_CASES} to say what became of them.`,
      past.length,
    );
  }
  return {
    cases: found.cases.flatMap(({ row, distance }) => {
      const other = past.account[row] ?? -1;
      const record = book.records[other];
      const day = past.days[past.landmark[row] ?? 0] ?? 0;
      if (!record) return [];
      return {
        accountId: record.accountId,
        name: record.name,
        segment: record.segment,
        date: isoFromDay(day),
        score: past.score[row] ?? 0,
        scoreAfter: scoreAfter(book, other, day),
        distance,
        churnDate: isoOrNull(past.outcomeDay[row]),
        outcomes: outcomesBetween(book, other, day, past.horizonEnd[row] ?? day),
      };
    }),
    churned: found.outcomes,
    low: found.low,
    high: found.high,
    among: past.length,
    gap: null,
  };
}

/** What may become of an account: probabilities with their basis, and what became of accounts like it (30-method.md 4.3). */
export function accountOutlookHandler(
  context: ReadContext,
  input: ParsedInputOf<'accounts.outlook'>,
): OutputOf<'accounts.outlook'> {
  const book = bookOf(context, input.model, input.asOf);
  const account = positionsOf(context, book).get(input.accountId);
  if (account === undefined)
    throw new AppError('not_found', `There is no account ${input.accountId} in this workspace.`);
  return {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    churnProbability: churnOf(context, book, account),
    expansionProbability: expansionOf(context, book, account),
    similar: similarTo(context, book, account),
  };
}
