import { existsSync, statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type ScoresReport, validateScores } from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import { pairs, show } from '../output.ts';
import { userPath } from '../session.ts';
import { wholeNumber } from './backtest.ts';
import { evidenceText } from './evidence-text.ts';
import { readingOptionsOf } from './import-options.ts';

type Options = {
  readonly score: string;
  readonly outcome: string;
  readonly positive?: string;
  readonly higherIs: 'health' | 'risk';
  readonly id?: string;
  readonly resamples: string;
  readonly seed: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly decimal?: string;
  readonly sheet?: string;
  readonly json?: boolean;
};

function text(report: ScoresReport): string {
  return [
    report.gate.sentence,
    '',
    pairs([
      ['File', report.file],
      ['Score', `${report.score}, higher is ${report.higherIs === 'health' ? 'healthier' : 'riskier'}`],
      ['Outcome', `${report.outcome} = ${report.positive}`],
      ['Rows', `${report.n} of ${report.accounts} accounts`],
    ]),
    '',
    evidenceText(report),
    '',
    ...report.warnings,
    `Seed ${report.seed}, ${report.resamples} resamples.`,
  ].join('\n');
}

export function addValidateScores(program: Command): void {
  program
    .command('validate-scores <file>')
    .description('Judges a plain table of scores and outcomes, of any model, without a workspace.')
    .requiredOption('--score <column>', 'column of the scores')
    .requiredOption('--outcome <column>', 'column of the outcomes')
    .option('--positive <value>', 'value of the outcome that means churn; found out for 1, true, yes, churned')
    .addOption(
      new Option('--higher-is <meaning>', 'what a higher score means; probabilities of churn are risk')
        .choices(['health', 'risk'])
        .default('health'),
    )
    .option('--id <column>', 'column of account ids: rows of one account are drawn together')
    .option('--resamples <n>', 'how often accounts are drawn for intervals; fewer for very long files', '2000')
    .option('--seed <n>', 'seed of the draws; the same seed gives the same digits', '20251')
    .option('--delimiter <char>', 'column separator: , ; | or tab')
    .option('--encoding <name>', 'encoding, e.g. utf-8, windows-1252')
    .option('--decimal <sign>', 'decimal sign of ambiguous numbers: dot or comma')
    .option('--sheet <name>', 'sheet of a workbook')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: Options) => {
      const path = userPath(file);
      if (!existsSync(path)) throw new AppError('file_not_found', `There is no file ${file}.`);
      if (statSync(path).isDirectory()) throw new AppError('not_a_table', `${file} is a folder; name one file.`);
      const showsProgress = process.stderr.isTTY === true;
      const { delimiter, encoding, decimal, sheet } = options;
      const report = validateScores(path, {
        score: options.score,
        outcome: options.outcome,
        positive: options.positive,
        higherIs: options.higherIs,
        id: options.id,
        resamples: wholeNumber(options.resamples, '--resamples'),
        seed: wholeNumber(options.seed, '--seed'),
        reading: {
          ...readingOptionsOf({
            ...(delimiter === undefined ? {} : { delimiter }),
            ...(encoding === undefined ? {} : { encoding }),
            ...(decimal === undefined ? {} : { decimal }),
          }),
          ...(sheet === undefined ? {} : { part: `#${sheet}` }),
        },
        ...(showsProgress
          ? {
              onStep: (share: number): void => {
                process.stderr.write(`\r\u001b[KDrawing accounts again and again ${Math.round(100 * share)}%`);
              },
            }
          : {}),
      });
      if (showsProgress) process.stderr.write('\r\u001b[K');
      await show(options.json ?? false, report, text);
    });
}
