import { readLookups } from '#electron/store/reads/lookups.ts';
import { bumpRevision, setLastImport } from '#electron/store/writes/ledger.ts';
import { dropSnapshots } from '#electron/store/writes/snapshots.ts';
import { undoBatch } from '#electron/store/writes/undo/undo.ts';
import { batchKind } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { UndoReport } from '#shared/contract/importing.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { WorkControl, WriteContext } from '../context.ts';
import { dryRun } from '../dry-run.ts';
import { joinWaiting } from '../importing/import-file.ts';
import { scoreAfterImport } from './score.ts';

/**
 * Takes batches back, newest first, all of them in one transaction, then re-scores unless told not to. Scores of accounts
 * that went are dropped at once: their place may be given to another account.
 * @throws AppError('not_found') for a batch that is not there or undone already, 'cancelled'; nothing is changed then.
 */
export function undoHandler(
  context: WriteContext,
  input: ParsedInputOf<'import.undo'>,
  control: WorkControl,
): OutputOf<'import.undo'> {
  const withScores = input.score !== false && !input.dryRun;
  const share = withScores ? 0.6 : 1;
  const batchIds = [...new Set(input.batchIds)].sort((a, b) => b - a);
  const now = context.now();
  const undoAll = (): UndoReport[] =>
    batchIds.map((batchId, index) => {
      const label =
        batchIds.length === 1
          ? `Undoing batch ${batchId}`
          : `Undoing batch ${batchId} (${index + 1} of ${batchIds.length})`;
      const undone = undoBatch(context.db, batchId, now, (done) => {
        if (control.isCancelled()) throw new AppError('cancelled', 'The undo was cancelled; everything is as it was.');
        control.onProgress(label, (share * (index + done)) / batchIds.length, null);
      });
      return { ...undone, kind: batchKind.parse(undone.kind) };
    });
  if (input.dryRun) return { undone: dryRun(context.db, undoAll) };

  const undone = context.db
    .transaction(() => {
      const reports = undoAll();
      // A contact may belong to an account again that is there: rows may have waited for it.
      joinWaiting(context.db, readLookups(context.db));
      if (reports.some(({ kind, removed, hidden }) => kind === 'accounts' && removed + hidden > 0))
        dropSnapshots(context.db);
      setLastImport(context.db);
      bumpRevision(context.db);
      return reports;
    })
    .immediate();
  if (withScores && undone.some(({ removed, restored, hidden }) => removed + restored + hidden > 0))
    scoreAfterImport(context, {
      ...control,
      onProgress: (label, fraction, rows) => control.onProgress(label, share + (1 - share) * (fraction ?? 0), rows),
    });
  return { undone };
}
