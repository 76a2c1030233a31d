import type { WriteDb } from '../open.ts';

/** Remembers which account a subscription belongs to, so that files keyed by subscription join. */
export function subscriptionWriter(db: WriteDb, batchId: number): (subscriptionId: string, account: number) => void {
  const insert = db.prepare<[string, number, number]>(
    'INSERT INTO subscription (subscription_id, account, batch_id) VALUES (?, ?, ?) ON CONFLICT (subscription_id) DO NOTHING',
  );
  return (subscriptionId, account) => {
    insert.run(subscriptionId, account, batchId);
  };
}

/** Moves rows of an earlier batch from waiting to stored in its ledger row. */
export function settleWaiting(
  db: WriteDb,
  batchId: number,
  fate: 'created' | 'updated' | 'unchanged',
  rows: number,
): void {
  const statement = {
    created: 'UPDATE batch SET waiting = waiting - ?, created = created + ? WHERE id = ?',
    updated: 'UPDATE batch SET waiting = waiting - ?, updated = updated + ? WHERE id = ?',
    unchanged: 'UPDATE batch SET waiting = waiting - ?, unchanged = unchanged + ? WHERE id = ?',
  }[fate];
  db.prepare(statement).run(rows, rows, batchId);
}
