import { modelDifferences, modelHash } from '#electron/engine/index.ts';
import { readScenario, readScenarios, type StoredScenario, scenarioNamed } from '#electron/store/reads/scenarios.ts';
import {
  addScenario,
  markScenarioDeleted,
  replaceScenario,
  type ScenarioContent,
} from '#electron/store/writes/scenarios.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import type { ScenarioInfo } from '#shared/contract/scenarios.ts';
import { dayFromIso, isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WorkContext, WriteContext } from '../context.ts';
import { checkDraft } from '../model-remarks.ts';
import { modelsOf } from '../model-versions.ts';
import { decodeScenario, locksOf } from '../scenario-documents.ts';
import { DEFAULT_SEED } from '../validation/numbers.ts';

const MAX_SCENARIOS = 500;
const LONGEST_NAME = 80;

function differencesOf(context: WorkContext, { baseVersion }: StoredScenario, model: HealthModel) {
  const base = modelsOf(context).models.find((known) => modelVersionOf(known) === baseVersion);
  return base ? modelDifferences(base, model) : [];
}

function infoOf(context: WorkContext, stored: StoredScenario): ScenarioInfo {
  const { id, name, baseVersion, seed, note, author, createdAt, savedAt } = stored;
  return {
    id,
    name,
    baseVersion,
    isBaseOfficial: modelVersionOf(modelsOf(context).official) === baseVersion,
    asOf: isoFromDay(stored.asOf),
    seed,
    modelHash: stored.modelHash,
    note,
    author,
    createdAt,
    savedAt,
    differences: differencesOf(context, stored, decodeScenario(stored)).length,
  };
}

function storedOf(context: WorkContext, id: number, deleted = false): StoredScenario {
  const stored = readScenario(context.db, id);
  if (!stored || (stored.deletedAt !== null) !== deleted)
    throw new AppError('not_found', 'That scenario is not in this workspace any more.');
  return stored;
}

export function scenariosHandler(context: ReadContext): OutputOf<'scenarios.list'> {
  return { scenarios: readScenarios(context.db).map((stored) => infoOf(context, stored)) };
}

/** @throws AppError('not_found' | 'model_invalid') */
export function scenarioHandler(
  context: ReadContext,
  input: ParsedInputOf<'scenarios.get'>,
): OutputOf<'scenarios.get'> {
  const stored = storedOf(context, input.id);
  const model = decodeScenario(stored);
  const { name, baseVersion, seed, note, author } = stored;
  return {
    info: infoOf(context, stored),
    document: {
      bellwetherScenario: 1,
      name,
      baseVersion,
      asOf: isoFromDay(stored.asOf),
      seed,
      modelHash: stored.modelHash,
      note,
      author,
      locks: locksOf(stored),
      model: modelFile.parse(model),
    },
    differences: differencesOf(context, stored, model),
  };
}

/**
 * Writes in one transaction. Facts, scores and models stay as they are, so the revision does too: nothing that was computed or
 * asked is thrown away, however often a draft is kept.
 */
function writing(context: WriteContext, work: (at: number) => number): ScenarioInfo {
  const at = context.now();
  return context.db
    .transaction(() => {
      const id = work(at);
      return infoOf(context, storedOf(context, id, readScenario(context.db, id)?.deletedAt !== null));
    })
    .immediate();
}

function refuseTaken(context: WriteContext, name: string, id: number | null): void {
  const other = scenarioNamed(context.db, name);
  if (other !== null && other !== id)
    throw new AppError('bad_request', `There is a scenario called ${name} already. Choose another name.`);
}

/** The name itself, or with the first number behind it that makes it free. */
function freeName(context: WriteContext, name: string): string {
  for (let number = 1; ; number++) {
    const tail = number === 1 ? '' : ` ${number}`;
    const candidate = `${name.slice(0, LONGEST_NAME - tail.length).trimEnd()}${tail}`;
    if (scenarioNamed(context.db, candidate) === null) return candidate;
  }
}

function refuseTooMany(context: WriteContext): void {
  if (readScenarios(context.db).length >= MAX_SCENARIOS)
    throw new AppError('bad_request', `A workspace keeps at most ${MAX_SCENARIOS} scenarios. Delete one first.`);
}

