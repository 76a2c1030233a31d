import type { Cell } from '#electron/ingest/index.ts';
import { MAX_METRICS, MAX_USAGE_DAY, packUsageKey } from '#electron/store/tables.ts';
import { mergeUsage, metricIds } from '#electron/store/writes/usage.ts';
import { UsageBuffer } from '#electron/store/writes/usage-buffer.ts';
import { findAccount, JOIN_FIELDS, type JoinField, joinOf } from './joins.ts';
import { type FactSink, refused, type SinkContext, STORED } from './sink.ts';

const MAX_HINT = 1 << 24;
/** Columns of a wide file that say whose and when, not how much. */
const NOT_METRICS: ReadonlySet<string> = new Set([...JOIN_FIELDS, 'date']);

/** Long and wide usage: packed numeric facts, merged in key order. */
export function usageSink(
  { db, lookups, batch, fates, rows, fields, extraNames }: SinkContext,
  wide: boolean,
): FactSink {
  const join = joinOf(fields);
  const contactAt = fields.indexOf('contact_id');
  const dateAt = fields.indexOf('date');
  const metricAt = fields.indexOf('metric');
  const valueAt = fields.indexOf('value');
  const metrics = metricIds(db);
  const wideMetrics = wide
    ? fields.flatMap((name, source) => (NOT_METRICS.has(name) ? [] : [{ source, id: metrics.idOf(name) }]))
    : [];
  const extraMetrics = wide ? extraNames.map((name) => metrics.idOf(name)) : [];
  // Memory that is not written to costs nothing: better too much at once than copies while it grows.
  const account = new UsageBuffer(Math.min(MAX_HINT, rows * Math.max(1, wideMetrics.length + extraMetrics.length)));
  const contact = new UsageBuffer();
  let lastJoin: Cell = null;
  let lastOwner: number | null = null;

  /** Most files give the rows of an account one after the other. */
  const ownerOf = (field: JoinField, value: Cell): number | null => {
    if (value !== lastJoin) {
      lastJoin = value;
      lastOwner = findAccount(lookups, field, String(value));
    }
    return lastOwner;
  };

  const put = (
    buffer: UsageBuffer,
    owner: number,
    day: number,
    metric: number | null,
    value: Cell | undefined,
    row: number,
  ): void => {
    if (metric !== null && typeof value === 'number') buffer.push(packUsageKey(owner, day, metric), value, row);
  };

  return {
    written: ['value'],
    factsOf: (cells, extras) => {
      if (!wide) return 1;
      let count = 0;
      for (const { source } of wideMetrics) if (typeof cells[source] === 'number') count += 1;
      for (const extra of extras) if (typeof extra === 'number') count += 1;
      return count;
    },
    take: (row, facts, extras) => {
      const cells = facts[0] ?? [];
      const day = cells[dateAt];
      if (typeof day !== 'number' || day < 0 || day > MAX_USAGE_DAY)
        return refused('bad_date', 'Usage dates must lie between 1970 and 2149.', 'date');
      let buffer = account;
      let owner: number | null;
      const contactKey = contactAt < 0 ? null : (cells[contactAt] ?? null);
      if (contactKey !== null) {
        const known = lookups.contact.get(String(contactKey));
        if (!known) return { outcome: 'waiting', joinField: 'contact_id', joinValue: String(contactKey) };
        owner = known.id;
        buffer = contact;
      } else {
        const joinValue = join ? cells[join.index] : null;
        if (!join || joinValue === null || joinValue === undefined)
          return refused('missing_required', 'The row names no account.', 'account_id');
        owner = ownerOf(join.field, joinValue);
        if (owner === null) return { outcome: 'waiting', joinField: join.field, joinValue: String(joinValue) };
      }
      if (wide) {
        for (const { source, id } of wideMetrics) put(buffer, owner, day, id, cells[source], row);
        extraMetrics.forEach((id, index) => {
          put(buffer, owner, day, id, extras[index], row);
        });
      } else {
        const metric = metrics.idOf(String(cells[metricAt] ?? ''));
        if (metric === null)
          return refused(
            'too_many_metrics',
            `The workspace already has ${MAX_METRICS} metrics, the most it can keep.`,
            'metric',
          );
        put(buffer, owner, day, metric, cells[valueAt], row);
      }
      return STORED;
    },
    takeAt: (row, columns, at) => {
      if (wide || !join || contactAt >= 0) return false;
      const day = columns[dateAt]?.[at];
      const key = columns[join.index]?.[at];
      const name = columns[metricAt]?.[at];
      const value = columns[valueAt]?.[at];
      if (typeof day !== 'number' || day < 0 || day > MAX_USAGE_DAY || typeof value !== 'number') return false;
      if (typeof key !== 'string' || typeof name !== 'string') return false;
      const owner = ownerOf(join.field, key);
      const metric = owner === null ? null : metrics.idOf(name);
      if (owner === null || metric === null) return false;
      account.push(packUsageKey(owner, day, metric), value, row);
      return true;
    },
    flush: (onStored) => {
      for (const [table, buffer] of [
        ['usage', account],
        ['contact_usage', contact],
      ] as const) {
        const sorted = buffer.sorted((row) => fates.supersede(row));
        mergeUsage(db, table, sorted, batch, (row, fate) => fates.set(row, fate), onStored);
      }
    },
  };
}
