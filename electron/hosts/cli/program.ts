import { Command, CommanderError } from 'commander';
import { addAccount } from './commands/account.ts';
import { addAccounts } from './commands/accounts.ts';
import { addBacktest } from './commands/backtest.ts';
import { addBatches } from './commands/batches.ts';
import { addCalibrate } from './commands/calibrate.ts';
import { addCohorts } from './commands/cohorts.ts';
import { addContact } from './commands/contact.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvaluate } from './commands/evaluate.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addInspect } from './commands/inspect.ts';
import { addMappings } from './commands/mappings.ts';
import { addModels } from './commands/models.ts';
import { addOverrides } from './commands/overrides.ts';
import { addPortfolio } from './commands/portfolio.ts';
import { addQuality } from './commands/quality.ts';
import { addRejected } from './commands/rejected.ts';
import { addSample } from './commands/sample.ts';
import { addScore } from './commands/score.ts';
import { addServe } from './commands/serve.ts';
import { addTemplates } from './commands/templates.ts';
import { addUndo } from './commands/undo.ts';
import { addValidateScores } from './commands/validate-scores.ts';
import { addWatch } from './commands/watch.ts';
import { addWhatIf } from './commands/whatif.ts';
import { version } from './environment.ts';
import { fail } from './output.ts';

/** Exit status: 0 done, 1 failed, 2 wrong use. */
export async function runProgram(args: readonly string[]): Promise<number> {
  const program = new Command('bellwether')
    .description(
      'Scores customer health from exported account data, explains it and re-weighs it; offline, one file a workspace.',
    )
    .version(version())
    .exitOverride()
    .showHelpAfterError('(add --help for the options)')
    .configureHelp({ sortSubcommands: false });
  for (const add of [
    addInspect,
    addInit,
    addImport,
    addBatches,
    addRejected,
    addUndo,
    addMappings,
    addQuality,
    addScore,
    addAccounts,
    addAccount,
    addContact,
    addOverrides,
    addPortfolio,
    addCohorts,
    addWhatIf,
    addBacktest,
    addValidateScores,
    addCalibrate,
    addExport,
    addTemplates,
    addModels,
    addEvaluate,
    addDoctor,
    addServe,
    addWatch,
    addSample,
  ]) {
    add(program);
  }
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync([...args], { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : 0;
  } catch (error) {
    if (error instanceof CommanderError)
      return ['commander.helpDisplayed', 'commander.help', 'commander.version'].includes(error.code) &&
        error.exitCode === 0
        ? 0
        : 2;
    return fail(error, args.includes('--json'));
  }
}
