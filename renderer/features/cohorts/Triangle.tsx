import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { rampScale } from '../../charts/ramp.ts';
import { useFormat } from '../../data/format.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { METRICS, metricOf, pairWith, STEPS, setParams, stepOf } from './address.ts';
import { cellAt, cellText, columnsOf, FEW, isFew, lostOf } from './cells.ts';
import { ExportCsv } from './ExportCsv.tsx';
import { HOW } from './explanations.ts';
import { type Spot, useGridKeys } from './grid-keys.ts';
import { weakestCohort } from './pair.ts';
import { TriangleRow } from './TriangleRow.tsx';
import { type CohortView, tagOf } from './view.ts';
import './triangle.css';

const SUBTITLES = {
  logo: '% of accounts still here',
  gross: '% of the ARR at the start, growth left out',
  net: '% of the ARR at the start, growth included',
} as const;

/** Cohort × time since the start as a heat map in which darker means more lost; each cell leads to its accounts. */
export function Triangle({ by, filters, pair, retention, className }: CohortView & { readonly className: string }) {
  const { params } = useAddress();
  const format = useFormat();
  const href = useHref();
  const metric = metricOf(params);
  const step = stepOf(params, by);
  const rows = retention.cohorts;
  const columns = useMemo(() => columnsOf([...rows, retention.all], step.months), [rows, retention.all, step.months]);
  const scale = useMemo(
    () =>
      rampScale(
        rows.flatMap((row) =>
          columns.flatMap((month) => {
            const cell = cellAt(row, month);
            return cell && month > 0 && !isFew(cell, metric) ? [lostOf(cell, metric) ?? 0] : [];
          }),
        ),
      ),
    [rows, columns, metric],
  );
  const told = useMemo(() => (metric === 'logo' ? weakestCohort(retention) : null), [retention, metric]);
  const start = useMemo(
    () => ({
      row: Math.max(
        0,
        rows.findIndex(({ value }) => value === told?.row.value),
      ),
      column: told ? columns.indexOf(told.cell.month) + 1 : 1,
    }),
    [rows, columns, told],
  );
  const table = useRef<HTMLTableElement>(null);
  const lines = [...rows, retention.all];
  const pick = useCallback(
    (letter: 'a' | 'b', value: string) => setParams(params, pairWith(pair, letter, value), { replace: true }),
    [params, pair],
  );
  const { spot, onKeyDown, onFocus } = useGridKeys(
    table,
    start,
    lines.map((row) => columns.filter((month) => cellAt(row, month) !== null).length),
    (letter, at) => {
      const row = rows[at];
      if (row) pick(letter, row.value);
    },
  );
  const [hovered, setHovered] = useState<Spot | null>(null);
  const shown = hovered ?? spot;
  const line = lines[shown.row];
  const month = columns[shown.column - 1];
  const cell = line && month !== undefined ? cellAt(line, month) : null;
  const withoutStart = retention.all.withoutStart;
  const started = retention.all.cells.length > 0;
  const scroller = useRef<HTMLDivElement>(null);
  // What the finding is about is in sight when the view opens; with forty cohorts it would not be.
  const toldRow = told ? start.row : -1;
  useEffect(() => {
    const box = scroller.current;
    const all = box?.querySelectorAll<HTMLElement>('tbody > tr');
    const row = all?.[toldRow];
    if (!box || !all || !row) return;
    // Whole rows: the head that stays cuts none in half.
    const above = Math.floor(box.clientHeight / 2 / row.offsetHeight);
    const first = all[Math.max(0, toldRow - above)];
    box.scrollTop = (first?.offsetTop ?? 0) - (all[0]?.offsetTop ?? 0);
  }, [toldRow]);
  const cells = rows.flatMap((row) => columns.flatMap((at) => cellAt(row, at) ?? []));
  const few = cells.some((item) => isFew(item, metric));
  const estimates = metric === 'logo' && cells.some((item) => !item.complete && !item.small);

  return (
    <Section
      title="Retention"
      sub={SUBTITLES[metric]}
      how={HOW.retention}
      className={className}
      tools={
        started && (
          <>
            <Segmented
              small
              label="Columns"
              options={STEPS}
              value={step.value}
              onChange={(value) => setParams(params, { step: value }, { replace: true })}
            />
            <ExportCsv retention={retention} columns={columns} />
          </>
        )
      }
    >
      {started ? (
        <>
          <div className="co-scroll" ref={scroller}>
            <table
              ref={table}
              className="tri"
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys move between the cells, as in a spreadsheet
              role="grid"
              aria-label={`Retention, ${METRICS.find(({ value }) => value === metric)?.label.toLowerCase()}, by ${retention.dimension.label}, in ${step.label.toLowerCase()} since the start`}
              onKeyDown={onKeyDown}
              onFocus={onFocus}
              onMouseOver={(event) => setHovered(spotOf(event.target))}
              onMouseLeave={() => setHovered(null)}
            >
              <thead>
                <tr>
                  <th scope="col" className="l">
                    {retention.dimension.label}
                  </th>
                  <th scope="col" className="n">
                    n
                  </th>
                  {columns.map((at) => (
                    <th key={at} scope="col">
                      <span className="vh">{step.value} </span>
                      {at / step.months}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, index) => (
                  <TriangleRow
                    key={row.value}
                    row={row}
                    at={index}
                    by={by}
                    filters={filters}
                    metric={metric}
                    columns={columns}
                    scale={scale}
                    tag={tagOf(pair, row.value)}
                    told={told?.row.value === row.value ? told.cell.month : null}
                    active={spot.row === index ? spot.column : null}
                    format={format}
                    href={href}
                    onTag={pick}
                  />
                ))}
              </tbody>
              {rows.length > 1 && (
                <tfoot>
                  <TriangleRow
                    row={retention.all}
                    at={rows.length}
                    by={by}
                    filters={filters}
                    metric={metric}
                    columns={columns}
                    scale={null}
                    tag={null}
                    told={null}
                    active={spot.row === rows.length ? spot.column : null}
                    format={format}
                    href={href}
                    onTag={null}
                  />
                </tfoot>
              )}
            </table>
          </div>
          <div className="co-read">
            <p className="sm" aria-hidden="true">
              {cell && line
                ? cellText(line.label || 'All accounts', cell, metric, format)
                : line
                  ? `${line.label || 'All accounts'}: ${format.count(line.accounts, 'account')}.`
                  : ''}
            </p>
            <span className="lgd mi">
              <span className="dim">% lost</span>
              {scale.labels.map((label, index) => (
                <span key={label}>
                  <i className={`sw rt-${index}`} />
                  {label}
                </span>
              ))}
              {few && (
                <span>
                  <i className="sw few" /> n &lt; {FEW}
                </span>
              )}
            </span>
          </div>
          <p className="foot">
            {columns.length > 1 &&
              `${step.label} since each account’s own start; empty where nobody has got that far. `}
            {estimates && 'Dotted: a Kaplan-Meier estimate, since not all accounts have been here that long. '}
            {metric !== 'logo' &&
              cells.some((item) => !item.complete) &&
              'Later columns hold the older accounts only. '}
            <span className="nw">
              <kbd>↑</kbd> <kbd>→</kbd> move,
            </span>{' '}
            <span className="nw">
              <kbd>Enter</kbd> opens the accounts,
            </span>{' '}
            <span className="nw">
              <kbd>A</kbd> <kbd>B</kbd> compare.
            </span>
          </p>
          {(withoutStart > 0 || retention.notes.length > 0) && (
            <p className="foot">
              {withoutStart > 0 &&
                `${format.count(withoutStart, 'account')} without a start date ${withoutStart === 1 ? 'is' : 'are'} in no cell. `}
              {retention.notes.join(' ')}
            </p>
          )}
        </>
      ) : (
        <EmptyState
          title="No account here has a start date."
          action={
            <a className="btn" href={href({ view: 'data', filters: {}, params: {} })}>
              Import data
            </a>
          }
        >
          Nothing can be said about how long they stay. Import accounts with the date they signed up, or contracts with
          a start.
        </EmptyState>
      )}
    </Section>
  );
}

/** Which cell a pointer is over, by the marks the rows carry. */
function spotOf(target: EventTarget): Spot | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.column) } : null;
}
