import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { Glyph, type Role } from '../../ui/tier.tsx';
import type { PlannedFile } from './import-plan.ts';
import { withoutOptions } from './labels.ts';

type Props = {
  readonly file: PlannedFile;
  /** Read again without the other files of this import. */
  readonly alone: boolean;
  readonly format: Format;
};

/** What is odd about a file, and what the workspace will hold afterwards. */
export function Issues({ file, alone, format }: Props) {
  const { columns, report } = file.preview;
  const reasons = reasonsOf(report.rejectedSample);
  const odd = columns.filter((column) => column.issues > 0);
  const quiet =
    report.rejected === 0 &&
    report.waiting === 0 &&
    report.duplicates === 0 &&
    report.warnings.length === 0 &&
    odd.length === 0;
  return (
    <div className="data-side">
      <Section title="Issues" sub={quiet ? 'none' : undefined}>
        {quiet && <p className="dim">Every row can be stored as it is.</p>}
        <ul className="issues">
          {report.rejected > 0 && (
            <Issue tone="critical" title={`${format.count(report.rejected, 'row')} rejected`}>
              {reasons}
            </Issue>
          )}
          {odd.map((column) => (
            <Issue key={column.name} tone="moderate" title={`${column.name}: ${format.count(column.issues, 'value')}`}>
              cannot be read as {column.type}
            </Issue>
          ))}
          {report.warnings.map((warning) => (
            <Issue
              key={`${warning.code}${warning.message}`}
              tone="moderate"
              title={warning.count > 1 ? `${format.number(warning.count)} times` : null}
            >
              {withoutOptions(warning.message)}
            </Issue>
          ))}
          {report.waiting > 0 && (
            <Issue tone="none" title={`${format.count(report.waiting, 'row')} waiting`}>
              {alone
                ? 'kept aside until the account is imported; accounts in the other files are not counted in here'
                : 'kept aside until the account is imported'}
            </Issue>
          )}
          {report.duplicates > 0 && (
            <Issue tone="none" title={format.count(report.duplicates, 'duplicate row')}>
              the last one stands
            </Issue>
          )}
        </ul>
      </Section>
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
      </Section>
    </div>
  );
}

function Issue({
  tone,
  title,
  children,
}: {
  readonly tone: Role;
  readonly title: string | null;
  readonly children: React.ReactNode;
}) {
  return (
    <li>
      <Glyph role={tone} size={10} />
      <span>
        {title !== null && <b>{title}</b>} <span className="mut">{children}</span>
      </span>
    </li>
  );
}

function Count({
  label,
  value,
  strong = false,
  format,
}: {
  readonly label: string;
  readonly value: number;
  readonly strong?: boolean;
  readonly format: Format;
}) {
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
