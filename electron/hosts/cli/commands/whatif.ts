import { basename } from 'node:path';
import type { Command } from 'commander';
import { writeWholeFile } from '#electron/core/exporting/whole-file.ts';
import { renormalise } from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { show } from '../output.ts';
import { type Session, userPath, withSession } from '../session.ts';
import { wholeNumber } from './backtest.ts';
import { whatIfText } from './whatif-text.ts';

type Options = {
  readonly weights?: string;
  readonly thresholds?: string;
  readonly scenario?: string;
  readonly compare?: string;
  readonly sensitivity?: boolean;
  readonly html?: string;
  readonly history?: boolean;
  readonly seed?: string;
  readonly lock?: string;
  readonly model?: string;
  readonly asOf?: string;
  readonly json?: boolean;
};

function parseWeights(text: string): [string, number][] {
  return text.split(',').map((part) => {
    const [id = '', value = ''] = part.split('=').map((piece) => piece.trim());
    const weight = Number(value);
    if (id === '' || value === '' || !Number.isFinite(weight) || weight < 0 || weight > 100)
      throw new AppError('bad_request', `--weights takes dimension=percent pairs such as usage=45, not ${part}.`);
    return [id, weight];
  });
}

function parseThresholds(text: string, tiers: readonly { readonly name: string }[]): number[] {
  const bounds = text.split(',').map((part) => Number(part.trim()));
  if (text.trim() === '' || bounds.some((bound) => !Number.isFinite(bound) || bound < 0 || bound > 100))
    throw new AppError('bad_request', '--thresholds takes score points such as 75,45 or 75,45,0, best tier first.');
  const all = bounds.length === tiers.length - 1 ? [...bounds, 0] : bounds;
  if (all.length !== tiers.length)
    throw new AppError(
      'bad_request',
      `--thresholds needs a lower bound for each of ${tiers.map(({ name }) => name).join(', ')}; the last one is 0 and can be left out.`,
    );
  return all;
}

type Model = OutputOf<'models.list'>['models'][number];

function weightsOf(model: Model, options: Options): Record<string, number> {
  const wanted = options.weights === undefined ? [] : parseWeights(options.weights);
  const ids = model.dimensions.map((dimension) => dimension.id);
  const locked = new Set(options.lock?.split(',').map((id) => id.trim()) ?? []);
  for (const id of [...locked, ...wanted.map(([name]) => name)]) {
    if (!ids.includes(id))
      throw new AppError('bad_request', `Model ${model.id} has no dimension ${id}. It has: ${ids.join(', ')}.`);
  }
  let weights: Record<string, number> = Object.fromEntries(
    model.dimensions.map((dimension) => [dimension.id, dimension.weight]),
  );
  for (const [id, value] of wanted) {
    const next = renormalise(
      weights,
      id,
      value,
      [...locked].filter((other) => other !== id),
    );
    if (!next)
      throw new AppError(
        'bad_request',
        'The weights named and locked add up to more than 100, or leave nothing to share.',
      );
    weights = next;
    locked.add(id);
  }
  return weights;
}

type Source = InputOf<'whatif.compare'>['a'];

/** What is looked at, against what, on which day, and the step of it. */
type Subject = {
  readonly source: Source;
  readonly against: Source;
  readonly asOf: string | undefined;
  readonly seed: number | undefined;
  readonly scenario: OutputOf<'scenarios.get'>['info'] | null;
  readonly step: OutputOf<'whatif.run'>;
};

/** The number or the name of a saved scenario. */
async function scenarioOf(session: Session, wanted: string): Promise<number> {
  const { scenarios } = await session.call('scenarios.list', {});
  const found =
    scenarios.find(({ id }) => String(id) === wanted) ??
    scenarios.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (!found)
    throw new AppError(
      'not_found',
      `There is no scenario ${wanted}. ${scenarios.length === 0 ? 'This workspace has none.' : `Known: ${scenarios.map(({ id, name }) => `${id} ${name}`).join(', ')}.`}`,
    );
  return found.id;
}

/** A saved scenario by number or name, else a model or version. */
async function sourceOf(session: Session, wanted: string): Promise<Source> {
  const { models } = await session.call('models.list', {});
  const isModel = models.some(({ id, modelVersion }) => id === wanted || modelVersion === wanted);
  return isModel ? { model: wanted } : { scenario: await scenarioOf(session, wanted) };
}

async function scenarioSubject(session: Session, wanted: string, options: Options): Promise<Subject> {
  const id = await scenarioOf(session, wanted);
  const { info, document } = await session.call('scenarios.get', { id });
  const asOf = options.asOf ?? info.asOf;
  const { result } = await session.call('models.preview', { draft: document.model, asOf, limit: 500 });
  return { source: { scenario: id }, against: {}, asOf, seed: info.seed, scenario: info, step: result };
}

