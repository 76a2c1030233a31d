import type { Command } from 'commander';
import type { Core } from '#electron/core/core.ts';
import { AppError } from '#shared/contract/errors.ts';
import { type WatchState, watchState } from '#shared/contract/watching.ts';
import { startCore } from '../environment.ts';
import { print } from '../output.ts';
import { userPath } from '../session.ts';

/** Watches a folder for the open workspace. @throws AppError where there is no such folder. */
export async function watchFolder(core: Core, folder: string, importKnown: boolean): Promise<void> {
  const { ref } = await core.addSource(userPath(folder));
  const reply = await core.dispatch('watch.set', { source: ref, mode: importKnown ? 'import' : 'offer' });
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
}

async function stateOf(core: Core): Promise<WatchState> {
  const reply = await core.dispatch('watch.get', {});
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details);
  return watchState.parse(reply.data);
}

const WORDS = {
  imported: () => 'imported',
  ready: (mapping: string | null) => `new, read like ${mapping ?? 'one before'}`,
  new: () => 'new, not seen before: import it once by hand',
  unreadable: (_mapping: string | null, problem: string | null) => `cannot be read: ${problem ?? 'unknown'}`,
} as const;

export function addWatch(program: Command): void {
  program
    .command('watch <workspace> <folder>')
    .description('Watches a folder and says what is new in it; ends with Ctrl-C.')
    .option('--import', 'imports new files that a known mapping fits, without asking')
    .action(async (workspace: string, folder: string, options: { readonly import?: boolean }) => {
      const core = await startCore('cli');
      try {
        const opened = await core.dispatch('workspace.open', { ref: core.addWorkspace(userPath(workspace)) });
        if (!opened.ok) throw new AppError(opened.error.code, opened.error.message, opened.error.details);
        const said = new Map<string, string>();
        let saidImport = 0;
        const report = async (): Promise<void> => {
          const state = await stateOf(core);
          for (const file of state.files) {
            const line = `${file.name}: ${WORDS[file.state](file.mapping, file.problem)}`;
            if (said.get(file.name) === line) continue;
            said.set(file.name, line);
            await print(line);
          }
          if (state.lastImport && state.lastImport.at !== saidImport) {
            saidImport = state.lastImport.at;
            await print(state.lastImport.message);
          }
        };
        let telling = Promise.resolve();
        const unsubscribe = core.subscribe((event) => {
          if (event.topic === 'watch-changed') telling = telling.then(report, report);
        });
        await watchFolder(core, folder, options.import ?? false);
        process.stderr.write('Watching. Press Ctrl-C to stop.\n');
        await new Promise<void>((resolve) => {
          process.once('SIGINT', resolve);
          process.once('SIGTERM', resolve);
        });
        unsubscribe();
        await telling;
        await core.dispatch('watch.set', { source: null });
      } finally {
        await core.close();
      }
    });
}
