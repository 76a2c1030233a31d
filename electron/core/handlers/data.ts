import { cellsOf, inspectFile } from '#electron/ingest/index.ts';
import { runDoctor } from '#electron/store/reads/doctor.ts';
import {
  countBatches,
  hasBatch,
  readBatch,
  readBatches,
  readRecipe,
  readRejected,
  readSources,
} from '#electron/store/reads/ledger.ts';
import { findMapping } from '#electron/store/reads/mappings.ts';
import { batchKind } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { modelChecks } from '../model-doctor.ts';
import { latestAsOf } from '../views/book.ts';
import { freshnessOf } from '../views/freshness.ts';

export function inspectHandler(
  context: ReadContext,
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
    presets: context.importPresets,
    saved: (fingerprint) => findMapping(context.db, fingerprint),
  });
}

export function batchesHandler(context: ReadContext, input: ParsedInputOf<'data.batches'>): OutputOf<'data.batches'> {
  return {
    total: countBatches(context.db),
    batches: readBatches(context.db, input.offset ?? 0, input.limit ?? 100).map((batch) => ({
      ...batch,
      kind: batchKind.parse(batch.kind),
    })),
  };
}

export function rejectedHandler(
  context: ReadContext,
  input: ParsedInputOf<'data.rejected'>,
): OutputOf<'data.rejected'> {
  if (!hasBatch(context.db, input.batchId)) throw new AppError('not_found', `There is no batch ${input.batchId}.`);
  const { total, rows } = readRejected(context.db, input.batchId, input.offset ?? 0, input.limit ?? 100);
  const recipe = readRecipe(context.db, input.batchId);
  const headers = recipe ? [...recipe.headers] : [];
  const isRecord = readBatch(context.db, input.batchId)?.kind === 'records';
  return {
    total,
    headers,
    rows: rows.map((row) => ({ ...row, cells: isRecord ? [row.raw] : cellsOf(row.raw, recipe?.options.delimiter) })),
  };
}

export function sourcesHandler(context: ReadContext): OutputOf<'data.sources'> {
  const asOf = latestAsOf(context);
  return {
    sources: readSources(context.db).map((source) => {
      const { ageDays, freshness } = freshnessOf(source.kind, source.rows, source.newestDay, asOf);
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
  const checks = [...runDoctor(context.db, context.path), ...modelChecks(context)];
  return { ok: checks.every((check) => check.ok), checks };
}
