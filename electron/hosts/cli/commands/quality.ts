import { basename } from 'node:path';
import type { Command } from 'commander';
import { writeWholeFile } from '#electron/core/exporting/whole-file.ts';
import { number, pairs, show, table, whole } from '../output.ts';
import { userPath, withSession } from '../session.ts';
import { windowLink, withLink } from '../window-link.ts';

type Options = { readonly asOf?: string; readonly json?: boolean; readonly html?: string };

const SHOWN_COLUMNS = 4;

export function addQuality(program: Command): void {
  program
    .command('quality <workspace>')
    .description('Says how far the data can be trusted: sources, contradictions, one score an account.')
    .option('--as-of <date>', 'judges ages as of this date instead of the newest one')
    .option('--html <file>', 'also writes the report to print, one self-contained HTML file')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Options) => {
      const asOf = options.asOf === undefined ? {} : { asOf: options.asOf };
      const data = await withSession(workspace, async (session) => {
        if (options.html !== undefined) {
          const { html } = await session.call('data.qualityHtml', asOf);
          const path = userPath(options.html);
          writeWholeFile({ path, name: basename(path) }, (output) => output.write(html));
        }
        return session.call('data.quality', asOf);
      });
      const link = windowLink(workspace, { view: 'data', params: { tab: 'quality' } }, {}, data.asOf ?? '');
      await show(options.json ?? false, data, (report) =>
        withLink(
          [
            pairs([
              ['As of', report.asOf],
              [
                'Data quality',
                `${number(report.score) ?? '–'} of 100, mean over ${report.accounts === 1 ? '1 account' : `${whole(report.accounts)} accounts`}`,
              ],
            ]),
            '',
            table(
              report.sources.filter((source) => source.rows > 0 || source.rejected > 0 || source.waiting > 0),
              [
                { title: 'Source', of: (source) => source.kind },
                { title: 'Rows', of: (source) => whole(source.rows), right: true },
                { title: 'Accounts', of: (source) => whole(source.accounts), right: true },
                { title: 'Oldest', of: (source) => source.oldest },
                { title: 'Newest', of: (source) => source.newest },
                { title: 'Freshness', of: (source) => source.freshness },
                { title: 'Duplicates', of: (source) => whole(source.duplicates), right: true },
                { title: 'Rejected', of: (source) => whole(source.rejected), right: true },
                { title: 'Waiting', of: (source) => whole(source.waiting), right: true },
                {
                  title: 'Least filled, %',
                  of: (source) =>
                    source.completeness
                      .filter((column) => column.filled > 0 && column.filled < 100)
                      .sort((a, b) => a.filled - b.filled)
                      .slice(0, SHOWN_COLUMNS)
                      .map((column) => `${column.column} ${number(column.filled, 0)}`)
                      .join(', '),
                },
              ],
            ),
            '',
            report.issues.length === 0
              ? 'Nothing contradicts itself.'
              : table(report.issues, [
                  { title: 'Severity', of: (issue) => issue.severity },
                  { title: 'Source', of: (issue) => issue.kind },
                  { title: 'Found', of: (issue) => whole(issue.count), right: true },
                  { title: 'What', of: (issue) => issue.message },
                ]),
            '',
            table(report.worst.slice(0, 10), [
              { title: 'Lowest quality', of: (account) => account.name },
              { title: 'Id', of: (account) => account.accountId },
              { title: 'Quality', of: (account) => number(account.score, 0), right: true },
              { title: 'Contradictions', of: (account) => account.issues, right: true },
              { title: 'Missing', of: (account) => account.missing.join(', ') },
            ]),
          ].join('\n'),
          link,
        ),
      );
    });
}
