/** What SQLite stores for a typed cell: booleans as 0/1. */
export type SqlValue = string | number | null;

export function toSql(cell: string | number | boolean | null): SqlValue {
  return typeof cell === 'boolean' ? Number(cell) : cell;
}
