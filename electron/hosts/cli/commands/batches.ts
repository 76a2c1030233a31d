import type { Command } from 'commander';
import { show, table } from '../output.ts';
import { withSession } from '../session.ts';

export function addBatches(program: Command): void {
  program
    .command('batches <workspace>')
    .description('Lists the import batches, newest first.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: { readonly json?: boolean }) => {
      const data = await withSession(workspace, (session) => session.call('data.batches', { limit: 500 }));
      await show(options.json ?? false, data, ({ batches }) =>
        table(batches, [
          { title: 'Batch', of: (batch) => batch.batchId, right: true },
          { title: 'File', of: (batch) => batch.file },
          { title: 'Kind', of: (batch) => batch.kind },
          {
            title: 'Imported (UTC)',
            of: (batch) => new Date(batch.importedAt).toISOString().slice(0, 16).replace('T', ' '),
          },
          { title: 'Read', of: (batch) => batch.rowsRead, right: true },
          { title: 'Accepted', of: (batch) => batch.accepted, right: true },
          { title: 'Rejected', of: (batch) => batch.rejected, right: true },
          { title: 'Open', of: (batch) => batch.rejectedOpen, right: true },
          { title: 'New', of: (batch) => batch.created, right: true },
          { title: 'Updated', of: (batch) => batch.updated, right: true },
          { title: 'Unchanged', of: (batch) => batch.unchanged, right: true },
          { title: 'Waiting', of: (batch) => batch.waiting, right: true },
          {
            title: 'State',
            of: (batch) =>
              batch.undoneAt !== null ? 'undone' : batch.fixOf !== null ? `corrects ${batch.fixOf}` : 'stands',
          },
        ]),
      );
    });
}
