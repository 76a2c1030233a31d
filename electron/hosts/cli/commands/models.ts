import type { Command } from 'commander';
import { pairs, show, table } from '../output.ts';
import { withSession } from '../session.ts';

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
          {
            title: 'Dimensions',
            of: (model) => model.dimensions.map((dimension) => `${dimension.name} ${dimension.weight}`).join(', '),
          },
          { title: 'Tiers', of: (model) => model.tiers.map((tier) => `${tier.name} ${tier.from}+`).join(', ') },
        ]),
      );
    });

  program
    .command('model')
    .description('Shows one model.')
    .command('show <id>')
    .option('--workspace <workspace>', 'also knows the versions of this workspace')
    .option('--json', 'print the model document')
    .action(async (id: string, options: Json & { readonly workspace?: string }) => {
      const { info, model } = await withSession(options.workspace ?? null, (session) =>
        session.call('models.get', { model: id }),
      );
      await show(options.json ?? false, model, () =>
        [
          pairs([
            ['Model', `${info.name} (${info.modelVersion})`],
            ['Source', info.source],
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
}
