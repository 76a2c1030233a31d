import { AppError } from '#shared/contract/errors.ts';
import { rawRows } from './analyse.ts';
import { decideLoosely } from './decide.ts';
import { columnFindings } from './findings.ts';
import { tableName } from './folder.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import type { KindGuess } from './map/kind.ts';
import { analyseAs, buildPlan } from './plan.ts';
import { isDataRow, readRows } from './rows.ts';
import type { Control, FileDescription, FilePlan, PlanColumn, PlanOptions } from './types.ts';

const SHOWN_ROWS = 20;

/** A plan made without the demands of an import: what is unclear is told instead of refused. */
export type Look = { readonly plan: FilePlan; readonly guess: KindGuess | null; readonly complete: boolean };

/** @throws AppError where the file cannot be cut into rows, or a given mapping does not fit it. */
export function lookAt(path: string, options: PlanOptions, control?: Control): Look {
  return look(path, options, control, decideLoosely);
}

/**
 * Describes a file that cannot be planned: its columns, what its headers suggest, its open questions and first rows.
 * A mapping that does not fit the file is left out. @throws AppError only where the file cannot be cut into rows.
 */
export function describeFile(path: string, options: PlanOptions = {}, control?: Control): FileDescription {
  const { plan, guess, complete } = look(path, options, control, decideAnyway);
  return {
    file: plan.file,
    part: plan.part,
    fingerprint: plan.fingerprint,
    origin: plan.origin,
    encoding: plan.encoding,
    delimiter: plan.delimiter,
    headerRow: plan.headerRow,
    bytes: plan.bytes,
    rowCount: plan.rowCount,
    columns: complete ? checkedColumns(plan, control) : plan.columns,
    questions: plan.questions,
    kindGuess: guess?.kind ?? null,
    confidence: plan.kindConfidence,
    missing: guess?.missing ?? [],
    rows: firstRows(plan),
  };
}

function checkedColumns(plan: FilePlan, control: Control | undefined): PlanColumn[] {
  const findings = columnFindings(plan);
  for (const batch of readRows(plan, control)) findings.add(batch);
  return findings.columns();
}

type Decide = typeof decideLoosely;

function look(path: string, options: PlanOptions, control: Control | undefined, decide: Decide): Look {
  const limits: Limits = { ...DEFAULT_LIMITS, ...options.limits };
  const file = options.name ?? tableName(path, options.part);
  const analysis = analyseAs(path, options, limits, control, (sample, known) => decide(sample, known, file));
  const plan = buildPlan(path, file, analysis, limits, false);
  const { guess } = analysis.decision;
  return { plan, guess, complete: guess !== null && guess.missing.length === 0 };
}

/** Without the parts of the mapping that do not fit, then without all that was said of columns. */
function decideAnyway(...[sample, options, file]: Parameters<Decide>): ReturnType<Decide> {
  const { mapping = {}, constants: _, ...rest } = options;
  const used = new Set<string>();
  const fitting = Object.entries(mapping).filter(([header, canonical]) => {
    const fits = sample.headers.includes(header.trim()) && !used.has(canonical);
    if (fits && canonical !== '') used.add(canonical);
    return fits;
  });
  const attempts = [options, { ...rest, mapping: Object.fromEntries(fitting) }];
  for (const attempt of attempts) {
    try {
      return decideLoosely(sample, attempt, file);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }
  return decideLoosely(sample, { ...rest, remembered: false }, file);
}

function firstRows(plan: FilePlan): string[][] {
  const shown: string[][] = [];
  for (const batch of rawRows(plan)) {
    for (let i = 0; i < batch.rows.length && shown.length < SHOWN_ROWS; i += 1) {
      const row = batch.rows[i];
      if (row && isDataRow(plan, row, batch.lines[i] ?? 0)) shown.push([...row]);
    }
    if (shown.length >= SHOWN_ROWS) break;
  }
  return shown;
}
