import type { Command } from 'commander';
import { renormalise } from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import { number, pairs, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { viewOptions } from './filter-options.ts';

type Options = {
  readonly weights: string;
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

export function addWhatIf(program: Command): void {
  program
    .command('whatif <workspace>')
    .description('Re-weighs the latest snapshot; the weights not named share what is left in proportion.')
    .requiredOption('--weights <pairs>', 'e.g. usage=45,billing=10')
    .option('--lock <ids>', 'dimensions that keep their weight, comma-separated')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const wanted = parseWeights(options.weights);
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
        return session.call('whatif.run', { ...viewOptions(options), weights, limit: 500 });
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
