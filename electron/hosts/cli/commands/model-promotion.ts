import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import type { Promotion } from '#shared/contract/models.ts';
import { promotionWords } from '#shared/format/promotion.ts';
import { pairs, show, table } from '../output.ts';
import { withSession } from '../session.ts';

type Decision = {
  readonly by: string;
  readonly note: string;
  readonly reviewer: string;
  readonly from?: string;
  readonly json?: boolean;
};
type Return = { readonly by: string; readonly note?: string; readonly json?: boolean };
type Promoted = OutputOf<'models.promote'>;

const sentence = ({ promotion, snapshots }: Promoted): string =>
  `${promotion.modelVersion} is the official version now, ${promotion.from} was before; ${snapshots} ${snapshots === 1 ? 'day' : 'days'} scored under it.`;

/** What a promotion keeps, for a terminal. */
function known({ summary, at }: Promotion, currency: string): string {
  if (summary === null) return 'No evidence was kept with it.';
  const words = promotionWords(summary, { locale: 'en', currency, promotedAt: at });
  return pairs([
    ['Migration', words.migration],
    ...words.moves.map((move): readonly [string, string] => ['', move]),
    ['Accuracy', words.accuracy],
    ['Sealed test', words.sealed],
    ['Tried', words.tried],
  ]);
}

/** `model promote`, `model rollback` and `model history`. */
export function addModelPromotion(model: Command): void {
  model
    .command('promote <workspace> <model>')
    .description(
      'Scores the whole history under a version, beside the old scores, and makes it the official one. Says what moved, what the history says, and what the sealed landmark says, which it opens once.',
    )
    .requiredOption('--by <name>', 'who decided it')
    .requiredOption('--note <text>', 'why')
    .requiredOption('--reviewer <name>', 'who looked at the evidence besides')
    .option('--from <date>', 'day from which it counts, where charts mark it (YYYY-MM-DD); today when left out')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, id: string, { by, note, reviewer, from, json }: Decision) => {
      const { data, currency } = await withSession(workspace, async (session) => ({
        data: await session.job('models.promote', {
          model: id,
          by,
          note,
          reviewer,
          ...(from === undefined ? {} : { effectiveOn: from }),
        }),
        currency: (await session.call('workspace.summary', {})).currency,
      }));
      await show(json ?? false, data, (done) => `${sentence(done)}\n\n${known(done.promotion, currency)}`);
    });

  model
    .command('rollback <workspace>')
    .description('Makes the version official again that was official before the last promotion.')
    .requiredOption('--by <name>', 'who decided it')
    .option('--note <text>', 'why; says whose promotion is taken back when left out')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, { by, note, json }: Return) => {
      const data = await withSession(workspace, async (session) => {
        const { promotions } = await session.call('models.list', {});
        const before = promotions[0]?.from;
        if (before === undefined)
          throw new AppError('not_found', 'No version was promoted in this workspace, so there is none to go back to.');
        return session.job('models.promote', { model: before, by, ...(note === undefined ? {} : { note }) });
      });
      await show(json ?? false, data, sentence);
    });

  model
    .command('history <workspace>')
    .description('Lists which version was made the official one when, newest first, with what was known then.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: { readonly json?: boolean }) => {
      const { promotions, currency } = await withSession(workspace, async (session) => ({
        promotions: (await session.call('models.list', {})).promotions,
        currency: (await session.call('workspace.summary', {})).currency,
      }));
      await show(options.json ?? false, { promotions }, () =>
        promotions.length === 0
          ? 'The default model is the official one; nothing was promoted yet.'
          : [
              table(promotions, [
                { title: 'Since', of: ({ at }) => new Date(at).toISOString() },
                { title: 'Official', of: ({ modelVersion }) => modelVersion },
                { title: 'Before', of: ({ from }) => from },
                { title: 'By', of: ({ by }) => by },
                { title: 'Reviewed by', of: ({ reviewer }) => reviewer },
                { title: 'Note', of: ({ note }) => note },
              ]),
              ...promotions.map(
                (made) => `${made.modelVersion}, ${new Date(made.at).toISOString()}\n${known(made, currency)}`,
              ),
            ].join('\n\n'),
      );
    });
}
