import type { Cell } from '#electron/ingest/index.ts';
import type { WriteDb } from '#electron/store/open.ts';
import type { Lookups } from '#electron/store/reads/lookups.ts';
import {
  ACCOUNT_COLUMNS,
  MAX_METRICS,
  MAX_USAGE_DAY,
  packUsageKey,
  type RowKind,
  TABLES,
} from '#electron/store/tables.ts';
import { attributeWriter, type BatchStamp, factWriter } from '#electron/store/writes/rows.ts';
import { subscriptionWriter } from '#electron/store/writes/subscriptions.ts';
import { mergeUsage, metricIds, UsageBuffer } from '#electron/store/writes/usage.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { RowFates } from './fates.ts';
import { findAccount, joinOf } from './joins.ts';

/** A row that cannot be stored although each of its cells is fine. */
export type Refusal = { readonly column: string | null; readonly code: string; readonly message: string };
export type Placement =
  | { readonly outcome: 'stored' }
  | { readonly outcome: 'waiting'; readonly joinField: string; readonly joinValue: string }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

const STORED: Placement = { outcome: 'stored' };
const refused = (code: string, message: string, column: string | null = null): Placement => ({
  outcome: 'refused',
  refusal: { column, code, message },
});
const KEY_SEPARATOR = '\u001f';

/** Collects the rows of one kind in memory (last one of equal keys stands) and writes them in one go. */
export type FactSink = {
  /** `facts` are the rows the source row produces, each by `fields`. */
  take(row: number, facts: readonly (readonly Cell[])[], extras: readonly (string | number | null)[]): Placement;
  /** Writes everything taken; rows get their fates. */
  flush(fates: RowFates): void;
  /** Columns the sink writes, custom attributes as `@name`: what undo has to know. */
  readonly written: readonly string[];
};

/** Of two versions of a row in one file the one the source changed later stands, else the last. */
function isOlder(values: readonly Cell[], than: readonly Cell[], updatedAt: number): boolean {
  if (updatedAt < 0) return false;
  const mine = values[updatedAt];
  const other = than[updatedAt];
  return typeof mine === 'number' && typeof other === 'number' && mine < other;
}

export function accountSink(
  db: WriteDb,
  lookups: Lookups,
  batch: BatchStamp,
  fields: readonly string[],
  extraNames: readonly string[],
): FactSink {
  const idAt = fields.indexOf('account_id');
  const columns = ACCOUNT_COLUMNS.filter((column) => fields.includes(column));
  const sources = columns.map((column) => fields.indexOf(column));
  const updatedAt = columns.indexOf('source_updated_at');
  const pending = new Map<string, { row: number; values: Cell[]; extras: readonly (string | number | null)[] }>();
  const superseded: number[] = [];
  return {
    written: [...columns, ...extraNames.map((name) => `@${name}`)],
    take: (row, facts, extras) => {
      const cells = facts[0] ?? [];
      const key = String(cells[idAt] ?? '');
      const earlier = pending.get(key);
      const values = sources.map((source) => cells[source] ?? null);
      if (earlier && isOlder(values, earlier.values, updatedAt)) {
        superseded.push(row);
        return STORED;
      }
      if (earlier) superseded.push(earlier.row);
      pending.delete(key);
      pending.set(key, { row, values, extras });
      return STORED;
    },
    flush: (fates) => {
      for (const row of superseded) fates.supersede(row);
      const writer = factWriter(db, 'accounts', 'account', columns, batch);
      const attributes = attributeWriter(db, batch);
      for (const [key, { row, values, extras }] of pending) {
        const { fate, id, outdated, revived } = writer.write(key, null, values);
        lookups.account.set(key, id);
        if (revived) lookups.revive(id);
        if (outdated) fates.noteOutdated();
        let changed = false;
        extraNames.forEach((name, index) => {
          const extra = extras[index];
          const value = extra === null || extra === undefined ? null : String(extra);
          if (outdated) attributes.leave(id, name, value);
          else if (attributes.write(id, name, value)) changed = true;
        });
        fates.set(row, fate === 'unchanged' && changed ? 'updated' : fate);
      }
      writer.close();
      lookups.forget();
    },
  };
}

