import { useCallback, useMemo } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { daysBetween } from '#shared/format/date.ts';
import { UNKNOWN } from '#shared/format/number.ts';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import { previewHistoryOption } from '../../charts/toOption/preview-history.ts';
import { useFormat } from '../../data/format.ts';
import { useAccount } from '../../data/portfolio.ts';
import { IconButton } from '../../ui/controls.tsx';
import { Delta } from '../../ui/figures.tsx';
import { Coverage, type Role, TierBadge } from '../../ui/tier.tsx';

type Props = {
  readonly row: AccountRow;
  readonly asOf: string;
  readonly action: string | null;
  readonly href: string;
  readonly onClose: () => void;
};

export function Preview({ row, asOf, action, href, onClose }: Props) {
  const format = useFormat();
  const account = useAccount(row.accountId);
  const detail = account.data?.account.accountId === row.accountId ? account.data : undefined;
  const days = row.renewalDate === null ? null : daysBetween(asOf, row.renewalDate);
  const touch = row.lastTouch === null ? null : daysBetween(row.lastTouch, asOf);
  const place = [row.segment, row.industry, row.region].filter((item) => item !== null && item !== '').join(', ');
  return (
    <aside className="pv" aria-label={`Preview of ${row.name}`}>
      <div>
        <div className="row" style={{ alignItems: 'flex-start' }}>
          <div style={{ flex: 1, minWidth: 0 }}>
            <h2 className="pv-name" dir="auto">
              {row.name}
            </h2>
            <div className="mut sm">{place || row.accountId}</div>
          </div>
          <IconButton icon="x" label="Close preview" size={16} onClick={onClose} />
        </div>
        <div className="row" style={{ gap: 12, marginTop: 10, alignItems: 'flex-end' }}>
          <span className="pv-score">{row.score === null ? UNKNOWN : format.score(row.score)}</span>
          <div className="sm" style={{ lineHeight: '17px' }}>
            <TierBadge role={row.tierRole} name={row.tier} />
            <br />
            <span className="dim">
              <Delta value={row.change30} /> in 30 d, <Delta value={row.change90} /> in 90 d
            </span>
          </div>
        </div>
      </div>
      <div style={{ minHeight: 104 }}>{detail && <History detail={detail} />}</div>
      {detail && <Dimensions detail={detail} />}
      <dl className="dl">
        <div>
          <dt>ARR</dt>
          <dd>{format.moneyExact(row.arr)}</dd>
        </div>
        <div>
          <dt>Renewal</dt>
          <dd>{days === null ? UNKNOWN : `${format.date(row.renewalDate)}, ${days} d`}</dd>
        </div>
        <div>
          <dt>CSM</dt>
          <dd>{row.csm ?? UNKNOWN}</dd>
        </div>
        <div>
          <dt>Last touch</dt>
          <dd>{touch === null ? UNKNOWN : `${format.dayMonth(row.lastTouch)}, ${touch} d`}</dd>
        </div>
        <div>
          <dt>Coverage</dt>
          <dd>
            <Coverage share={row.coverage} />
          </dd>
        </div>
        <div>
          <dt>Seats used</dt>
          <dd>{format.percent(row.seatUtilization)}</dd>
        </div>
        {row.tags.length > 0 && (
          <div className="pv-tags">
            <dt>Tags</dt>
            <dd className="tags">
              {row.tags.map((tag) => (
                <span key={tag} className="tag" dir="auto">
                  {tag}
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <div className="pv-foot">
        {row.topDriver && (
          <p>
            <span className="b">Worst signal</span> {row.topDriver}
          </p>
        )}
        {action && (
          <p>
            <span className="b">{row.tier}</span> {action}
          </p>
        )}
        <a className="btn" href={href}>
          Open
          <span aria-hidden="true">
            <kbd>Enter</kbd>
          </span>
        </a>
      </div>
    </aside>
  );
}

function History({ detail }: { readonly detail: AccountDetail }) {
  const format = useFormat();
  const data = useMemo(
    () => ({ points: detail.history.slice(-53), thresholds: detail.thresholds, locale: format.locale }),
    [detail, format.locale],
  );
  const option = useCallback((theme: ChartTheme) => previewHistoryOption(data, theme), [data]);
  const first = data.points[0];
  const last = data.points.at(-1);
  if (data.points.filter((point) => point.score !== null).length < 2) return <p className="dim sm">No history yet.</p>;
  return (
    <Chart
      option={option}
      height={104}
      label={`Score from ${format.score(first?.score ?? null)} on ${format.date(first?.date ?? null)} to ${format.score(last?.score ?? null)} on ${format.date(last?.date ?? null)}, higher is healthier.`}
    />
  );
}

function Dimensions({ detail }: { readonly detail: AccountDetail }) {
  const format = useFormat();
  const roleOf = (score: number): Role =>
    [...detail.thresholds].sort((a, b) => b.from - a.from).find((tier) => score >= tier.from)?.role ?? 'none';
  return (
    <div>
      <div className="row" style={{ justifyContent: 'space-between', marginBottom: 2 }}>
        <b>Dimensions</b>
        <span className="dim mi">tick = {detail.reference.label}</span>
      </div>
      {detail.dimensions.map((dimension) => (
        <div key={dimension.id} className="dm">
          <span className="ell" title={dimension.name}>
            {dimension.name}
          </span>
          <span className={dimension.score === null ? 'dm-track none' : 'dm-track'} aria-hidden="true">
            {dimension.score !== null && (
              <i className={`f-${roleOf(dimension.score)}`} style={{ width: `${dimension.score}%` }} />
            )}
            {dimension.reference !== null && <u style={{ left: `${dimension.reference}%` }} />}
          </span>
          <b className="r">
            {dimension.score === null ? <span className="dim">{UNKNOWN}</span> : format.number(dimension.score)}
          </b>
          <span className="r">
            <Delta value={dimension.change90} decimals={0} />
          </span>
        </div>
      ))}
    </div>
  );
}
