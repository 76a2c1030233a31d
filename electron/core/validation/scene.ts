import { atRiskTier, historyEnoughBy, historyMonths, type LandmarkRows } from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay, NO_DAY } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { type Book, bookOf } from '../views/book.ts';
import { orNull } from '../views/rows.ts';
import { landmarkRowsOf, type WorkspaceRows } from './rows.ts';

export type BackTest = OutputOf<'validation.run'>;
export type BackTestInput = ParsedInputOf<'validation.run'>;
type Named = BackTest['missedChurns']['rows'][number];

/** What every part of a back-test is made from. */
export type Scene = {
  readonly context: ReadContext;
  readonly input: BackTestInput;
  readonly book: Book;
  readonly found: WorkspaceRows;
  readonly rows: LandmarkRows;
  /** Lower bound of the tiers that are not at risk, for the segment of an account. */
  readonly boundOf: (account: number) => number;
  /** 1 where the score of a row is below that bound. */
  readonly flagged: Uint8Array;
  /** How many missed churns and false alarms are named at most. */
  readonly most: number;
  /** Tells how far the work is and stops it where the person cancels. */
  readonly step: (label: string, share: number) => void;
};

export function sceneOf(context: ReadContext, input: BackTestInput, control: WorkControl, most: number): Scene {
  const step = (label: string, share: number): void => {
    if (control.isCancelled()) throw new AppError('cancelled', 'The back-test was cancelled.');
    control.onProgress(label, share, null);
  };
  step('Reading scores and facts', 0);
  const book = bookOf(context, input.model, undefined);
  const { model, thresholds } = book;
  step('Looking back from the landmarks', 0.05);
  const found = landmarkRowsOf(context, model, input);
  const { rows } = found;
  const last = Math.max(0, atRiskTier(model) - 1);
  const boundOf = (account: number): number =>
    thresholds.sets[thresholds.setOf[account] as number]?.[last] ?? model.atRiskBound;
  return {
    context,
    input,
    book,
    found,
    rows,
    boundOf,
    flagged: Uint8Array.from({ length: rows.length }, (_, row) =>
      (rows.score[row] as number) < boundOf(rows.account[row] as number) ? 1 : 0,
    ),
    most,
    step,
  };
}

/** The months that the gate asks for (30-method.md 4.2); null without rows. */
export function monthsOf({ rows, found }: Pick<Scene, 'rows' | 'found'>): number | null {
  return rows.length === 0 ? null : historyMonths(found.history.from, found.history.to);
}

/** The day of the score with which the history is long enough for every claim; null where it is, or without rows. */
export function enoughByOf({ rows, found }: Pick<Scene, 'rows' | 'found'>): string | null {
  const day = historyEnoughBy(found.history.from);
  return rows.length > 0 && day > found.history.to ? isoFromDay(day) : null;
}

/** A row by the name of its account. */
export function namedRow({ book, rows }: Scene, row: number): Named {
  const account = rows.account[row] as number;
  const record = book.records[account];
  const tier = book.model.tiers[rows.tier[row] as number] ?? book.model.tiers.at(-1);
  const on = rows.outcomeDay[row] as number;
  return {
    accountId: record?.accountId ?? '',
    name: record?.name ?? '',
    landmark: isoFromDay(rows.days[rows.landmark[row] as number] as number),
    score: rows.score[row] as number,
    tier: tier?.name ?? '',
    role: tier?.role ?? 'critical',
    arr: orNull(rows.arr[row] as number),
    segment: record?.segment ?? null,
    churnDate: on === NO_DAY ? null : isoFromDay(on),
  };
}
