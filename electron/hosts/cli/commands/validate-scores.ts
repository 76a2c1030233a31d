import { existsSync, statSync } from 'node:fs';
import { type Command, Option } from 'commander';
import {
  SCORE_KINDS,
  type ScoreKind,
  type ScoresReport,
  type SeveralScores,
  validateFile,
} from '#electron/core/offline.ts';
import { AppError } from '#shared/contract/errors.ts';
import { number, pairs, show, table } from '../output.ts';
import { userPath } from '../session.ts';
import { wholeNumber } from './backtest.ts';
import { evidenceText, range } from './evidence-text.ts';
import { readingOptionsOf } from './import-options.ts';

type Options = {
  readonly score: readonly string[];
  readonly outcome?: string;
  readonly positive?: string;
  readonly higherIs?: 'health' | 'risk';
  readonly scale: ScoreKind;
  readonly id?: string;
  readonly resamples: string;
  readonly seed: string;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly decimal?: string;
  readonly sheet?: string;
  readonly json?: boolean;
};

function oneText(report: ScoresReport): string {
  return [
    report.headline ?? report.gate.sentence,
    '',
    pairs([
      ['File', report.file],
      ['Score', `${report.score}, higher is ${report.higherIs === 'health' ? 'healthier' : 'riskier'}`],
      ['Outcome', `${report.outcome} = ${report.positive}`],
      ['Rows', report.n === report.accounts ? `${report.n}` : `${report.n} of ${report.accounts} accounts`],
      ['Gate', report.gate.sentence],
    ]),
    '',
    evidenceText(report),
    '',
    ...report.warnings,
    `Seed ${report.seed}, ${report.resamples} resamples.`,
  ].join('\n');
}

/** Each warning once, with the columns it is about where it is not about all. */
function sharedWarnings(columns: SeveralScores['columns']): string[] {
  const about = new Map<string, string[]>();
  for (const { score, warnings } of columns)
    for (const warning of warnings) about.set(warning, [...(about.get(warning) ?? []), score]);
  return Array.from(about, ([warning, names]) =>
    names.length === columns.length ? warning : `${names.join(', ')}: ${warning}`,
  );
}

function severalText({ file, outcome, positive, columns, warnings }: SeveralScores): string {
  const isFitted = columns.some(({ basis }) => basis === 'fitted');
  const [first] = columns;
  return [
    pairs([
      ['File', file],
      ['Outcome', `${outcome} = ${positive}`],
    ]),
    '',
    table(columns, [
      { title: 'Score', of: (row) => row.score },
      { title: 'Higher is', of: (row) => row.higherIs },
      { title: 'Rows', of: (row) => row.n, right: true },
      { title: 'Churned', of: (row) => row.positives, right: true },
      { title: 'ROC AUC', of: (row) => range(row.rocAuc), right: true },
      { title: 'Av. precision', of: (row) => range(row.averagePrecision), right: true },
      { title: 'KS', of: (row) => number(row.ks, 3), right: true },
      { title: 'Brier', of: (row) => number(row.brier, 3), right: true },
      { title: 'Log loss', of: (row) => number(row.logLoss, 3), right: true },
      { title: 'Slope', of: (row) => number(row.calibration.slope, 3), right: true },
      { title: 'Intercept', of: (row) => number(row.calibration.intercept, 3), right: true },
      ...(isFitted ? [{ title: 'Probabilities', of: (row: ScoresReport) => row.basis }] : []),
    ]),
    '',
    ...columns.map(({ headline, score, gate }) => headline ?? `${score}: ${gate.sentence}`),
    '',
    ...warnings,
    ...sharedWarnings(columns),
    'Thresholds, bands and curves of each score are in --json, or name one with --score.',
    `Seed ${first?.seed}, ${first?.resamples} resamples.`,
  ].join('\n');
}

const text = (report: ScoresReport | SeveralScores): string =>
  'columns' in report ? severalText(report) : oneText(report);

export function addValidateScores(program: Command): void {
  program
    .command('validate-scores <file>')
    .description('Judges a plain table of scores and outcomes, of any model, without a workspace.')
    .option(
      '--score <column>',
      'column of the scores, can be repeated; when left out, every column that looks like one. Several give {file,outcome,positive,columns:[one document each],warnings}',
      (column: string, before: readonly string[]) => [...before, column],
      [],
    )
    .option('--outcome <column>', 'column of the outcomes; found out by name and content when left out')
    .option('--positive <value>', 'value of the outcome that means churn; found out for 1, true, yes, churned')
    .addOption(
      new Option(
        '--higher-is <meaning>',
        'what a higher score means; probabilities of churn are risk. Health when left out, or what the names of columns say that were found out',
      ).choices(['health', 'risk']),
    )
    .addOption(
      new Option(
        '--scale <kind>',
        'what the scores are: auto takes scores within 0 and 1 for probabilities, percent divides them by 100, score takes them for none',
      )
        .choices(SCORE_KINDS)
        .default('auto'),
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
      const report = validateFile(path, {
        scores: options.score,
        outcome: options.outcome,
        positive: options.positive,
        higherIs: options.higherIs,
        kind: options.scale,
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
