import type { Command } from 'commander';
import { show } from '../output.ts';
import { withSession } from '../session.ts';

export function addDoctor(program: Command): void {
  program
    .command('doctor <workspace>')
    .description('Checks the integrity of a workspace and of its ledger; changes nothing.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: { readonly json?: boolean }) => {
      const data = await withSession(workspace, (session) => session.call('data.doctor', {}));
      await show(options.json ?? false, data, ({ checks }) =>
        checks.map((check) => `${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`).join('\n'),
      );
      if (!data.ok) process.exitCode = 1;
    });
}
