/** What a file may not exceed; reading stops when one is crossed, each with its own error code. */
export type Limits = {
  readonly bytes: number;
  readonly columns: number;
  readonly rows: number;
  /** Characters of one row. */
  readonly row: number;
  /** Characters of one cell. */
  readonly cell: number;
};

export const DEFAULT_LIMITS: Limits = {
  bytes: 2_000_000_000,
  columns: 500,
  rows: 5_000_000,
  row: 1_048_576,
  cell: 65_536,
};
