import type { Command } from 'commander';
import { pairs, show } from '../output.ts';
import { withSession } from '../session.ts';

type Options = {
  readonly model?: string;
  readonly asOf?: string;
  readonly from?: string;
  readonly every: string;
  readonly json?: boolean;
};

export function addScore(program: Command): void {
  program
    .command('score <workspace>')
    .description('Computes weekly snapshots of all accounts over the whole history, or over the dates given.')
    .option('--model <id>', 'model id or id@version; the official one and every other that has scores when left out')
    .option('--as-of <date>', 'last snapshot, YYYY-MM-DD')
    .option('--from <date>', 'first snapshot, YYYY-MM-DD')
    .option('--every <period>', 'week is the one period there is', 'week')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const data = await withSession(workspace, (session) =>
        session.job('score.run', {
          ...(options.model === undefined ? {} : { model: options.model }),
          ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
          ...(options.from === undefined ? {} : { from: options.from }),
          every: options.every as 'week',
        }),
      );
      await show(options.json ?? false, data, (result) =>
        pairs([
          ['Model', result.modelVersion],
          ['As of', result.asOf],
          ['Snapshots', result.snapshots],
          ['Scored', result.accountsScored],
          ['Provisional', result.provisional],
          ['Unscored', result.unscored],
          ['Computed anew', `${result.recomputed} scores`],
          ['Took', `${result.ms} ms`],
        ]),
      );
    });
}
