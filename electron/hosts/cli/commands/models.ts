import type { Command } from 'commander';
import { describeModel } from '#electron/core/handlers/models.ts';
import { findModel, loadPresets } from '#electron/core/models.ts';
import { coreOptions } from '../environment.ts';
import { pairs, show, table } from '../output.ts';

export function addModels(program: Command): void {
  program
    .command('models [workspace]')
    .description('Lists the model presets and versions.')
    .option('--json', 'print one JSON document')
    .action(async (_workspace: string | undefined, options: { readonly json?: boolean }) => {
      const presets = loadPresets(coreOptions('cli').resourcesDir);
      await show(
        options.json ?? false,
        { models: presets.map((model, index) => describeModel(model, true, index === 0, 0)) },
        ({ models }) =>
          table(models, [
            { title: 'Model', of: (model) => model.id },
            { title: 'Name', of: (model) => model.name },
            { title: 'Version', of: (model) => model.version, right: true },
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
    .option('--json', 'print the model file')
    .action(async (id: string, options: { readonly json?: boolean }) => {
      const model = findModel(loadPresets(coreOptions('cli').resourcesDir), id);
      await show(options.json ?? false, model, () => {
        const info = describeModel(model, true, false, 0);
        return [
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
        ].join('\n');
      });
    });
}
