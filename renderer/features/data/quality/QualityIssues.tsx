import type { QualityIssue } from '#shared/contract/quality.ts';
import type { Format } from '../../../data/format.ts';
import { useHref } from '../../../state/navigation.ts';
import { Section } from '../../../ui/layout.tsx';
import { EmptyState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { kindShort } from '../labels.ts';

const COLUMNS = [
  { label: 'Account', width: 'c-acc' },
  { label: 'Row', width: 'c-row' },
  { label: 'What' },
  { label: 'Batch', width: 'c-n', className: 'r' },
] as const;

const SEVERITY = { error: 'Serious', warning: 'Doubtful', info: 'Note' } as const;

/** What was found, worst first; each opens to the rows. */
export function QualityIssues({
  issues,
  format,
}: {
  readonly issues: readonly QualityIssue[];
  readonly format: Format;
}) {
  const href = useHref();
  return (
    <Section title="Findings" className="data-main" sub={issues.length === 0 ? undefined : 'open one for its rows'}>
      {issues.length === 0 ? (
        <EmptyState title="Nothing was found.">Every check passed on everything imported.</EmptyState>
      ) : (
        <div className="presets q-issues">
          {issues.map((issue) => (
            <details key={`${issue.kind} ${issue.code} ${issue.message}`}>
              <summary>
                <span
                  className={
                    issue.severity === 'error' ? 'bad m sev' : issue.severity === 'warning' ? 'm sev' : 'dim sev'
                  }
                >
                  {SEVERITY[issue.severity]}
                </span>
                <span className="msg">{issue.message}</span>
                <span className="dim">{kindShort(issue.kind)}</span>
              </summary>
              <table className="t compact">
                <TableHead columns={COLUMNS} />
                <tbody>
                  {issue.rows.map((row) => (
                    <tr key={`${row.accountId} ${row.row} ${row.detail}`}>
                      <td>
                        {row.accountId === null ? (
                          <span className="dim">–</span>
                        ) : row.accountName === null ? (
                          row.accountId
                        ) : (
                          <a className="rowlink" href={href({ view: 'account', id: row.accountId })}>
                            {row.accountName}
                          </a>
                        )}
                      </td>
                      <td className="mut" title={row.row}>
                        {row.row}
                      </td>
                      <td className="mut wrap">{row.detail}</td>
                      <td className="r dim">{row.batchId ?? '–'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {issue.count > issue.rows.length && (
                <p className="dim sm">
                  {format.number(issue.rows.length)} of {format.number(issue.count)} shown.
                </p>
              )}
            </details>
          ))}
        </div>
      )}
    </Section>
  );
}
