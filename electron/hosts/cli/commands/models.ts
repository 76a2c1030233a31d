import type { Command } from 'commander';
import { pairs, show, table } from '../output.ts';
import { withSession } from '../session.ts';
import { addModelDocuments } from './model-documents.ts';
import { addModelPromotion } from './model-promotion.ts';

type Json = { readonly json?: boolean };

export function addModels(program: Command): void {
  program
    .command('models [workspace]')
    .description('Lists the model presets, and with a workspace its own versions; * is the official one.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string | undefined, options: Json) => {
      const data = await withSession(workspace ?? null, (session) => session.call('models.list', {}));
      await show(options.json ?? false, data, ({ models }) =>
        table(models, [
          { title: ' ', of: (model) => (model.active ? '*' : ' ') },
          { title: 'Model', of: (model) => model.modelVersion },
          { title: 'Name', of: (model) => model.name },
          { title: 'From', of: (model) => (model.preset ? 'preset' : model.author) },
          { title: 'Days scored', of: (model) => model.snapshots, right: true },
          {
            title: 'Dimensions',
            of: (model) => model.dimensions.map((dimension) => `${dimension.name} ${dimension.weight}`).join(', '),
          },
          { title: 'Tiers', of: (model) => model.tiers.map((tier) => `${tier.name} ${tier.from}+`).join(', ') },
        ]),
      );
    });

  const model = program.command('model').description('Shows, exports, imports, compares and promotes model versions.');
  model
    .command('show <model>')
    .description('Shows one model: an id (its official, else its newest version) or id@version.')
    .option('--workspace <workspace>', 'also knows the versions of this workspace')
    .option('--json', 'print the model document')
    .action(async (id: string, options: Json & { readonly workspace?: string }) => {
      const { info, model: document } = await withSession(options.workspace ?? null, (session) =>
        session.call('models.get', { model: id }),
      );
      await show(options.json ?? false, document, () =>
        [
          pairs([
            ['Model', `${info.name} (${info.modelVersion}${info.active ? ', official' : ''})`],
            ['Source', info.source],
            ...(info.preset
              ? []
              : ([
                  ['Made', `${info.createdAt} by ${info.author} from version ${info.parentVersion ?? '–'}`],
                  ['Note', info.changeNote],
                ] as const)),
            ['Tiers', info.tiers.map((tier) => `${tier.name} from ${tier.from}: ${tier.action}`).join('; ')],
          ]),
          ...info.dimensions.flatMap((dimension) => [
            '',
            `${dimension.name}, ${dimension.weight}%`,
            table(dimension.signals, [
              { title: 'Signal', of: (signal) => signal.name },
              { title: 'Rule', of: (signal) => signal.rule },
              { title: 'Measured', of: (signal) => signal.measured },
            ]),
          ]),
        ].join('\n'),
      );
    });
  addModelDocuments(model);
  addModelPromotion(model);
}
