import type { Command } from 'commander';
import { decodeModel } from '#electron/core/models.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { readJson, writeJson } from '../documents.ts';
import { show, table } from '../output.ts';
import { withSession } from '../session.ts';

type Json = { readonly json?: boolean };

/** Takes the arguments `[workspace] <a> <b>`: commander knows no optional argument before a required one. */
export function afterWorkspace(
  command: Command,
  args: readonly string[],
  required: number,
): { readonly workspace: string | null; readonly rest: readonly string[] } {
  if (args.length < required) command.error('error: missing required argument', { exitCode: 2 });
  if (args.length > required + 1) command.error('error: too many arguments', { exitCode: 2 });
  return { workspace: args.length > required ? (args[0] ?? null) : null, rest: args.slice(-required) };
}

/**
 * The version a document was made from, as far as this workspace can know: the one whose number it carries, since an export
 * carries the number of the version it was written from; else the newest of its id.
 */
function parentOf(models: OutputOf<'models.list'>['models'], { id, version }: HealthModel): number | null {
  const known = models.filter((model) => model.id === id).map((model) => model.version);
  if (known.length === 0) return null;
  return known.includes(version) ? version : Math.max(...known);
}

/** `model export`, `model import` and `model diff`. */
export function addModelDocuments(model: Command): void {
  const exporting = model
    .command('export')
    .usage('[options] [workspace] <model>')
    .argument('<[workspace] model...>')
    .description('Writes a model as the JSON document that `model import` and `evaluate --model` read.')
    .requiredOption('--out <file>', 'file to write; must not exist')
    .action(async (args: string[], options: { readonly out: string }) => {
      const { workspace, rest } = afterWorkspace(exporting, args, 1);
      const found = await withSession(workspace, (session) => session.call('models.get', { model: rest[0] ?? '' }));
      writeJson(options.out, found.model);
      process.stderr.write(`Wrote ${found.info.modelVersion}.\n`);
    });

  model
    .command('import <workspace> <file>')
    .description(
      'Keeps a model document as the next version of its id; nothing is scored under it until it is promoted.',
    )
    .option('--author <name>', 'who made it; the author the document names when left out')
    .option('--note <text>', 'what was changed, and why; the note of the document when left out')
    .option('--json', 'print one JSON document')
    .action(
      async (workspace: string, file: string, options: Json & { readonly author?: string; readonly note?: string }) => {
        const document = decodeModel(readJson(file, 'model_invalid'));
        const { author = document.author, note = document.changeNote } = options;
        if (author === '' || note === '')
          throw new AppError(
            'model_invalid',
            'A version keeps who made it and what was changed: the document does not say, so give an author and a note.',
          );
        const data = await withSession(workspace, async (session) => {
          const { models } = await session.call('models.list', {});
          const draft = modelFile.parse({ ...document, parentVersion: parentOf(models, document) });
          return session.call('models.save', { draft, author, changeNote: note });
        });
        await show(
          options.json ?? false,
          data,
          ({ modelVersion, parentVersion }) =>
            `Kept as ${modelVersion}${parentVersion === null ? '' : `, made from version ${parentVersion}`}.`,
        );
      },
    );

  const diff = model
    .command('diff')
    .usage('[options] [workspace] <from> <to>')
    .argument('<[workspace] from to...>')
    .description('Says what one model changes against another.')
    .option('--json', 'print one JSON document')
    .action(async (args: string[], options: Json) => {
      const { workspace, rest } = afterWorkspace(diff, args, 2);
      const [from = '', to = ''] = rest;
      const data = await withSession(workspace, (session) => session.call('models.diff', { from, to }));
      await show(options.json ?? false, data, ({ differences }) =>
        differences.length === 0
          ? 'They say the same.'
          : table(differences, [
              { title: 'Part', of: (difference) => difference.area },
              { title: 'What', of: (difference) => difference.what },
              { title: data.from.modelVersion, of: (difference) => difference.from },
              { title: data.to.modelVersion, of: (difference) => difference.to },
            ]),
      );
    });
}
