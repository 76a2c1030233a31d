import type { Cell } from '#electron/ingest/index.ts';
import { ACCOUNT_COLUMNS } from '#electron/store/tables.ts';
import { attributeWriter, factWriter } from '#electron/store/writes/rows.ts';
import { type FactSink, ROWS_PER_CALL, type SinkContext, STORED } from './sink.ts';

/** Of two versions of a row in one file the one the source changed later stands, else the last. */
function isOlder(values: readonly Cell[], than: readonly Cell[], updatedAt: number): boolean {
  if (updatedAt < 0) return false;
  const mine = values[updatedAt];
  const other = than[updatedAt];
  return typeof mine === 'number' && typeof other === 'number' && mine < other;
}

/** Accounts with their custom attributes: kept until all are known, because the attributes of a row that gives way count nothing. */
export function accountSink({ db, lookups, batch, fates, fields, extraNames }: SinkContext): FactSink {
  const idAt = fields.indexOf('account_id');
  const columns = ACCOUNT_COLUMNS.filter((column) => fields.includes(column));
  const sources = columns.map((column) => fields.indexOf(column));
  const updatedAt = columns.indexOf('source_updated_at');
  const pending = new Map<string, { row: number; values: Cell[]; extras: readonly (string | number | null)[] }>();
  return {
    written: [...columns, ...extraNames.map((name) => `@${name}`)],
    factsOf: () => 1,
    take: (row, facts, extras) => {
      const cells = facts[0] ?? [];
      const key = String(cells[idAt] ?? '');
      const earlier = pending.get(key);
      const values = sources.map((source) => cells[source] ?? null);
      if (earlier && isOlder(values, earlier.values, updatedAt)) {
        fates.supersede(row);
        return STORED;
      }
      if (earlier) fates.supersede(earlier.row);
      pending.delete(key);
      pending.set(key, { row, values, extras });
      return STORED;
    },
    flush: (onStored) => {
      const writer = factWriter(db, 'accounts', 'account', columns, batch);
      const attributes = attributeWriter(db, batch);
      let stored = 0;
      for (const [key, { row, values, extras }] of pending) {
        if (stored % ROWS_PER_CALL === 0) onStored(stored, pending.size);
        stored += 1;
        const written = writer.write(row, key, null, values);
        if (!written) continue;
        const { fate, id, outdated, revived } = written;
        lookups.account.set(key, id);
        if (revived) lookups.revive(id);
        if (outdated) fates.noteOutdated();
        let changed = false;
        for (let index = 0; index < extraNames.length; index += 1) {
          const extra = extras[index];
          const value = extra === null || extra === undefined ? null : String(extra);
          const name = extraNames[index] ?? '';
          if (outdated) attributes.leave(id, name, value);
          else if (attributes.write(id, name, value)) changed = true;
        }
        fates.set(row, fate === 'unchanged' && changed ? 'updated' : fate);
      }
      writer.close();
      lookups.forget();
    },
  };
}
