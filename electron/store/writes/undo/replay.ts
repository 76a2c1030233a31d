import type { SqlValue } from '../../values.ts';

/** Columns of one stored fact with `batch_id`, `known_at` and `source_updated_at`: what a fact is between two imports. */
export type State = Readonly<Record<string, SqlValue>>;

/** What the journal keeps of a batch and a fact: the values it replaced, or what it said without being heard. */
export type Entry = {
  readonly batch: number;
  readonly step: number;
  readonly before: State | null;
  readonly left: State | null;
};

/** What undo has to know of a batch. */
export type Author = {
  /** Columns the batch writes. */
  readonly columns: readonly string[];
  /** The batch says when its source changed each row. */
  readonly timed: boolean;
  /** Custom attributes the batch writes. */
  readonly attributes: ReadonlySet<string>;
  /** Epoch ms. */
  readonly importedAt: number;
};

/** What one batch says about one fact. */
export type Claim = {
  readonly batch: number;
  readonly step: number;
  readonly values: State;
  /** When the source changed the row (epoch ms). */
  readonly time: SqlValue;
};

export type Outcome =
  | { readonly type: 'created' | 'confirmed' | 'left'; readonly claim: Claim }
  | { readonly type: 'changed'; readonly claim: Claim; readonly before: State };

const isLate = (at: { readonly batch: number; readonly step: number }): boolean => at.step !== at.batch;

function pick(state: State, columns: readonly string[]): State {
  return Object.fromEntries(columns.map((column) => [column, state[column] ?? null]));
}

/**
 * The claims on a stored fact, oldest first, recovered from what is stored of it now, its journal (in order of writing) and
 * the batches that found it as it was. The first is the one that created it.
 */
export function claimsOf(
  current: State,
  entries: readonly Entry[],
  confirming: readonly number[],
  authorOf: (batch: number) => Author,
): Claim[] {
  const positions = [
    ...entries.map((entry) => ({ batch: entry.batch, step: entry.step, entry })),
    ...confirming.map((batch) => ({ batch, step: batch, entry: null })),
  ].sort((a, b) => a.step - b.step || Number(isLate(a)) - Number(isLate(b)));
  const claims: Claim[] = [];
  const claim = (batch: number, step: number, said: State): void => {
    const author = authorOf(batch);
    const time = author.timed ? (said.source_updated_at ?? null) : null;
    claims.push({ batch, step, values: pick(said, author.columns), time });
  };
  let state = current;
  for (const { batch, step, entry } of positions.reverse()) {
    claim(batch, step, entry?.left ?? state);
    if (entry?.before) state = { ...state, ...entry.before };
  }
  const creator = Number(state.batch_id);
  claim(creator, creator, state);
  return claims.reverse();
}

/**
 * What claims come to, by the rules of the fact writer: the first creates the fact (`blank` holds the columns it does not
 * write), a later one changes or confirms it, or is left out when it is older by the source's own time.
 */
export function replay(
  claims: readonly Claim[],
  blank: State,
  authorOf: (batch: number) => Author,
): { readonly state: State | null; readonly outcomes: Outcome[] } {
  const outcomes: Outcome[] = [];
  let state: State | null = null;
  for (const claim of claims) {
    const stamp: State = {
      batch_id: claim.batch,
      known_at: typeof claim.time === 'number' ? claim.time : authorOf(claim.batch).importedAt,
      source_updated_at: claim.time,
    };
    if (state === null) {
      state = { ...blank, ...claim.values, ...stamp };
      outcomes.push({ type: 'created', claim });
      continue;
    }
    const before: State = state;
    const storedTime = before.source_updated_at ?? null;
    if (typeof claim.time === 'number' && typeof storedTime === 'number' && claim.time < storedTime) {
      outcomes.push({ type: 'left', claim });
      continue;
    }
    const same = Object.entries(claim.values).every(([column, value]) => before[column] === value);
    const restamped = same && authorOf(claim.batch).timed && claim.time !== storedTime;
    if (same && !restamped && !isLate(claim)) {
      outcomes.push({ type: 'confirmed', claim });
      continue;
    }
    outcomes.push({
      type: 'changed',
      claim,
      before: pick(before, [...Object.keys(claim.values), ...Object.keys(stamp)]),
    });
    if (restamped) state = { ...before, source_updated_at: claim.time };
    else if (!same) state = { ...before, ...claim.values, ...stamp };
  }
  return { state, outcomes };
}

/** Value of a custom attribute and the batch that wrote it. */
export type AttributeState = { readonly value: string; readonly batch: number } | null;
/** Journal of one attribute of one account, by batch. */
export type AttributeEntry = { readonly before: AttributeState } | { readonly left: string | null };

/** What each claim on the account says about one of its custom attributes; undefined for batches without that column. */
export function attributeClaims(
  claims: readonly Claim[],
  name: string,
  current: AttributeState,
  entries: ReadonlyMap<number, AttributeEntry>,
  authorOf: (batch: number) => Author,
): (string | null | undefined)[] {
  const said: (string | null | undefined)[] = [];
  let state = current;
  for (const claim of [...claims].reverse()) {
    const entry = entries.get(claim.batch);
    if (entry && 'left' in entry) {
      said.push(entry.left);
    } else if (entry) {
      said.push(state?.value ?? null);
      state = entry.before;
    } else if (state?.batch === claim.batch) {
      said.push(state.value);
      state = null;
    } else {
      said.push(authorOf(claim.batch).attributes.has(name) ? (state?.value ?? null) : undefined);
    }
  }
  return said.reverse();
}

/** The same for one attribute: `said` by the outcome of each claim on the account itself. */
export function replayAttribute(
  outcomes: readonly Outcome[],
  said: ReadonlyMap<number, string | null | undefined>,
): { readonly state: AttributeState; readonly entries: (Claim & { readonly entry: AttributeEntry })[] } {
  let state: AttributeState = null;
  const entries: (Claim & { readonly entry: AttributeEntry })[] = [];
  for (const { type, claim } of outcomes) {
    const value = said.get(claim.batch);
    if (value === undefined) continue;
    if (type === 'left') {
      entries.push({ ...claim, entry: { left: value } });
      continue;
    }
    const known: AttributeState = state;
    if ((known === null ? null : (known as { value: string }).value) === value) continue;
    if (known !== null) entries.push({ ...claim, entry: { before: known } });
    state = value === null ? null : { value, batch: claim.batch };
  }
  return { state, entries };
}
