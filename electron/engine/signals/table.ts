import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type KnownSignalId, SIGNALS } from '#shared/model/signals.ts';

/**
 * Columns of signals, one a signal in the order of {@link SIGNAL_IDS}. Values are encoded as shared/model/signals.ts says
 * (enums by index, booleans 0/1, missing NaN).
 */
export type SignalRows = {
  readonly values: readonly Float64Array[];
  /** Latest fact day behind a value, NO_DAY when there is none; no columns where nobody asks for them. */
  readonly factDay: readonly Int32Array[];
  /** 1 when the source behind the value is older than twice its refresh class at the day (30-method.md 2.5); as `factDay`. */
  readonly stale: readonly Uint8Array[];
  /** What the season made of `login_ratio_30_90`. */
  readonly seasonal: SeasonalColumns;
};

/** Signals of the accounts `from` … `to − 1` as of one day. Each column has `to − from` entries. */
export type SignalTable = SignalRows & {
  readonly asOf: Day;
  readonly from: number;
  readonly to: number;
  readonly ids: readonly KnownSignalId[];
};

/** The login ratio before and after the season, one entry a row (30-method.md 2.7). */
export type SeasonalColumns = {
  /** The ratio as measured, NaN when missing. */
  readonly raw: Float64Array;
  /** The same ratio 364 days earlier, NaN when that year is not complete enough. */
  readonly lastYear: Float64Array;
  /** What the raw ratio is divided by, NaN when no season is known. */
  readonly factor: Float64Array;
  /** 1 when it was; 0 with a factor means that usage is too far below last year's to be excused by the season. */
  readonly applied: Uint8Array;
};

export const SIGNAL_IDS: readonly KnownSignalId[] = SIGNALS.map((signal) => signal.id);

const COLUMN_BY_ID: ReadonlyMap<string, number> = new Map(SIGNAL_IDS.map((id, column) => [id, column]));

/** Column of a signal in every {@link SignalTable}, −1 for a signal the engine does not compute. */
export function signalColumn(id: string): number {
  return COLUMN_BY_ID.get(id) ?? -1;
}

/** The accounts `from` … `to − 1`. */
export function accountRange(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, row) => from + row);
}

/** Rows without any signal: everything missing. */
export function createSignalRows(length: number): SignalRows {
  return {
    values: SIGNAL_IDS.map(() => new Float64Array(length).fill(Number.NaN)),
    factDay: [],
    stale: [],
    seasonal: {
      raw: new Float64Array(length).fill(Number.NaN),
      lastYear: new Float64Array(length).fill(Number.NaN),
      factor: new Float64Array(length).fill(Number.NaN),
      applied: new Uint8Array(length),
    },
  };
}

/** An empty table: everything missing. `values`: without columns for the days behind the values. */
export function createSignalTable(asOf: Day, from: number, to: number, values = false): SignalTable {
  const length = to - from;
  const rows = createSignalRows(length);
  const table = { ...rows, asOf, from, to, ids: SIGNAL_IDS };
  if (values) return table;
  return {
    ...table,
    factDay: SIGNAL_IDS.map(() => new Int32Array(length).fill(NO_DAY)),
    stale: SIGNAL_IDS.map(() => new Uint8Array(length)),
  };
}

/** One column being filled. */
export type SignalWriter = {
  readonly put: (row: number, value: number, factDay: Day, stale: boolean) => void;
};

export function signalWriter(rows: SignalRows, id: KnownSignalId): SignalWriter {
  const column = signalColumn(id);
  const values = rows.values[column] as Float64Array;
  const factDay = rows.factDay[column];
  const stale = rows.stale[column];
  return {
    put(row, value, day, isStale) {
      values[row] = value;
      if (!factDay || !stale) return;
      factDay[row] = day;
      stale[row] = isStale ? 1 : 0;
    },
  };
}

/** Reads the signals of one account (its index in the workspace) by id: encoded value, NaN when missing or unknown. */
export function signalReader(table: SignalTable, account: number): (id: string) => number {
  return (id) => {
    const column = signalColumn(id);
    return column < 0 ? Number.NaN : (table.values[column]?.[account - table.from] ?? Number.NaN);
  };
}
