import { cellsOf, inspectFile } from '#electron/ingest/index.ts';
import { runDoctor } from '#electron/store/reads/doctor.ts';
import { countBatches, readBatches, readRecipe, readRejected, readSources } from '#electron/store/reads/ledger.ts';
import { fileKind } from '#shared/contract/data.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { latestAsOf } from '../views/book.ts';

export function inspectHandler(
  _context: ReadContext,
  input: ParsedInputOf<'import.inspect'>,
  control: WorkControl,
): OutputOf<'import.inspect'> {
  const source = control.sources[0];
  if (!source) throw new AppError('file_not_found', 'There is no such file.');
  const { source: _ref, options, rows, part } = input;
  return inspectFile(source.path, {
    ...options,
    ...(rows === undefined ? {} : { rows }),
    ...(part === undefined ? {} : { part }),
    name: source.name,
  });
}

export function batchesHandler(context: ReadContext, input: ParsedInputOf<'data.batches'>): OutputOf<'data.batches'> {
  return {
    total: countBatches(context.db),
    batches: readBatches(context.db, input.offset ?? 0, input.limit ?? 100).map((batch) => ({
      ...batch,
      kind: fileKind.parse(batch.kind),
    })),
  };
}

export function rejectedHandler(
  context: ReadContext,
  input: ParsedInputOf<'data.rejected'>,
): OutputOf<'data.rejected'> {
  const { total, rows } = readRejected(context.db, input.batchId, input.offset ?? 0, input.limit ?? 100);
  const recipe = readRecipe(context.db, input.batchId);
  const headers = recipe ? [...recipe.headers] : [];
  return { total, headers, rows: rows.map((row) => ({ ...row, cells: cellsOf(row.raw, recipe?.options.delimiter) })) };
}

/** A source is stale when older than twice its refresh class at the as-of date; surveys decay instead (30-method.md 2.5). */
const STALE_AFTER_DAYS: Readonly<Record<string, number>> = {
  usage: 2,
  events: 2,
  tickets: 2,
  touchpoints: 2,
  contracts: 62,
  invoices: 62,
};

export function sourcesHandler(context: ReadContext): OutputOf<'data.sources'> {
  const asOf = latestAsOf(context);
  return {
    sources: readSources(context.db).map((source) => {
      const ageDays = source.newestDay === null || asOf === null ? null : asOf - source.newestDay;
      const limit = STALE_AFTER_DAYS[source.kind];
      const freshness =
        source.rows === 0
          ? 'missing'
          : ageDays === null || limit === undefined
            ? 'undated'
            : ageDays > limit
              ? 'stale'
              : 'fresh';
      return {
        kind: source.kind,
        rows: source.rows,
        newest: source.newestDay === null ? null : isoFromDay(source.newestDay),
        oldest: source.oldestDay === null ? null : isoFromDay(source.oldestDay),
        ageDays,
        freshness,
        waiting: source.waiting,
      };
    }),
  };
}

export function doctorHandler(context: ReadContext): OutputOf<'data.doctor'> {
  const checks = runDoctor(context.db, context.path);
  return { ok: checks.every((check) => check.ok), checks };
}
