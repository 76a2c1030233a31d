import { dayFromEpochMs, isoFromDay } from '#shared/model/day.ts';
import { columnName } from './formats.ts';
import type { RowNotes } from './notes.ts';
import { subscriptionState } from './subscriptions.ts';
import type { Cell, Field, FileKind, FilePlan } from './types.ts';

export type Refusal = { readonly column: string | null; readonly code: string; readonly message: string };
type Check = (cells: readonly Cell[], line: number, notes: Pick<RowNotes, 'warn'>) => Refusal | null;

/** Pairs of columns of which the second may not come before the first. */
type Sequence = { readonly from: string; readonly to: string; readonly code: string; readonly says: string };
const sequence = (from: string, to: string, code: string, says: string): Sequence => ({ from, to, code, says });
const ENDS = 'end_before_start';
const SEQUENCES: Partial<Record<FileKind, readonly Sequence[]>> = {
  accounts: [sequence('start_date', 'renewal_date', ENDS, 'The contract ends before it starts')],
  contacts: [sequence('created_at', 'left_at', ENDS, 'The contact left before being created')],
  tickets: [sequence('opened_at', 'closed_at', 'closed_before_opened', 'The ticket was closed before it was opened')],
  surveys: [sequence('sent_at', 'responded_at', 'answered_before_sent', 'The survey was answered before it was sent')],
  invoices: [
    sequence('issued_at', 'paid_at', 'paid_before_issued', 'The invoice was paid before it was issued'),
    sequence('issued_at', 'due_at', 'due_before_issued', 'The invoice was due before it was issued'),
  ],
  contracts: [sequence('effective_date', 'term_end', ENDS, 'The term ends before it starts')],
  subscriptions: [sequence('start_date', 'end_date', ENDS, 'The subscription ends before it starts')],
};

/** Dates of what has happened: none can lie after today. */
const PAST: Partial<Record<FileKind, readonly string[]>> = {
  contacts: ['created_at', 'last_login_at'],
  usage: ['date'],
  usage_wide: ['date'],
  events: ['timestamp'],
  tickets: ['opened_at', 'closed_at'],
  surveys: ['sent_at', 'responded_at'],
  touchpoints: ['date'],
  invoices: ['paid_at'],
  milestones: ['completed_at'],
  notes: ['date'],
};

type Place = { readonly at: number; readonly field: Field; readonly column: string };

/** What is demanded of a row as a whole: refusals, and warnings to `notes`. */
export function rowCheck(plan: FilePlan): Check {
  const place = (name: string): Place | null => {
    const at = plan.layout.sourceFields.findIndex((field) => field.name === name);
    const field = plan.layout.sourceFields[at];
    return field ? { at, field, column: columnName(field.header || name) } : null;
  };
  const checks: Check[] = [];
  if (plan.kind === 'surveys') checks.push(surveyCheck(place));
  if (plan.kind === 'subscriptions') checks.push(endedCheck(place));
  for (const name of PAST[plan.kind] ?? []) {
    const found = place(name);
    if (found) checks.push(pastCheck(found, plan.layout.today));
  }
  for (const { from, to, code, says } of SEQUENCES[plan.kind] ?? []) {
    const [first, second] = [place(from), place(to)];
    if (first && second) checks.push(sequenceCheck(first, second, code, says));
  }
  return (cells, line, notes) => {
    for (const check of checks) {
      const refusal = check(cells, line, notes);
      if (refusal) return refusal;
    }
    return null;
  };
}

function dayOf({ field }: Place, cell: number): number {
  return field.type === 'timestamp' ? dayFromEpochMs(cell) : cell;
}

