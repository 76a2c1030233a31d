import type { Command } from 'commander';
import { renormalise } from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { InputOf, OutputOf } from '#shared/contract/index.ts';
import { number, pairs, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { viewOptions } from './filter-options.ts';

type Options = {
  readonly weights?: string;
  readonly thresholds?: string;
  readonly compare?: string;
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

/** A number is a saved scenario, anything else a model or version. */
const sourceOf = (id: string): InputOf<'whatif.compare'>['a'] =>
  /^\d+$/.test(id) ? { scenario: Number(id) } : { model: id };

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

const three = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : value.toFixed(3);

function accuracyLines(accuracy: OutputOf<'whatif.accuracy'> | null): string[] {
  if (!accuracy) return [];
  const { before, after, gate } = accuracy.accuracy;
  const interval = accuracy.difference.rocAuc;
  return [
    '',
    pairs([
      ['Area under the curve', `${three(before.rocAuc)} → ${three(after.rocAuc)}`],
      [
        'Difference',
        interval ? `${three(interval.value)} (95% ${three(interval.low)} to ${three(interval.high)})` : '–',
      ],
      ['Churns caught', `${before.caught} → ${after.caught} of ${accuracy.accuracy.churns}`],
      ['False alarms', `${before.falseAlarms} → ${after.falseAlarms}`],
      ['Evidence', gate.sentence],
      ['Recommendation', accuracy.recommendation.sentence],
      ['Tried so far', `${accuracy.tried.count}${accuracy.tried.warning ? `. ${accuracy.tried.warning}` : ''}`],
    ]),
  ];
}

export function addWhatIf(program: Command): void {
  program
    .command('whatif <workspace>')
    .description('Re-weighs the latest snapshot; the weights not named share what is left in proportion.')
    .option('--weights <pairs>', 'e.g. usage=45,billing=10')
    .option('--thresholds <bounds>', 'lower bounds of the tiers in score points, best first, e.g. 75,45')
    .option('--lock <ids>', 'dimensions that keep their weight, comma-separated')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--compare <id>', 'compares with another model, version or saved scenario (by its number)')
    .option('--history', 'every week of the history, and the accuracy on its landmarks with intervals')
    .option('--seed <number>', 'seed of the resamples of --history')
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options, command: Command) => {
      if (options.weights === undefined && options.thresholds === undefined && options.compare === undefined)
        command.error('error: say what would be different: --weights, --thresholds or --compare', { exitCode: 2 });
      const seed = options.seed === undefined ? undefined : Number(options.seed);
      if (seed !== undefined && !(Number.isInteger(seed) && seed >= 0))
        throw new AppError('bad_request', '--seed takes a whole number from 0 on.');
      const data = await withSession(workspace, async (session) => {
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
        const weights = weightsOf(model, options);
        const change = {
          weights,
          ...(options.thresholds === undefined ? {} : { bounds: parseThresholds(options.thresholds, model.tiers) }),
        };
        const step = await session.call('whatif.run', {
          ...viewOptions(options),
          ...change,
          limit: 500,
        });
        const own: InputOf<'whatif.compare'>['a'] = { model: model.modelVersion, change };
        const day = options.asOf === undefined ? {} : { asOf: options.asOf };
        const comparison =
          options.compare === undefined
            ? null
            : await session.call('whatif.compare', { a: sourceOf(options.compare), b: own, ...day, limit: 500 });
        if (!options.history) return { ...step, ...(comparison ? { comparison } : {}) };
        const against = options.compare === undefined ? { model: model.modelVersion } : sourceOf(options.compare);
        const history = await session.job('whatif.replay', { source: own, against });
        const accuracy =
          history.accuracy === null
            ? null
            : await session.job('whatif.accuracy', { source: own, against, ...(seed === undefined ? {} : { seed }) });
        return { ...step, ...(comparison ? { comparison } : {}), history, accuracy };
      });
      await show(options.json ?? false, data, (result) =>
        [
          pairs([
            [
              'Weights',
              Object.entries(result.after.weights)
                .map(([id, weight]) => `${id} ${number(weight)} (was ${number(result.before.weights[id])})`)
                .join(', '),
            ],
            ['Mean health', `${number(result.before.mean)} → ${number(result.after.mean)}`],
            ['At-risk ARR', `${whole(result.before.atRiskArr)} → ${whole(result.after.atRiskArr)}`],
            ['Moved down', `${result.movedDown.accounts} accounts, ARR ${whole(result.movedDown.arr)}`],
            ['Moved up', `${result.movedUp.accounts} accounts, ARR ${whole(result.movedUp.arr)}`],
          ]),
          ...('comparison' in result && result.comparison
            ? [
                '',
                pairs([
                  ['Compared with', result.comparison.a.label],
                  ['Rank correlation', three(result.comparison.spearman)],
                  ['Mean difference', number(result.comparison.meanAbsoluteDifference)],
                  ['Change of tier', `${result.comparison.moversTotal} accounts`],
                ]),
              ]
            : []),
          ...('history' in result
            ? [
                '',
                pairs([
                  ['Weeks', String(result.history.weeks.length)],
                  ['Into a worse tier', `${result.history.entries.before.down} → ${result.history.entries.after.down}`],
                  ['Into a better tier', `${result.history.entries.before.up} → ${result.history.entries.after.up}`],
                  ...(result.history.accuracyGap === null
                    ? []
                    : ([['Accuracy', result.history.accuracyGap]] as [string, string][])),
                ]),
                ...accuracyLines(result.accuracy),
              ]
            : []),
          '',
          table(result.movers.slice(0, 20), [
            { title: 'Account', of: (row) => row.name },
            { title: 'Before', of: (row) => number(row.before), right: true },
            { title: 'After', of: (row) => number(row.after), right: true },
            { title: 'Tier', of: (row) => `${row.fromTier} → ${row.toTier}` },
            { title: 'ARR', of: (row) => whole(row.arr), right: true },
            { title: 'Reason', of: (row) => row.reason },
          ]),
        ].join('\n'),
      );
    });
}
