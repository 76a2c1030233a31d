import type { WriteDb } from '#electron/store/open.ts';
import { AppError } from '#shared/contract/errors.ts';

class Rollback extends Error {}

/** Runs work inside a transaction that is always rolled back; answers what it answered. */
export function dryRun<T>(db: WriteDb, work: () => T): T {
  let result: { value: T } | null = null;
  try {
    db.transaction(() => {
      result = { value: work() };
      throw new Rollback();
    }).immediate();
  } catch (error) {
    if (!(error instanceof Rollback)) throw error;
  }
  if (!result) throw new AppError('internal', 'The trial run ended without a result.');
  return (result as { value: T }).value;
}