function contentOf(
  context: WriteContext,
  input: Omit<ParsedInputOf<'scenarios.save'>, 'id'>,
  savedAt: number,
): ScenarioContent {
  const model = checkDraft(input.draft, modelsOf(context).models);
  const asOf = dayFromIso(input.asOf);
  if (asOf === null) throw new AppError('bad_request', `The as-of date is not a date that exists: ${input.asOf}.`);
  const ids = new Set(model.dimensions.map(({ id }) => id));
  return {
    name: input.name,
    baseVersion: input.baseVersion,
    document: JSON.stringify(model),
    locks: JSON.stringify(input.locks.filter((id) => ids.has(id))),
    asOf,
    seed: input.seed ?? DEFAULT_SEED,
    modelHash: modelHash(model),
    note: input.note ?? '',
    author: input.author ?? '',
    savedAt,
  };
}

/** @throws AppError('bad_request') for a name another scenario has, 'model_invalid', 'not_found' */
export function saveScenarioHandler(
  context: WriteContext,
  input: ParsedInputOf<'scenarios.save'>,
): OutputOf<'scenarios.save'> {
  return writing(context, (at) => {
    const { id = null, ...rest } = input;
    const content = contentOf(context, rest, at);
    refuseTaken(context, content.name, id);
    if (id === null) {
      refuseTooMany(context);
      return addScenario(context.db, content);
    }
    const before = storedOf(context, id);
    // what is not said again stays
    replaceScenario(context.db, id, {
      ...content,
      note: input.note ?? before.note,
      author: input.author ?? before.author,
      seed: input.seed ?? before.seed,
    });
    return id;
  });
}

export function renameScenarioHandler(
  context: WriteContext,
  input: ParsedInputOf<'scenarios.rename'>,
): OutputOf<'scenarios.rename'> {
  return writing(context, (at) => {
    const stored = storedOf(context, input.id);
    refuseTaken(context, input.name, input.id);
    replaceScenario(context.db, input.id, {
      ...stored,
      name: input.name,
      note: input.note ?? stored.note,
      savedAt: at,
    });
    return input.id;
  });
}

export function duplicateScenarioHandler(
  context: WriteContext,
  input: ParsedInputOf<'scenarios.duplicate'>,
): OutputOf<'scenarios.duplicate'> {
  return writing(context, (at) => {
    const stored = storedOf(context, input.id);
    refuseTooMany(context);
    if (input.name !== undefined) refuseTaken(context, input.name, null);
    const name = input.name ?? freeName(context, `${stored.name.slice(0, LONGEST_NAME - 5)} copy`);
    return addScenario(context.db, { ...stored, name, savedAt: at });
  });
}

export function removeScenarioHandler(
  context: WriteContext,
  input: ParsedInputOf<'scenarios.remove'>,
): OutputOf<'scenarios.remove'> {
  return writing(context, (at) => {
    storedOf(context, input.id);
    markScenarioDeleted(context.db, input.id, at);
    return input.id;
  });
}

/** Brings a deleted scenario back, under another name when its own was given away meanwhile. */
export function restoreScenarioHandler(
  context: WriteContext,
  input: ParsedInputOf<'scenarios.restore'>,
): OutputOf<'scenarios.restore'> {
  return writing(context, () => {
    const stored = storedOf(context, input.id, true);
    replaceScenario(context.db, input.id, { ...stored, name: freeName(context, stored.name) });
    markScenarioDeleted(context.db, input.id, null);
    return input.id;
  });
}

export function importScenarioHandler(
  context: WriteContext,
  { document }: ParsedInputOf<'scenarios.import'>,
): OutputOf<'scenarios.import'> {
  return writing(context, (at) => {
    refuseTooMany(context);
    const { model, name, ...rest } = document;
    const { baseVersion, locks, asOf, seed, note, author } = rest;
    const content = contentOf(context, { name, draft: model, baseVersion, locks, asOf, seed, note, author }, at);
    return addScenario(context.db, { ...content, name: freeName(context, name) });
  });
}
