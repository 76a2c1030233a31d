import type { Format } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { Glyph, type Role } from '../../../ui/tier.tsx';
import { withoutOptions } from '../labels.ts';
import type { PlannedTable } from './import-plan.ts';

type Props = {
  readonly table: PlannedTable;
  readonly format: Format;
};

/** Told by the counts already. */
const COUNTED: ReadonlySet<string> = new Set(['waiting_for_account', 'duplicate_key']);

/** What is odd about a table, and what the workspace will hold afterwards. */
export function Issues({ table, format }: Props) {
  const { columns, report } = table.preview;
  const reasons = reasonsOf(report.rejectedSample);
  const odd = columns.filter((column) => column.issues > 0);
  const told = new Set(odd.map(({ found }) => found[0]?.message));
  const warnings = report.warnings.filter(({ code, message }) => !COUNTED.has(code) && !told.has(message));
  const quiet =
    report.rejected === 0 &&
    report.waiting === 0 &&
    report.duplicates === 0 &&
    warnings.length === 0 &&
    odd.length === 0;
  return (
    <div className="data-side">
      <Section title="Issues" sub={quiet ? 'none' : undefined}>
        {quiet && <p className="dim">Every row can be stored as it is.</p>}
        <ul className="issues">
          {report.rejected > 0 && (
            <Issue tone="critical" title={`${format.count(report.rejected, 'row')} rejected`}>
              {odd.length === 0 ? reasons : 'kept with the reason'}
            </Issue>
          )}
          {odd.map((column) => {
            const [worst] = column.found;
            return (
              <Issue key={column.name} tone="moderate" title={`${column.name}: ${format.number(column.issues)}`}>
                {worst
                  ? `${withoutOptions(worst.message)}${worst.line > 0 ? ` Line ${format.number(worst.line)}.` : ''}`
                  : `cannot be read as ${column.type}`}
              </Issue>
            );
          })}
          {warnings.map((warning) => (
            <Issue
              key={`${warning.code}${warning.message}`}
              tone="none"
              title={warning.count > 1 ? `${format.number(warning.count)} times` : null}
            >
              {withoutOptions(warning.message)}
            </Issue>
          ))}
          {report.waiting > 0 && (
            <Issue tone="none" title={`${format.count(report.waiting, 'row')} waiting`}>
              kept aside until the account is imported
            </Issue>
          )}
          {report.duplicates > 0 && (
            <Issue tone="none" title={format.count(report.duplicates, 'duplicate row')}>
              the last one stands
            </Issue>
          )}
        </ul>
      </Section>
      <AfterImport table={table} format={format} />
    </div>
  );
}

const SUMS_SHOWN = 6;

function AfterImport({ table, format }: Props) {
  const { report } = table.preview;
  const sums = Object.entries(report.sums);
  return (
    <Section title="After import">
      <dl className="after">
        <Count label="New" value={report.created} strong format={format} />
        <Count label="Changed" value={report.updated} strong format={format} />
        <Count label="Unchanged" value={report.unchanged} format={format} />
        <Count label="Waiting for an account" value={report.waiting} format={format} />
        <Count label="Duplicates in the file" value={report.duplicates} format={format} />
        <Count label="Rejected, kept with the reason" value={report.rejected} format={format} />
      </dl>
      <div className="foot">
        {format.number(report.rowsRead)} read = {format.number(report.accepted)} accepted +{' '}
        {format.number(report.rejected)} rejected
      </div>
      {sums.length > 0 && (
        <>
          <h3 className="sums-h">Sums of the accepted rows, to check against the source</h3>
          <dl className="after">
            {sums.slice(0, SUMS_SHOWN).map(([column, sum]) => (
              <div key={column}>
                <dt>{column}</dt>
                <dd>{format.number(sum, Number.isInteger(sum) ? 0 : 2)}</dd>
              </div>
            ))}
          </dl>
          {sums.length > SUMS_SHOWN && (
            <div className="foot">
              and {format.count(sums.length - SUMS_SHOWN, 'further column')}, kept in the ledger
            </div>
          )}
        </>
      )}
    </Section>
  );
}

type IssueProps = { readonly tone: Role; readonly title: string | null; readonly children: React.ReactNode };

function Issue({ tone, title, children }: IssueProps) {
  return (
    <li>
      <Glyph role={tone} size={10} />
      <span>
        {title !== null && <b>{title}</b>} <span className="mut">{children}</span>
      </span>
    </li>
  );
}

type CountProps = {
  readonly label: string;
  readonly value: number;
  readonly strong?: boolean;
  readonly format: Format;
};

function Count({ label, value, strong = false, format }: CountProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={value === 0 ? 'dim' : strong ? 'b' : ''}>{format.number(value)}</dd>
    </div>
  );
}

function reasonsOf(sample: readonly { readonly message: string }[]): string {
  const counts = new Map<string, number>();
  for (const { message } of sample) counts.set(message, (counts.get(message) ?? 0) + 1);
  const list = [...counts]
    .slice(0, 3)
    .map(([message, count]) => `${message.replace(/\.$/, '')}${count > 1 ? ` (${count})` : ''}`);
  return list.length === 0 ? '' : `for example: ${list.join('; ')}`;
}
