import type { WriteDb } from '#electron/store/open.ts';
import type { SqlValue } from '#electron/store/values.ts';
import { insertRecord, type RecordTable } from '#electron/store/writes/restored.ts';
import type { Ledger, LedgerEntryOf } from '#shared/contract/workspace-ledgers.ts';
import { type Day, dayFromEpochMs, dayFromIso } from '#shared/model/day.ts';

/** What became of an entry: it is new, it was there as it is, or why it is not restored. */
export type Fate = 'new' | 'unchanged' | Refusal;
export type Refusal = {
  readonly code: 'conflict' | 'unknown_account' | 'unknown_model' | 'invalid';
  readonly message: string;
};

export type Restorers = { readonly [L in Ledger]: (entry: LedgerEntryOf<L>) => Fate };

/** What the restoring of one batch of records shares. */
export type Restore = {
  readonly db: WriteDb;
  /** Stores a row and keeps that this batch brought it. */
  readonly add: (table: RecordTable, row: Readonly<Record<string, SqlValue>>) => string;
  /** Versions (`id@version`) that are here as the export knows them. */
  readonly hasVersion: (name: string) => boolean;
};

export function restoreInto(db: WriteDb, hasVersion: Restore['hasVersion']) {
  const brought: { table: RecordTable; record: string; content?: string }[] = [];
  const restore: Restore = {
    db,
    hasVersion,
    add: (table, row) => {
      const record = insertRecord(db, table, row);
      brought.push({ table, record });
      return record;
    },
  };
  return { restore, brought };
}

export const conflict = (message: string): Refusal => ({ code: 'conflict', message });
export const unknownVersion = (name: string): Refusal => ({
  code: 'unknown_model',
  message: `Model version ${name} is not in this workspace as the export knows it.`,
});
/** Epoch ms of a timestamp. */
export const msOf = (at: string): number => Date.parse(at);
/** A day the contract has checked the form of; an impossible one is that of the time beside it. */
export const dayOf = (iso: string, at: string): Day => dayFromIso(iso) ?? dayFromEpochMs(msOf(at));
