/** Stable names: `useUndo`, `undoSentences`. Taking back import batches. */
import { useEffect, useState } from 'react';
import type { JobProgress } from '#shared/contract/events.ts';
import type { UndoReport } from '#shared/contract/importing.ts';
import { useApi } from '../api/ApiProvider.tsx';
import { asApiError } from '../api/api.ts';
import type { Format } from './format.ts';

export type UndoState = {
  /** What taking the batches back would do; null while it is worked out. */
  readonly trial: readonly UndoReport[] | null;
  readonly progress: JobProgress | null;
  readonly busy: boolean;
  readonly error: string | null;
  /** Answers whether it was done. */
  readonly run: () => Promise<boolean>;
  readonly cancel: () => void;
};

/** First works out what undo would do, storing nothing; `run` then does it. */
export function useUndo(batchIds: readonly number[]): UndoState {
  const api = useApi();
  const key = batchIds.join(',');
  const [trial, setTrial] = useState<readonly UndoReport[] | null>(null);
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [cancel, setCancel] = useState<(() => void) | null>(null);

  useEffect(() => {
    const ids = key.split(',').map(Number);
    const job = api.runJob('import.undo', { batchIds: ids, dryRun: true });
    let gone = false;
    job.promise.then(
      ({ undone }) => !gone && setTrial(undone),
      (failure: unknown) => !gone && setError(asApiError(failure).message),
    );
    return () => {
      gone = true;
      job.cancel();
    };
  }, [api, key]);

  const run = async (): Promise<boolean> => {
    setError(null);
    const job = api.runJob('import.undo', { batchIds: [...batchIds] }, setProgress);
    setCancel(() => job.cancel);
    try {
      await job.promise;
      return true;
    } catch (failure) {
      const known = asApiError(failure);
      setError(known.code === 'cancelled' ? 'Cancelled. Nothing was changed.' : known.message);
      return false;
    } finally {
      setCancel(null);
      setProgress(null);
    }
  };
  return { trial, progress, busy: cancel !== null, error, run, cancel: () => cancel?.() };
}

/** What taking batches back does, in sentences; empty parts are left out. */
export function undoSentences(reports: readonly UndoReport[], format: Format): readonly string[] {
  const sum = (pick: (report: UndoReport) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0);
  const [removed, restored, kept, hidden, waiting] = [
    sum((report) => report.removed),
    sum((report) => report.restored),
    sum((report) => report.kept),
    sum((report) => report.hidden),
    sum((report) => report.waiting),
  ];
  const sentences: string[] = [];
  const verb = (count: number, one: string, many: string): string => (count === 1 ? one : many);
  if (removed > 0)
    sentences.push(`${format.count(removed, 'stored fact')} ${verb(removed, 'disappears', 'disappear')}.`);
  if (restored > 0)
    sentences.push(
      `${format.count(restored, 'fact')} ${verb(restored, 'gets its earlier values', 'get their earlier values')} back.`,
    );
  if (kept > 0)
    sentences.push(
      `${format.count(kept, 'fact')} ${verb(kept, 'stays', 'stay')}, because other imports hold ${verb(kept, 'it', 'them')} too.`,
    );
  if (hidden > 0)
    sentences.push(
      `${format.count(hidden, 'account or contact', 'accounts or contacts')} ${verb(hidden, 'leaves', 'leave')} every view; rows of other files wait for ${verb(hidden, 'it', 'them')}.`,
    );
  if (waiting > 0)
    sentences.push(
      `${format.count(waiting, 'row')} that still waited for an account ${verb(waiting, 'goes', 'go')} too.`,
    );
  if (sentences.length === 0) sentences.push('It stored nothing that is not there without it.');
  return sentences;
}
