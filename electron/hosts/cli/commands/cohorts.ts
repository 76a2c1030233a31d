import { type Command, Option } from 'commander';
import type { OutputOf } from '#shared/contract/index.ts';
import { type Column, number, show, table, whole } from '../output.ts';
import { withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';
import { collect, parseFilters, viewOptions } from './filter-options.ts';

type Retention = OutputOf<'cohorts.retention'>;
type Row = Retention['cohorts'][number];
type Cell = Row['cells'][number];
type Health = OutputOf<'cohorts.list'>;
type Options = {
  readonly by: string;
  readonly metric: 'logo' | 'arr' | 'health';
  readonly asOf?: string;
  readonly model?: string;
  readonly filter: string[];
  readonly json?: boolean;
};

/** Months that fit a terminal; the JSON document has all of them. */
const MONTHS = [0, 1, 2, 3, 6, 9, 12, 18, 24, 36];

function triangle({ cohorts, all }: Retention, rateOf: (cell: Cell) => number | null): string {
  const rows = [...cohorts, all];
  const months = MONTHS.filter((month) => rows.some(({ cells }) => cells[month] !== undefined));
  return table(rows, [
    { title: 'Cohort', of: (row) => row.label },
    { title: 'Accounts', of: (row) => row.accounts, right: true },
    ...months.map(
      (month): Column<Row> => ({
        title: `M${month}`,
        of: ({ cells }) => {
          const cell = cells[month];
          const rate = cell ? rateOf(cell) : null;
          if (!cell || rate === null) return cell ? '–' : '';
          return `${Math.round(rate * 100)}%${cell.small ? '*' : cell.complete ? '' : '~'}`;
        },
        right: true,
      }),
    ),
  ]);
}

function retentionText(data: Retention, metric: 'logo' | 'arr'): string {
  const parts =
    metric === 'logo'
      ? [`Logo retention by ${data.dimension.label}`, '', triangle(data, ({ rate }) => rate)]
      : [
          `Gross ARR retention by ${data.dimension.label}`,
          '',
          triangle(data, ({ grr }) => grr),
          '',
          `Net ARR retention by ${data.dimension.label}`,
          '',
          triangle(data, ({ nrr }) => nrr),
        ];
  return [
    ...parts,
    '',
    'Mn: whole months since the start of each account. * fewer than 5 accounts. ~ only the older accounts have been here that long.',
    ending(data),
  ].join('\n');
}

function healthText(data: Health): string {
  return [
    table(
      [...data.cohorts, data.all],
      [
        { title: data.dimension.label, of: (row) => `${row.label}${row.small ? ' *' : ''}` },
        { title: 'Accounts', of: (row) => row.accounts, right: true },
        { title: 'Scored', of: (row) => row.scored, right: true },
        { title: 'Mean', of: (row) => number(row.mean), right: true },
        { title: 'Min', of: (row) => number(row.box?.min), right: true },
        { title: 'Q1', of: (row) => number(row.box?.q1), right: true },
        { title: 'Median', of: (row) => number(row.box?.median), right: true },
        { title: 'Q3', of: (row) => number(row.box?.q3), right: true },
        { title: 'Max', of: (row) => number(row.box?.max), right: true },
        { title: '90 d', of: (row) => number(row.change90), right: true },
        { title: 'ARR', of: (row) => whole(row.arr), right: true },
        { title: 'At-risk ARR', of: (row) => whole(row.atRiskArr), right: true },
      ],
    ),
    '',
    'Scores run from 0 to 100; higher is healthier. * fewer than 5 accounts.',
    ending(data),
  ].join('\n');
}

function ending({ asOf, modelVersion, dimension, notes }: Retention | Health): string {
  return [`As of ${asOf}, model ${modelVersion}. ${dimension.how}`, ...notes].join('\n');
}

export function addCohorts(program: Command): void {
  program
    .command('cohorts <workspace>')
    .description('Retention or health of groups of accounts, by sign-up date, any field or any custom attribute.')
    .requiredOption(
      '--by <field>',
      'startMonth, startQuarter, tenure, arrTier, segment, industry, region, country, plan, channel, useCase, size, csm, usage, activation, or the name of a custom attribute',
    )
    .addOption(
      new Option('--metric <metric>', 'share of customers kept, share of ARR kept, or health on the as-of date')
        .choices(['logo', 'arr', 'health'])
        .default('logo'),
    )
    .option('--as-of <date>', 'snapshot at or before this date')
    .option('--model <id>', 'model id or id@version; the official version when left out')
    .option('--filter <field=value>', 'keeps accounts that match; repeat for more', collect, [])
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, { by, metric, json = false, ...options }: Options) => {
      const input = { ...viewOptions(options), by, filters: parseFilters(options.filter) };
      const params = { by, metric: metric === 'arr' ? 'gross' : metric };
      const link = (asOf: string) =>
        windowLink(workspace, { view: 'cohorts', filters: input.filters, params }, options, asOf);
      await withSession(workspace, async (session) => {
        if (metric === 'health')
          await show(json, await session.call('cohorts.list', input), (data) =>
            withLink(healthText(data), link(data.asOf)),
          );
        else
          await show(json, { metric, ...(await session.call('cohorts.retention', input)) }, (data) =>
            withLink(retentionText(data, metric), link(data.asOf)),
          );
      });
    });
}
