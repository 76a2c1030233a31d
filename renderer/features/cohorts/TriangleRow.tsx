import { memo } from 'react';
import type { Filters } from '#shared/contract/common.ts';
import type { RampScale } from '../../charts/ramp.ts';
import type { CohortTag } from '../../charts/toOption/cohort-parts.ts';
import type { Format } from '../../data/format.ts';
import type { useHref } from '../../state/navigation.ts';
import type { Metric } from './address.ts';
import { cellAt, cellText, cohortFilters, isFew, lostOf, type RetentionRow, shareOf } from './cells.ts';

type Props = {
  readonly row: RetentionRow;
  readonly at: number;
  readonly by: string;
  readonly filters: Filters;
  readonly metric: Metric;
  readonly columns: readonly number[];
  /** Null for the row over everyone, which is no part of the heat map. */
  readonly scale: RampScale | null;
  readonly tag: CohortTag;
  /** Month of the cell the finding of the view is about; null in the other rows. */
  readonly told: number | null;
  /** Column that Tab leads to, null where it is in another row. */
  readonly active: number | null;
  readonly format: Format;
  readonly href: ReturnType<typeof useHref>;
  readonly onTag: ((letter: 'a' | 'b', value: string) => void) | null;
};

/** One cohort: its name, how many accounts it has, and a cell for each time it has reached. */
export const TriangleRow = memo(function TriangleRow(props: Props) {
  const { row, at, by, filters, metric, columns, scale, tag, told, active, format, href, onTag } = props;
  const everyone = scale === null;
  const value = everyone ? null : row.value;
  const label = everyone ? 'All' : row.label;
  const link = (month?: number) =>
    href({ view: 'accounts', filters: cohortFilters(filters, by, value, month), params: {} });
  return (
    <tr className={tag ? `is-${tag}` : undefined}>
      <th scope="row" className="l" data-row={at} data-column={0}>
        <span className="who">
          <a href={link()} tabIndex={active === 0 ? 0 : -1} className="ell" title={label}>
            <bdi>{label}</bdi>
          </a>
          {onTag && (
            <span className="tags">
              {(['A', 'B'] as const).map((letter) => (
                <button
                  key={letter}
                  type="button"
                  tabIndex={-1}
                  className={`ab ab-${letter}`}
                  aria-pressed={tag === letter}
                  aria-label={`${letter}: compare ${label}`}
                  onClick={() => onTag(letter === 'A' ? 'a' : 'b', row.value)}
                >
                  {letter}
                </button>
              ))}
            </span>
          )}
        </span>
      </th>
      <td className={row.small && !everyone ? 'n small' : 'n'}>{format.number(row.accounts)}</td>
      {columns.map((month, index) => {
        const cell = cellAt(row, month);
        if (!cell) return <td key={month} />;
        const share = shareOf(cell, metric);
        const few = isFew(cell, metric);
        const tone = everyone || share === null ? '' : few ? 'few' : `rt-${scale.stepOf(lostOf(cell, metric) ?? 0)}`;
        const estimate = metric === 'logo' && !cell.complete && !few && !everyone;
        const classes = [tone, estimate ? 'est' : '', told === month ? 'told' : ''].filter((name) => name !== '');
        return (
          <td key={month} className={classes.join(' ') || undefined} data-row={at} data-column={index + 1}>
            <a
              href={link(month)}
              tabIndex={active === index + 1 ? 0 : -1}
              aria-label={cellText(everyone ? 'All accounts' : label, cell, metric, format)}
            >
              {share === null ? '–' : format.number(share * 100)}
            </a>
          </td>
        );
      })}
    </tr>
  );
});
