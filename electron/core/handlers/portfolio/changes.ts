import {
  BLOCK,
  countMove,
  isSameSeries,
  MOVE,
  meanChange,
  round6,
  summariseHealth,
  tierFlow,
} from '#electron/engine/index.ts';
import { type Filters, MOVES } from '#shared/contract/common.ts';
import type { ParsedInputOf } from '#shared/contract/index.ts';
import type { PortfolioChanges } from '#shared/contract/portfolio-changes.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import {
  type Book,
  bookOf,
  currencyOf,
  headsOf,
  memoWithOverrides,
  overridesOn,
  snapshotAt,
} from '../../views/book.ts';
import { selectAccounts } from '../../views/filters.ts';
import { earlierSnapshot, MOVE_BITS, movesSince } from '../../views/moves.ts';
import { money, orNull } from '../../views/rows.ts';
import { otherVersionOn } from '../account/changes.ts';
import { STANDING_FILTERS } from './frame.ts';

type Key = keyof Filters;
type State = ReturnType<Book['dayState']>;

/** Accounts picked by where they stand today would hide those that left: these filters do not apply to what changed. */
const LEFT_OUT: readonly Key[] = [...STANDING_FILTERS, 'status', 'renewalWithin', 'overridden', 'openAlerts', 'since'];
const MOVERS = 5;

function healthOf(context: ReadContext, book: Book, before: State, include: Uint8Array): PortfolioChanges['health'] {
  const change = meanChange(book.model, before.snapshot, book.snapshot, include);
  const { asOf } = before.snapshot;
  const other = otherVersionOn(context, book, asOf);
  const stored = other && headsOf(context, modelVersionOf(other)).some((head) => head.asOf === asOf);
  const shown = stored ? summariseHealth(snapshotAt(context, other, asOf), before.arr, include).mean : null;
  const parts: PortfolioChanges['health']['parts'] = [
    ...book.model.dimensions.map(({ id, name }, index) => ({
      id,
      name,
      kind: 'behaviour' as const,
      value: round6(change.behaviour[index] ?? 0),
    })),
    { id: 'coverage', name: 'Missing data', kind: 'coverage', value: round6(change.coverage) },
    { id: 'accounts', name: 'Accounts that came and went', kind: 'accounts', value: round6(change.accounts) },
  ];
  if (change.onboarding !== 0)
    parts.push({ id: 'onboarding', name: 'Onboarding', kind: 'behaviour', value: round6(change.onboarding) });
  if (other && shown !== null && change.before !== null)
    parts.unshift({ id: 'model', name: 'Model version', kind: 'model', value: round6(change.before - shown) });
  return {
    before: shown ?? change.before,
    after: change.after,
    compared: change.compared,
    parts,
    versionBefore: other && shown !== null ? modelVersionOf(other) : null,
  };
}

function tiersOf(book: Book, before: State, include: Uint8Array): PortfolioChanges['tiers'] {
  book.pause();
  const { tiers } = book.model;
  const flow = tierFlow(book.model, before, book, include);
  return [...tiers, null].map((tier, own) => {
    const row = { before: 0, entered: 0, left: 0, after: 0, enteredArr: 0, leftArr: 0 };
    for (let other = 0; other < flow.size; other++) {
      const [out, into] = [own * flow.size + other, other * flow.size + own];
      row.before += flow.accounts[out] ?? 0;
      row.after += flow.accounts[into] ?? 0;
      if (other === own) continue;
      row.left += flow.accounts[out] ?? 0;
      row.leftArr += flow.arr[out] ?? 0;
      row.entered += flow.accounts[into] ?? 0;
      row.enteredArr += flow.arr[into] ?? 0;
    }
    return {
      ...row,
      name: tier?.name ?? null,
      role: tier?.role ?? null,
      enteredArr: money(row.enteredArr),
      leftArr: money(row.leftArr),
    };
  });
}

function arrParts(book: Book, before: State, masks: Uint16Array, include: Uint8Array): PortfolioChanges['arr'] {
  const moved = (move: number): number => {
    book.pause();
    return money(countMove(masks, move, before.arr, book.arr, include).arr);
  };
  const total = ({ snapshot, arr }: Pick<State, 'snapshot' | 'arr'>): number => {
    let sum = 0;
    include.forEach((chosen, account) => {
      if (chosen === 1 && snapshot.status[account] === 1) sum += arr[account] || 0;
    });
    return money(sum);
  };
  return {
    before: total(before),
    new: moved(MOVE.new),
    expanded: moved(MOVE.arrUp),
    contracted: moved(MOVE.arrDown),
    lost: moved(MOVE.lost),
    after: total(book),
  };
}

