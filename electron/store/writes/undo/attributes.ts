import type { WriteDb } from '../../open.ts';
import { attributeKey } from '../rows.ts';
import {
  type AttributeEntry,
  type AttributeState,
  type Author,
  attributeClaims,
  type Claim,
  type Outcome,
  replayAttribute,
} from './replay.ts';
import type { Touched } from './touched.ts';

const KIND = 'account_attribute';
type Journalled =
  | { readonly value: string; readonly batch_id: number }
  | { readonly left: { readonly value: string | null } };

/** Custom attributes follow the claims on their account. */
export function attributeUndoer(
  db: WriteDb,
  batch: number,
  authorOf: (batch: number) => Author,
): {
  /** Accounts of which the batch wrote an attribute. */
  addTouched(touched: Touched): void;
  /** `claims` are all there were on the account, `outcomes` what became of those that stand; answers whether all values are the same. */
  undo(account: number, claims: readonly Claim[], outcomes: readonly Outcome[]): boolean;
} {
  const values = db.prepare<[number], { name: string; value: string; batch_id: number }>(
    'SELECT name, value, batch_id FROM account_attribute WHERE account = ?',
  );
  const journal = db.prepare<[string, string], { batch_id: number; natural_key: string; before_values: string }>(
    `SELECT batch_id, natural_key, before_values FROM change WHERE kind = '${KIND}' AND natural_key >= ? AND natural_key < ? ORDER BY id`,
  );
  const forget = db.prepare<[string]>(`DELETE FROM change WHERE kind = '${KIND}' AND natural_key = ?`);
  const note = db.prepare<[number, number, string, string]>(
    `INSERT INTO change (batch_id, step, kind, natural_key, before_values) VALUES (?, ?, '${KIND}', ?, ?)`,
  );
  const put = db.prepare<[number, string, string, number]>(
    'INSERT INTO account_attribute (account, name, value, batch_id) VALUES (?, ?, ?, ?) ON CONFLICT (account, name) DO UPDATE SET value = excluded.value, batch_id = excluded.batch_id',
  );
  const remove = db.prepare<[number, string]>('DELETE FROM account_attribute WHERE account = ? AND name = ?');

  return {
    addTouched: (touched) => {
      touched.add('SELECT account FROM account_attribute WHERE batch_id = ?', batch);
      touched.add(
        `SELECT CAST(natural_key AS INTEGER) FROM change WHERE kind = '${KIND}' AND (batch_id = ? OR json_extract(before_values, '$.batch_id') = ?)`,
        batch,
        batch,
      );
    },
    undo: (account, claims, outcomes) => {
      const current = new Map<string, AttributeState>();
      for (const row of values.all(account)) current.set(row.name, { value: row.value, batch: row.batch_id });
      const entries = new Map<string, Map<number, AttributeEntry>>();
      const prefix = attributeKey(account, '');
      // The keys of one account: its id, the separator U+001F, a name.
      for (const row of journal.all(prefix, `${account} `)) {
        const name = row.natural_key.slice(prefix.length);
        const ofName = entries.get(name) ?? new Map<number, AttributeEntry>();
        entries.set(name, ofName);
        const kept = JSON.parse(row.before_values) as Journalled;
        ofName.set(
          row.batch_id,
          'left' in kept ? { left: kept.left.value } : { before: { value: kept.value, batch: kept.batch_id } },
        );
      }
      let same = true;
      for (const name of new Set([...current.keys(), ...entries.keys()])) {
        const before = current.get(name) ?? null;
        const said = attributeClaims(claims, name, before, entries.get(name) ?? new Map(), authorOf);
        const byBatch = new Map(claims.map((claim, index) => [claim.batch, said[index]]));
        const after = replayAttribute(outcomes, byBatch);
        const key = attributeKey(account, name);
        if (entries.has(name)) forget.run(key);
        for (const { batch: by, step, entry } of after.entries)
          note.run(by, step, key, JSON.stringify(journalled(entry)));
        if (after.state) put.run(account, name, after.state.value, after.state.batch);
        else remove.run(account, name);
        if (before?.value !== after.state?.value) same = false;
      }
      return same;
    },
  };
}

function journalled(entry: AttributeEntry): Journalled {
  if ('left' in entry) return { left: { value: entry.left } };
  return { value: entry.before?.value ?? '', batch_id: entry.before?.batch ?? 0 };
}
