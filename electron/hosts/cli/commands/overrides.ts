import { type Command, Option } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import {
  OVERRIDE_DEFAULT_DAYS,
  OVERRIDE_MAX_DAYS,
  OVERRIDE_MIN_TEXT,
  OVERRIDE_REASONS,
  type OverrideRow,
  type OverrideTarget,
} from '#shared/contract/overrides.ts';
import { number, percent, show, table } from '../output.ts';
import { withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';

type Json = { readonly json?: boolean };
type AddOptions = Json & {
  readonly score?: string;
  readonly dimension?: string;
  readonly tier?: string;
  readonly reason: (typeof OVERRIDE_REASONS)[number];
  readonly text: string;
  readonly author: string;
  readonly expires?: string;
};

/** A target as people read it: `score 70`, `usage 70`, `tier Green`. */
function targetText(target: OverrideTarget): string {
  if (target.kind === 'tier') return `tier ${target.tier}`;
  return `${target.kind === 'dimension' ? target.dimension : 'score'} ${target.score}`;
}

/** What has become of an override by the as-of date the row was asked for. */
function overrideState(row: OverrideRow, asOf: string | null): string {
  if (row.active) return 'active';
  if (asOf === null || asOf < row.from) return 'later';
  if (row.endedAt === null) return 'expired';
  return row.replacedBy === null ? `ended by ${row.endedBy ?? ''}` : `replaced by ${row.replacedBy}`;
}

/** The ledger as a table; `withAccount` where it is about more than one account. */
export function overrideTable(rows: readonly OverrideRow[], asOf: string | null, withAccount: boolean): string {
  return table(rows, [
    { title: 'Override', of: (row) => row.id, right: true },
    ...(withAccount ? [{ title: 'Account', of: (row: OverrideRow) => `${row.accountName} (${row.accountId})` }] : []),
    { title: 'Says', of: (row) => targetText(row.target) },
    { title: 'Computed then', of: (row) => number(row.computedThen), right: true },
    { title: 'Now', of: (row) => number(row.computedNow), right: true },
    { title: 'From', of: (row) => row.from },
    { title: 'Expires', of: (row) => row.expires },
    { title: 'State', of: (row) => overrideState(row, asOf) },
    { title: 'After 180 d', of: (row) => row.outcome },
    { title: 'Reason', of: (row) => row.reason.replaceAll('_', ' ') },
    { title: 'Author', of: (row) => row.author },
    { title: 'Text', of: (row) => row.text.replace(/\s+/gu, ' ') },
  ]);
}

function targetOf(options: AddOptions): OverrideTarget {
  const { dimension, tier } = options;
  if (tier !== undefined) {
    if (options.score !== undefined || dimension !== undefined)
      throw new AppError('bad_request', 'An override says either a tier or a score, not both.');
    return { kind: 'tier', tier };
  }
  if (options.score === undefined)
    throw new AppError('bad_request', 'An override says a score from 0 to 100, or a tier.');
  const score = Number(options.score);
  if (options.score.trim() === '' || !(score >= 0 && score <= 100))
    throw new AppError('bad_request', `A score is a number from 0 to 100, not ${options.score}.`);
  return dimension === undefined ? { kind: 'composite', score } : { kind: 'dimension', dimension, score };
}

function idOf(text: string): number {
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1)
    throw new AppError('bad_request', `The override is a number from the list of \`overrides\`, not ${text}.`);
  return id;
}

const sentence = (row: OverrideRow): string =>
  `Override ${row.id} of ${row.accountName}: ${targetText(row.target)} from ${row.from} to ${row.expires}, ${row.active ? 'active' : 'ended'}.`;

export function addOverrides(program: Command): void {
  program
    .command('overrides <workspace>')
    .description('The ledger of overrides, newest first, and the share of scored accounts that have one.')
    .option('--account <id>', 'only those of one account')
    .option('--active', 'only those that count on the as-of date')
    .option('--as-of <date>', 'as of the snapshot at or before this date')
    .option('--json', 'print one JSON document')
    .action(
      async (
        workspace: string,
        options: Json & { readonly account?: string; readonly active?: boolean; readonly asOf?: string },
      ) => {
        const data = await withSession(workspace, (session) =>
          session.call('overrides.list', {
            ...(options.account === undefined ? {} : { accountId: options.account }),
            ...(options.active ? { active: true } : {}),
            ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
          }),
        );
        const { account } = options;
        const link = windowLink(
          workspace,
          account === undefined ? { view: 'overrides' } : { view: 'account', id: account },
          options,
          data.asOf ?? '',
        );
        await show(options.json ?? false, data, ({ overrides, rate, asOf }) =>
          withLink(
            [
              overrides.length === 0 ? 'No overrides.' : overrideTable(overrides, asOf, true),
              '',
              rate.share === null
                ? 'No account is scored.'
                : `${rate.accounts} of ${rate.scored} scored accounts overridden as of ${asOf}: ${percent(rate.share)}, ${rate.ok ? 'below' : 'not below'} 10%.`,
            ].join('\n'),
            link,
          ),
        );
      },
    );
  program
    .command('override <workspace> <id>')
    .description(
      'Puts a score or tier beside the computed one of an account, which stays as it is; the active override of the same score ends.',
    )
    .option('--score <points>', 'score from 0 to 100: of the account, or of the dimension named')
    .option('--dimension <id>', 'the score is that of one dimension')
    .option('--tier <name>', 'a tier of the official model')
    .addOption(
      new Option('--reason <code>', 'why the score is not right').choices(OVERRIDE_REASONS).makeOptionMandatory(),
    )
    .requiredOption('--text <text>', `what speaks against the score, at least ${OVERRIDE_MIN_TEXT} characters`)
    .requiredOption('--author <name>', 'who says so')
    .option(
      '--expires <date>',
      `last day it counts; ${OVERRIDE_DEFAULT_DAYS} days from the as-of date when not given, at most ${OVERRIDE_MAX_DAYS}`,
    )
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, id: string, options: AddOptions) => {
      const target = targetOf(options);
      const row = await withSession(workspace, (session) =>
        session.call('overrides.add', {
          accountId: id,
          target,
          reason: options.reason,
          text: options.text,
          author: options.author,
          ...(options.expires === undefined ? {} : { expires: options.expires }),
        }),
      );
      await show(options.json ?? false, row, sentence);
    });
  program
    .command('override-end <workspace> <override>')
    .description('Ends an active override from the as-of date of the data on.')
    .requiredOption('--by <name>', 'who ends it')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, id: string, options: Json & { readonly by: string }) => {
      const row = await withSession(workspace, (session) =>
        session.call('overrides.end', { id: idOf(id), by: options.by }),
      );
      await show(options.json ?? false, row, sentence);
    });
}
