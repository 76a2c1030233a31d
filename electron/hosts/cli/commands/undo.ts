import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { show, table } from '../output.ts';
import { withSession } from '../session.ts';

type Options = { readonly dryRun?: boolean; readonly score?: boolean; readonly json?: boolean };
type Undone = OutputOf<'import.undo'>['undone'];

function batchIdOf(text: string): number {
  const batchId = Number(text);
  if (!Number.isInteger(batchId) || batchId < 1)
    throw new AppError('bad_request', `The batch is a number from the list of \`batches\`, not ${text}.`);
  return batchId;
}

function report(undone: Undone, dryRun: boolean): string {
  const hidden = undone.reduce((sum, batch) => sum + batch.hidden, 0);
  const kept = undone.reduce((sum, batch) => sum + batch.kept, 0);
  return [
    table(undone, [
      { title: 'Batch', of: (batch) => batch.batchId, right: true },
      { title: 'File', of: (batch) => batch.file },
      { title: 'Kind', of: (batch) => batch.kind },
      { title: 'Removed', of: (batch) => batch.removed, right: true },
      { title: 'Restored', of: (batch) => batch.restored, right: true },
      { title: 'Kept', of: (batch) => batch.kept, right: true },
      { title: 'Hidden', of: (batch) => batch.hidden, right: true },
      { title: 'Waiting', of: (batch) => batch.waiting, right: true },
    ]),
    ...(kept > 0 ? ['Kept: other batches say the same, or have changed them since.'] : []),
    ...(hidden > 0
      ? ['Hidden: out of every view while rows of other batches belong to them; importing them again brings them back.']
      : []),
    ...(dryRun ? ['Nothing was changed (--dry-run).'] : []),
  ].join('\n');
}

export function addUndo(program: Command): void {
  program
    .command('undo <workspace> <batch...>')
    .description(
      'Takes batches back, whatever was imported after them: values they changed go back; then scores again.',
    )
    .option('--dry-run', 'says what it would do, changes nothing')
    .option('--no-score', 'does not score again')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, batches: string[], options: Options) => {
      const batchIds = batches.map(batchIdOf);
      const dryRun = options.dryRun ?? false;
      const result = await withSession(workspace, (session) =>
        session.job('import.undo', { batchIds, dryRun, score: options.score ?? true }),
      );
      await show(options.json ?? false, result, ({ undone }) => report(undone, dryRun));
    });
}
