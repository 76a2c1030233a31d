import type { QualityReport } from '#shared/contract/quality.ts';
import { joinWords } from '#shared/format/words.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { useQuality } from '../../../data/quality.ts';
import { useHref } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';
import { Button } from '../../../ui/controls.tsx';
import type { Explanation } from '../../../ui/HowComputed.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { QualityIssues } from './QualityIssues.tsx';
import { QualitySources } from './QualitySources.tsx';
import { QualityTrend } from './QualityTrend.tsx';

const BANDS = [{ label: 'Score', width: 'c-band' }, { label: 'Share' }, { label: 'Accounts', width: 'c-n' }] as const;
const QUALITY: Explanation = {
  of: 'Quality score',
  formula: [
    '5 × each of eight master data fields that is filled + 6 × each of six sources that is there (3 when it is stale) + 24 − 8 × each kind of contradiction.',
    'The headline is the mean over the accounts.',
  ],
  inputs: [
    'Master data of accounts, contracts and contacts',
    'Usage, tickets, surveys, touchpoints, invoices, contracts',
    'Findings of the checks',
  ],
  note: 'It judges data, not customers. Tickets and surveys need no row of the account itself: none may mean that all is well.',
};

const LACK_MOST = [{ label: 'Lack most' }, { label: 'Score', width: 'c-n', className: 'r' }] as const;

/** How far the imported data can be relied on: per source, per account, and what contradicts itself. */
export function QualityPanel({ format }: { readonly format: Format }) {
  const api = useApi();
  const quality = useQuality();
  const href = useHref();
  const report = quality.data;
  if (!report) {
    return quality.isError ? (
      <ErrorState
        page
        title="The data quality could not be worked out"
        cause={quality.error.message}
        safe="Nothing was changed."
        actions={<Button onClick={() => void quality.refetch()}>Try again</Button>}
      />
    ) : (
      <LoadingState label="Loading the data quality" rows={8} finding />
    );
  }
  if (report.accounts === 0) {
    return (
      <EmptyState
        page
        title="There is nothing to judge yet."
        action={
          <a className="btn pri" href={href({ view: 'data', params: {} })}>
            Import files
          </a>
        }
      >
        Import accounts and their facts; then every source and every account is checked here.
      </EmptyState>
    );
  }
  const save = async () => {
    try {
      const { file, html } = await api.call('data.qualityHtml', report.asOf === null ? {} : { asOf: report.asOf });
      if (await api.bridge.saveText(file, html)) showToast(`${file} is saved. Open it to read or print it.`);
    } catch (failure) {
      showToast(asApiError(failure).message, null, 'bad');
    }
  };
  return (
    <>
      <Finding
        eyebrow={report.asOf === null ? 'Data, quality' : `Data, quality as of ${format.date(report.asOf)}`}
        actions={<Button onClick={() => void save()}>Save report</Button>}
      >
        <FindingText report={report} format={format} />
      </Finding>
      <div className="data-cols">
        <QualityIssues issues={report.issues} format={format} />
        <div className="data-side">
          <Accounts report={report} format={format} />
          <QualityTrend trend={report.trend} format={format} />
        </div>
      </div>
      <QualitySources sources={report.sources} accounts={report.accounts} format={format} />
    </>
  );
}

function FindingText({ report, format }: { readonly report: QualityReport; readonly format: Format }) {
  const errors = report.issues.filter((issue) => issue.severity === 'error').length;
  const stale = report.sources
    .filter((source) => source.freshness === 'stale' && source.rows > 0)
    .map((source) => source.kind);
  const missing = report.sources.filter((source) => source.rows === 0).map((source) => source.kind);
  return (
    <>
      <b>
        {report.score === null
          ? 'No account can be judged.'
          : `Accounts score ${format.number(report.score, 1)} of 100 on average.`}
      </b>{' '}
      {errors > 0
        ? `${format.count(errors, 'serious finding')} and ${format.count(report.issues.length - errors, 'other')}.`
        : report.issues.length > 0
          ? `Nothing serious, ${format.count(report.issues.length, 'finding')} to look at.`
          : 'No check found anything.'}
      {stale.length > 0 && ` Stale: ${joinWords(stale)}.`}
      {missing.length > 0 && missing.length < 4 && ` Not imported: ${joinWords(missing)}.`}
    </>
  );
}

/** Accounts per band of the score, and the ones that lack most. */
function Accounts({ report, format }: { readonly report: QualityReport; readonly format: Format }) {
  const href = useHref();
  const most = Math.max(1, ...report.distribution);
  return (
    <Section title="Accounts" how={QUALITY} sub="quality score, 0 to 100">
      <table className="t compact deciles">
        <TableHead columns={BANDS} quiet />
        <tbody>
          {report.distribution
            .map((accounts, band) => ({ accounts, band }))
            .map(({ accounts, band }) => (
              <tr key={band}>
                <td className="dim">
                  {band * 10} to {band * 10 + 10}
                </td>
                <td>
                  <div className="meter" aria-hidden="true">
                    <i style={{ width: `${(100 * accounts) / most}%` }} />
                  </div>
                </td>
                <td className="r">{accounts === 0 ? <span className="dim">0</span> : format.number(accounts)}</td>
              </tr>
            ))}
        </tbody>
      </table>
      {report.worst.length > 0 && (
        <table className="t compact worst">
          <TableHead columns={LACK_MOST} />
          <tbody>
            {report.worst.slice(0, 10).map((account) => (
              <tr key={account.accountId}>
                <td title={account.missing.length > 0 ? `missing: ${account.missing.join(', ')}` : undefined}>
                  <a className="rowlink" href={href({ view: 'account', id: account.accountId })}>
                    {account.name}
                  </a>
                </td>
                <td className="r">{format.number(account.score)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
