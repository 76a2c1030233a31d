import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { findModel, listModels } from '#electron/core/model-versions.ts';
import { decodeModel, loadPresets } from '#electron/core/models.ts';
import { evaluate } from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import { contract } from '#shared/contract/index.ts';
import { readJson } from '../documents.ts';
import { coreOptions } from '../environment.ts';
import { number, percent, show, table } from '../output.ts';
import { userPath } from '../session.ts';

export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('Scores plain JSON inputs (dimensions, or signals) without a workspace.')
    .requiredOption('--model <id|file>', 'preset id or model file')
    .requiredOption('--input <file>', '{"accounts":[{"id","segment"?,"dimensions"?,"signals"?}]}')
    .option('--json', 'print one JSON document')
    .action(async (options: { readonly model: string; readonly input: string; readonly json?: boolean }) => {
      const fromFile = options.model.endsWith('.json') || existsSync(userPath(options.model));
      const model = fromFile
        ? decodeModel(readJson(options.model))
        : findModel(listModels(loadPresets(coreOptions('cli').resourcesDir)), options.model);
      const input = contract['models.evaluate'].input
        .pick({ accounts: true })
        .loose()
        .safeParse(readJson(options.input));
      if (!input.success) {
        const issue = input.error.issues[0];
        throw new AppError(
          'bad_request',
          `The input is not valid at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`,
        );
      }
      const results = evaluate(model, input.data.accounts);
      await show(options.json ?? false, { results }, (data) =>
        table(data.results, [
          { title: 'Account', of: (row) => row.id },
          { title: 'Score', of: (row) => number(row.score), right: true },
          { title: 'Tier', of: (row) => row.tier },
          { title: 'State', of: (row) => row.state },
          { title: 'Coverage', of: (row) => percent(row.coverage), right: true },
          { title: 'Flags', of: (row) => row.flags.join(', ') },
        ]),
      );
    });
}
