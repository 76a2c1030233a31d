import { readEditAccounts, readEdits } from '#electron/store/reads/hand-edits.ts';
import { readOverrides } from '#electron/store/reads/overrides.ts';
import { findAccounts } from '#electron/store/reads/restoring.ts';
import { newestBatch } from '#electron/store/writes/ledger.ts';
import { linkOverride, placeEdit } from '#electron/store/writes/restored.ts';
import { dayFromEpochMs } from '#shared/model/day.ts';
import { conflict, dayOf, msOf, type Refusal, type Restore, type Restorers } from './restorer.ts';

const unknownAccount = (message: string): Refusal => ({ code: 'unknown_account', message });

/** Overrides of accounts that are here; one that is open here for the same target stays the one that counts. */
export function restoreOverrides({ db, add }: Restore): Restorers['overrides'] {
  const keyOf = (accountId: string, createdAt: number, target: unknown, author: string): string =>
    JSON.stringify([accountId, createdAt, target, author]);
  const here = readOverrides(db, null, -1);
  const ids = new Map(
    here.map((entry) => [keyOf(entry.accountId, entry.createdAt, entry.target, entry.author), entry.id]),
  );
  const open = new Set(
    here.filter(({ endedAt }) => endedAt === null).map(({ accountId, target }) => JSON.stringify([accountId, target])),
  );
  const placed = new Map<number, number>();
  const replaced = new Map<number, number[]>();
  return (entry) => {
    const { accountId, target, author, createdAt, endedAt, endedOn } = entry;
    const same = ids.get(keyOf(accountId, msOf(createdAt), target, author));
    if (same !== undefined) {
      placed.set(entry.id, same);
      return 'unchanged';
    }
    const account = findAccounts(db, [accountId]).get(accountId);
    if (!account) return unknownAccount(`The override names account ${accountId}, which is not in this workspace.`);
    if (endedAt === undefined && open.has(JSON.stringify([accountId, target])))
      return conflict(`Account ${accountId} has an override of its own here that has not ended; that one stays.`);
    const id = Number(
      add('override', {
        id: entry.id,
        account: account.id,
        target: JSON.stringify(target),
        reason: entry.reason,
        text: entry.text,
        author,
        from_day: dayOf(entry.from, createdAt),
        expires_on: dayOf(entry.expires, createdAt),
        created_at: msOf(createdAt),
        ended_at: endedAt === undefined ? null : msOf(endedAt),
        ended_on:
          endedAt === undefined
            ? null
            : endedOn === undefined
              ? dayFromEpochMs(msOf(endedAt))
              : dayOf(endedOn, endedAt),
        ended_by: entry.endedBy ?? null,
        model_version: entry.modelVersion,
        computed_micro: entry.computed === null ? null : Math.round(entry.computed * 1e6),
      }),
    );
    placed.set(entry.id, id);
    for (const earlier of replaced.get(entry.id) ?? []) linkOverride(db, earlier, id);
    if (entry.replacedBy !== undefined) {
      const by = placed.get(entry.replacedBy);
      if (by !== undefined) linkOverride(db, id, by);
      else replaced.set(entry.replacedBy, [...(replaced.get(entry.replacedBy) ?? []), id]);
    }
    return 'new';
  };
}

/**
 * Edits by hand, as far as their accounts are here. The tables of an export say the CSM that counts, which is what standing
 * edits come to: such an edit stands here too, and what the files had said before is kept beside it. Where edits of this
 * workspace's own touch the same thing, those stay.
 */
export function restoreEdits({ db, add }: Restore, exported: readonly unknown[]): Restorers['edits'] {
  const keyOf = (action: string, value: string | null, madeAt: number, author: string): string =>
    JSON.stringify([action, value, madeAt, author]);
  const here = readEdits(db, null, -1);
  const keys = new Set(here.map((edit) => keyOf(edit.action, edit.value, edit.madeAt, edit.author)));
  type Edit = Partial<Parameters<Restorers['edits']>[0]>;
  const listed = new Set(
    (exported as readonly Edit[]).map(({ action = '', value = null, madeAt = '', author = '' }) =>
      keyOf(action, value, msOf(madeAt), author),
    ),
  );
  const own = here
    .filter((edit) => !listed.has(keyOf(edit.action, edit.value, edit.madeAt, edit.author)))
    .map((edit) => ({ ...edit, ids: new Set(readEditAccounts(db, edit.id, -1).map(({ accountId }) => accountId)) }));
  const isCsm = (action: string): boolean => action === 'assign-csm';
  return (entry) => {
    const { action, value, author, madeAt, accounts: ids, before, undoneAt } = entry;
    if (keys.has(keyOf(action, value, msOf(madeAt), author))) return 'unchanged';
    const known = findAccounts(db, ids);
    if (known.size === 0) return unknownAccount('None of the accounts of this edit is in this workspace.');
    const rival = own.find(
      (edit) => isCsm(edit.action) === isCsm(action) && [...known.keys()].some((accountId) => edit.ids.has(accountId)),
    );
    if (rival) return conflict(`Edit ${rival.id} was made here on the same accounts; it stays.`);
    const isStanding = [...known.values()].every(({ csm }) => csm === value);
    const id = Number(
      add('hand_edit', {
        id: entry.id,
        action,
        value,
        author,
        made_at: msOf(madeAt),
        after_batch: isCsm(action) && !isStanding ? 0 : newestBatch(db),
        undone_at: undoneAt === undefined ? null : msOf(undoneAt),
        undone_by: entry.undoneBy ?? null,
      }),
    );
    ids.forEach((accountId, index) => {
      const account = known.get(accountId);
      if (account) placeEdit(db, id, account.id, isCsm(action) ? (before?.[index] ?? null) : null);
    });
    return 'new';
  };
}