/** A day ahead is let pass: where the data was written it may be tomorrow already. */
function pastCheck(place: Place, today: number): Check {
  const latest = place.field.type === 'timestamp' ? (today + 2) * 86_400_000 - 1 : today + 1;
  return (cells, line, notes) => {
    const cell = cells[place.at];
    if (typeof cell === 'number' && cell > latest)
      notes.warn(
        line,
        place.column,
        'future_date',
        () => `${isoFromDay(dayOf(place, cell))} at line ${line} lies in the future (${place.column}).`,
      );
    return null;
  };
}

function sequenceCheck(first: Place, second: Place, code: string, says: string): Check {
  return (cells, line, notes) => {
    const [from, to] = [cells[first.at], cells[second.at]];
    if (typeof from !== 'number' || typeof to !== 'number') return null;
    // A timestamp beside a day: only the days compare.
    const sameUnit = first.field.type === second.field.type;
    if (sameUnit ? to < from : dayOf(second, to) < dayOf(first, from))
      notes.warn(
        line,
        second.column,
        code,
        () => `${says}: ${isoFromDay(dayOf(second, to))} and ${isoFromDay(dayOf(first, from))} at line ${line}.`,
      );
    return null;
  };
}

/** A status of "canceled" or a churn flag without a date says that a customer has left, but not when. */
function endedCheck(place: (name: string) => Place | null): Check {
  const status = place('status');
  const flag = place('churn_flag');
  const end = place('end_date');
  const column = (flag ?? status)?.column;
  return (cells, line, notes) => {
    if (column === undefined || (end && (cells[end.at] ?? null) !== null)) return null;
    const churned = flag ? (cells[flag.at] ?? null) : null;
    const state = status ? subscriptionState(cells[status.at] ?? null) : null;
    if (churned === true || (churned === null && state === 'ended'))
      notes.warn(
        line,
        column,
        'ended_without_date',
        () => `The subscription at line ${line} has ended without a date of its end; it is taken as running.`,
      );
    return null;
  };
}

function surveyCheck(place: (name: string) => Place | null): Check {
  const sent = place('sent_at');
  const responded = place('responded_at');
  const kind = place('kind');
  const scale = place('scale');
  const rating = place('rating');
  const cellOf = (cells: readonly Cell[], found: Place | null): Cell => (found ? (cells[found.at] ?? null) : null);
  const dateColumn = (responded ?? sent)?.column ?? 'responded_at';
  const ratingColumn = rating?.column ?? 'rating';
  return (cells, line, notes) => {
    if (cellOf(cells, sent) === null && cellOf(cells, responded) === null)
      return {
        column: dateColumn,
        code: 'missing_required',
        message: 'A survey needs the date it was sent or answered.',
      };
    const value = cellOf(cells, rating);
    if (typeof value !== 'number')
      return sent === null ? { column: ratingColumn, code: 'missing_required', message: 'rating is missing.' } : null;
    const survey = cellOf(cells, kind);
    const range = ratingRange(survey, cellOf(cells, scale));
    if (range && (value < range[0] || value > range[1]))
      return {
        column: ratingColumn,
        code: 'out_of_range',
        message: `"${value}" is out of range: this survey's ratings go from ${range[0]} to ${range[1]}.`,
      };
    if (survey === 'nps' && !Number.isInteger(value))
      notes.warn(
        line,
        ratingColumn,
        'fractional_rating',
        () => `The NPS rating ${value} at line ${line} is not a whole number.`,
      );
    return null;
  };
}

/** Lowest and highest rating: by the row's scale ("1-5", "0 to 10", "7"), else the usual one of the survey kind. */
function ratingRange(kind: Cell, scale: Cell): readonly [number, number] | null {
  const written = String(scale ?? '').trim();
  const named = /^(-?\d+)\s*(?:-|–|to|\.\.)\s*(\d+)$/.exec(written);
  if (named) return [Number(named[1]), Number(named[2])];
  if (kind === 'nps') return [0, 10];
  const top = /^\d+$/.test(written) ? Number(written) : 0;
  if (top > 0) return [0, top];
  return kind === 'csat' || kind === 'ces' ? [0, 10] : null;
}
