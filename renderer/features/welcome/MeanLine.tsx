import { useElementSize } from '@mantine/hooks';
import type { RecentWorkspace } from '#shared/contract/workspace.ts';
import { formatDate } from '#shared/format/date.ts';
import { formatNumber } from '#shared/format/number.ts';

const HEIGHT = 132;

/** Mean health of the workspace that was open last, over its snapshots. */
export function MeanLine({ workspace, locale }: { readonly workspace: RecentWorkspace; readonly locale: string }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const values = workspace.meanHealth;
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  const room = 120;
  if (known.length < 2 || last === undefined) return null;
  const middle = (Math.min(...known) + Math.max(...known)) / 2;
  const half = Math.max(6, (Math.max(...known) - Math.min(...known)) / 2);
  const x = (index: number) => (index / (values.length - 1)) * Math.max(1, width - room);
  const y = (value: number) => 12 + (1 - (value - (middle - half)) / (half * 2)) * (HEIGHT - 32);
  const path = values
    .map((value, index) =>
      value === null ? '' : `${values[index - 1] == null ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join('');
  const text = formatNumber(last, locale, 1);
  return (
    <div ref={ref} className="wp-line">
      {width > 0 && (
        <svg
          width={width}
          height={HEIGHT}
          role="img"
          aria-label={`Mean health of ${workspace.name}, now ${text}, higher is healthier`}
        >
          <path d={path} fill="none" stroke="var(--ink)" strokeWidth="2" strokeLinejoin="round" />
          <circle
            cx={x(values.length - 1)}
            cy={y(last)}
            r="4"
            fill="var(--accent)"
            stroke="var(--bg)"
            strokeWidth="2"
          />
          <text x={0} y={y(known[0] ?? last) - 10} fontSize="12" fill="var(--ink-3)">
            {formatNumber(known[0] ?? last, locale, 1)}
          </text>
          <text x={x(values.length - 1) + 12} y={y(last) + 4} fontSize="12" fontWeight="600" fill="var(--ink)">
            Mean {text}
          </text>
        </svg>
      )}
      <div className="row mi dim" style={{ justifyContent: 'space-between', marginTop: 2 }}>
        <span>
          {workspace.name}, mean health over {values.length} snapshots to {formatDate(workspace.asOf, locale)}
        </span>
        <span>0 to 100, higher is healthier</span>
      </div>
    </div>
  );
}
