import { type RowKind, TABLES } from '#electron/store/tables.ts';
import { deferIndexes } from '#electron/store/writes/bulk.ts';
import { factWriter } from '#electron/store/writes/rows.ts';
import { subscriptionWriter } from '#electron/store/writes/subscriptions.ts';
import { findAccount, joinOf } from './joins.ts';
import { type FactSink, refused, type SinkContext, STORED } from './sink.ts';

const KEY_SEPARATOR = '\u001f';

/** Kinds of one fact a row, written as they come: memory does not grow with the file. */
export function rowSink({ db, lookups, batch, fates, rows, fields }: SinkContext, kind: RowKind): FactSink {
  const spec = TABLES[kind];
  const join = joinOf(fields, spec.explicitId === null ? [] : [spec.explicitId]);
  const columns = spec.columns.filter((column) => fields.includes(column));
  const sources = columns.map((column) => fields.indexOf(column));
  const explicitAt = spec.explicitId === null ? -1 : fields.indexOf(spec.explicitId);
  const identity = spec.identity.filter((column) => column !== 'account').map((column) => fields.indexOf(column));
  const subscriptionAt = kind === 'contracts' ? fields.indexOf('subscription_id') : -1;
  const sentAt = fields.indexOf('sent_at');
  const respondedAt = fields.indexOf('responded_at');
  const restoreIndexes = deferIndexes(db, spec.table, rows);
  const writer = factWriter(db, kind, spec.table, columns, batch);
  const values = sources.map((): string | number | boolean | null => null);
  // What rows of the same file may join by counts from the next file on.
  const subscriptions = new Map<string, number>();
  const contacts = new Map<string, { id: number; account: number }>();

  return {
    written: columns,
    factsOf: (_cells, _extras, more) => 1 + more,
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
        for (let index = 0; index < sources.length; index += 1) values[index] = cells[sources[index] ?? -1] ?? null;
        const written = writer.write(row, key, account, values);
        if (!written) {
          fates.supersede(row);
          continue;
        }
        const { fate, id, outdated, earlier } = written;
        if (earlier) fates.withdraw(earlier.row, earlier.fate);
        if (earlier?.outdated) fates.noteOutdated(-1);
        if (outdated) fates.noteOutdated();
        fates.set(row, fate);
        if (kind === 'contacts' && !outdated) contacts.set(key, { id, account });
        const subscription = subscriptionAt < 0 ? null : (cells[subscriptionAt] ?? null);
        if (subscription !== null) subscriptions.set(String(subscription), account);
      }
      return STORED;
    },
    flush: () => {
      writer.close();
      restoreIndexes();
      const remember = subscriptionWriter(db, batch.id);
      for (const [subscription, account] of subscriptions) {
        remember(subscription, account);
        if (!lookups.subscription.has(subscription)) lookups.subscription.set(subscription, account);
      }
      for (const [key, contact] of contacts) lookups.contact.set(key, contact);
      if (kind === 'contacts' || kind === 'tickets') lookups.forget();
    },
  };
}