async function changeSubject(session: Session, options: Options): Promise<Subject> {
  const { models } = await session.call('models.list', {});
  const model = models.find((candidate) =>
    options.model === undefined
      ? candidate.active
      : candidate.id === options.model || candidate.modelVersion === options.model,
  );
  if (!model)
    throw new AppError(
      'unknown_model',
      `There is no model ${options.model ?? ''}. Known: ${models.map((known) => known.id).join(', ')}.`,
    );
  const change = {
    weights: weightsOf(model, options),
    ...(options.thresholds === undefined ? {} : { bounds: parseThresholds(options.thresholds, model.tiers) }),
  };
  const against = { model: model.modelVersion };
  const day = options.asOf === undefined ? {} : { asOf: options.asOf };
  const step = await session.call('whatif.run', { ...against, ...day, ...change, limit: 500 });
  return { source: { ...against, change }, against, asOf: options.asOf, seed: undefined, scenario: null, step };
}

async function analyse(session: Session, options: Options) {
  const subject =
    options.scenario === undefined
      ? await changeSubject(session, options)
      : await scenarioSubject(session, options.scenario, options);
  const { source, step, scenario } = subject;
  const given = options.seed === undefined ? subject.seed : wholeNumber(options.seed, '--seed');
  const seed = given === undefined ? {} : { seed: given };
  const day = subject.asOf === undefined ? {} : { asOf: subject.asOf };
  const against = options.compare === undefined ? subject.against : await sourceOf(session, options.compare);
  const { rows, before, after, dataRevision } = await session.call('whatif.workload', {
    source,
    against: subject.against,
    ...day,
  });
  const comparison =
    options.compare === undefined
      ? null
      : await session.call('whatif.compare', { a: against, b: source, ...day, limit: 500 });
  const history = options.history ? await session.job('whatif.replay', { source, against }) : null;
  const accuracy =
    history && history.accuracy !== null ? await session.job('whatif.accuracy', { source, against, ...seed }) : null;
  const sensitivity = options.sensitivity
    ? {
        tornado: await session.call('whatif.sensitivity', { source, accuracy: true, ...day }),
        knifeEdge: await session.call('whatif.stability', { source, limit: 500, ...day }),
        explored: await session.job('whatif.explore', { source, ...seed, ...day }),
      }
    : null;
  const report = options.html === undefined ? null : await session.job('whatif.report', { source, ...seed, ...day });
  if (report && options.html !== undefined) {
    const path = userPath(options.html);
    writeWholeFile({ path, name: basename(path) }, (output) => output.write(report.html));
  }
  return {
    ...step,
    dataRevision,
    modelHash: after.modelHash,
    against: { label: before.label, modelVersion: before.modelVersion, modelHash: before.modelHash },
    ...(scenario ? { scenario } : {}),
    workload: rows,
    ...(comparison ? { comparison } : {}),
    ...(history ? { history, accuracy } : {}),
    ...(sensitivity ? { sensitivity } : {}),
    ...(report ? { report: { file: options.html, seed: report.seed, judged: report.judged } } : {}),
  };
}
export type Analysed = Awaited<ReturnType<typeof analyse>>;

export function addWhatIf(program: Command): void {
  program
    .command('whatif <workspace>')
    .description('Re-weighs the latest snapshot; the weights not named share what is left in proportion.')
    .option('--weights <pairs>', 'e.g. usage=45,billing=10')
    .option('--thresholds <bounds>', 'lower bounds of the tiers in score points, best first, e.g. 75,45')
    .option('--lock <ids>', 'dimensions that keep their weight, comma-separated')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option(
      '--scenario <id>',
      'a saved scenario by number or name instead, against the official version on its own day',
    )
    .option('--compare <id>', 'compares with another model, version or saved scenario (number or name)')
    .option('--history', 'every week of the history, and the accuracy on its landmarks with intervals')
    .option(
      '--sensitivity',
      'how far tiers and accuracy hang on the weights: tornado, knife-edge accounts, random weights',
    )
    .option('--html <file>', 'also writes the what-if report to print, against the official version')
    .option('--seed <number>', 'seed of resamples and random weights; the same one gives the same digits')
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options, command: Command) => {
      const own = [options.weights, options.thresholds, options.model, options.lock];
      if (options.scenario !== undefined && own.some((option) => option !== undefined))
        command.error('error: a scenario says its own weights and bounds: give --scenario alone', { exitCode: 2 });
      if ([options.weights, options.thresholds, options.compare, options.scenario].every((one) => one === undefined))
        command.error('error: say what would be different: --weights, --thresholds, --scenario or --compare', {
          exitCode: 2,
        });
      const data = await withSession(workspace, (session) => analyse(session, options));
      await show(options.json ?? false, data, whatIfText);
    });
}