export function rowSink(
  db: WriteDb,
  lookups: Lookups,
  kind: RowKind,
  batch: BatchStamp,
  fields: readonly string[],
): FactSink {
  const spec = TABLES[kind];
  const join = joinOf(fields, spec.explicitId === null ? [] : [spec.explicitId]);
  const columns = spec.columns.filter((column) => fields.includes(column));
  const sources = columns.map((column) => fields.indexOf(column));
  const explicitAt = spec.explicitId === null ? -1 : fields.indexOf(spec.explicitId);
  const identity = spec.identity.filter((column) => column !== 'account').map((column) => fields.indexOf(column));
  const subscriptionAt = kind === 'contracts' ? fields.indexOf('subscription_id') : -1;
  const sentAt = fields.indexOf('sent_at');
  const respondedAt = fields.indexOf('responded_at');
  const updatedAt = columns.indexOf('source_updated_at');
  type Pending = { row: number; account: number; values: Cell[] };
  const pending = new Map<string, Pending>();
  const superseded: number[] = [];
  const subscriptions = new Map<string, number>();

  return {
    written: columns,
    take: (row, facts) => {
      const first = facts[0] ?? [];
      const joinValue = join ? first[join.index] : null;
      if (!join || joinValue === null || joinValue === undefined)
        return refused('missing_required', 'The row names no account.', 'account_id');
      const account = findAccount(lookups, join.field, String(joinValue));
      if (account === null) return { outcome: 'waiting', joinField: join.field, joinValue: String(joinValue) };
      if (kind === 'surveys' && (first[sentAt] ?? null) === null && (first[respondedAt] ?? null) === null) {
        return refused('missing_required', 'A survey needs the date it was sent or answered.', 'responded_at');
      }
      for (const cells of facts) {
        const explicit = explicitAt < 0 ? null : (cells[explicitAt] ?? null);
        const key =
          explicit === null
            ? [account, ...identity.map((index) => cells[index] ?? '')].join(KEY_SEPARATOR)
            : String(explicit);
        const earlier = pending.get(key);
        const values = sources.map((source) => cells[source] ?? null);
        if (earlier && isOlder(values, earlier.values, updatedAt)) {
          superseded.push(row);
          continue;
        }
        if (earlier) superseded.push(earlier.row);
        pending.set(key, { row, account, values });
        const subscription = subscriptionAt < 0 ? null : (cells[subscriptionAt] ?? null);
        if (subscription !== null) subscriptions.set(String(subscription), account);
      }
      return STORED;
    },
    flush: (fates) => {
      for (const row of superseded) fates.supersede(row);
      const remember = subscriptionWriter(db, batch.id);
      for (const [subscription, account] of subscriptions) {
        remember(subscription, account);
        if (!lookups.subscription.has(subscription)) lookups.subscription.set(subscription, account);
      }
      const writer = factWriter(db, kind, spec.table, columns, batch);
      for (const [key, { row, account, values }] of pending) {
        const { fate, id, outdated } = writer.write(key, account, values);
        if (kind === 'contacts') lookups.contact.set(key, { id, account });
        if (outdated) fates.noteOutdated();
        fates.set(row, fate);
      }
      writer.close();
      if (kind === 'contacts' || kind === 'tickets') lookups.forget();
    },
  };
}

/** Long and wide usage: packed numeric facts, merged in key order. */
export function usageSink(
  db: WriteDb,
  lookups: Lookups,
  wide: boolean,
  batch: BatchStamp,
  fields: readonly string[],
  extraNames: readonly string[],
): FactSink {
  const join = joinOf(fields);
  const contactAt = fields.indexOf('contact_id');
  const dateAt = fields.indexOf('date');
  const metricAt = fields.indexOf('metric');
  const valueAt = fields.indexOf('value');
  const metrics = metricIds(db);
  const wideMetrics = wide
    ? fields.flatMap((name, source) =>
        [
          'account_id',
          'subscription_id',
          'contact_id',
          'ticket_id',
          'email',
          'domain',
          'account_name',
          'date',
        ].includes(name)
          ? []
          : [{ source, id: metrics.idOf(name) }],
      )
    : [];
  const extraMetrics = wide ? extraNames.map((name) => metrics.idOf(name)) : [];
  const account = new UsageBuffer();
  const contact = new UsageBuffer();

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
        owner = findAccount(lookups, join.field, String(joinValue));
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
    flush: (fates) => {
      for (const [table, buffer] of [
        ['usage', account],
        ['contact_usage', contact],
      ] as const) {
        const sorted = buffer.sorted();
        for (const row of sorted.superseded) fates.supersede(row);
        mergeUsage(db, table, sorted, batch, (row, fate) => fates.set(row, fate));
      }
    },
  };
}

/** Number of facts a row will produce, for telling superseded rows from stored ones. */
export function factsOfRow(
  wide: boolean,
  cells: readonly Cell[],
  extras: readonly (string | number | null)[],
  more: number,
  metricColumns: readonly number[],
): number {
  if (!wide) return 1 + more;
  return (
    metricColumns.filter((source) => typeof cells[source] === 'number').length +
    extras.filter((value) => typeof value === 'number').length
  );
}

export function displayCell(cell: Cell | undefined, type: string): Cell {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number' && type === 'date') return isoFromDay(cell);
  if (typeof cell === 'number' && type === 'timestamp') {
    const iso = new Date(cell).toISOString();
    return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : `${iso.slice(0, 19)}Z`;
  }
  return cell;
}