/** The accounts whose score moved most in one direction, the larger ARR first among equals. */
function moversOf(
  book: Book,
  { snapshot: then }: State,
  include: Uint8Array,
  sign: 1 | -1,
): PortfolioChanges['risers'] {
  const now = book.snapshot;
  const change = (account: number): number => sign * ((now.score[account] ?? 0) - (then.score[account] ?? 0));
  const order = (a: number, b: number): number =>
    change(b) - change(a) || (book.arr[b] || 0) - (book.arr[a] || 0) || a - b;
  const most: number[] = [];
  include.forEach((chosen, account) => {
    if (account % BLOCK === 0) book.pause();
    if (chosen !== 1 || !(change(account) > 0)) return;
    if (!isSameSeries(then.phase[account] ?? 0, now.phase[account] ?? 0)) return;
    const last = most[MOVERS - 1];
    if (last !== undefined && order(account, last) > 0) return;
    most.push(account);
    most.sort(order).splice(MOVERS);
  });
  return most.flatMap((account) => {
    const record = book.records[account];
    const tier = book.model.tiers[now.tier[account] ?? -1];
    if (!record) return [];
    return {
      accountId: record.accountId,
      name: record.name,
      arr: orNull(book.arr[account]),
      before: orNull(then.score[account]),
      after: orNull(now.score[account]),
      tier: tier?.name ?? null,
      tierRole: tier?.role ?? null,
    };
  });
}

function overridesSince(context: ReadContext, book: Book, day: number, include: Uint8Array) {
  const before = overridesOn(context, day);
  const counted = (from: ReadonlyMap<number, unknown>, without: ReadonlyMap<number, unknown>): number =>
    [...from.keys()].filter((account) => include[account] === 1 && !without.has(account)).length;
  return { began: counted(book.overrides, before), ended: counted(before, book.overrides) };
}

const NOTHING = {
  moves: [],
  tiers: [],
  arr: { before: 0, new: 0, expanded: 0, contracted: 0, lost: 0, after: 0 },
  health: { before: null, after: null, compared: 0, parts: [], versionBefore: null },
  overrides: { began: 0, ended: 0 },
  risers: [],
  fallers: [],
} satisfies Partial<PortfolioChanges>;

/** What changed in the portfolio since an earlier snapshot. */
export function changesHandler(context: ReadContext, input: ParsedInputOf<'portfolio.changes'>): PortfolioChanges {
  const book = bookOf(context, input.model, input.asOf);
  const key = `changes ${book.modelVersion} ${book.asOf} ${JSON.stringify([input.filters ?? {}, input.since ?? null])}`;
  return memoWithOverrides(context, key, () => changesSince(context, book, input));
}

function changesSince(
  context: ReadContext,
  book: Book,
  { filters = {}, since }: ParsedInputOf<'portfolio.changes'>,
): PortfolioChanges {
  const at = earlierSnapshot(book, since);
  const frame = {
    asOf: isoFromDay(book.asOf),
    modelVersion: book.modelVersion,
    currency: currencyOf(context),
    leftOut: LEFT_OUT.filter((key) => filters[key] !== undefined),
  };
  if (at < 0) return { ...frame, since: null, ...NOTHING };
  const kept = Object.entries(filters).filter(([key]) => !LEFT_OUT.some((out) => out === key));
  const include = selectAccounts(book, Object.fromEntries(kept));
  const before = book.dayState(at);
  book.pause();
  const masks = movesSince(book, at);
  book.pause();
  return {
    ...frame,
    since: isoFromDay(before.snapshot.asOf),
    moves: MOVES.map((move) => {
      book.pause();
      const { accounts, arr } = countMove(masks, MOVE_BITS[move], before.arr, book.arr, include);
      return { move, accounts, arr: money(arr) };
    }),
    tiers: tiersOf(book, before, include),
    arr: arrParts(book, before, masks, include),
    health: healthOf(context, book, before, include),
    overrides: overridesSince(context, book, before.snapshot.asOf, include),
    risers: moversOf(book, before, include, 1),
    fallers: moversOf(book, before, include, -1),
  };
}
