import { useCallback, useMemo } from 'react';
import { Chart } from '../../charts/Chart.tsx';
import type { ChartTheme } from '../../charts/theme.ts';
import {
  type ChangeRow,
  changesHeight,
  changesOption,
  changeText,
  initiativeOption,
} from '../../charts/toOption/cohort-initiative.ts';
import type { InitiativeEffect } from '../../data/cohorts.ts';
import { useFormat } from '../../data/format.ts';
import { useWorkspace } from '../../data/workspace.ts';
import { changeRows } from './effect.ts';

/** What happened to the touched accounts, to comparable ones, and what chance and recovery alone would have made of it. */
export function Effect({ effect, label }: { readonly effect: InitiativeEffect; readonly label: string }) {
  const format = useFormat();
  const { data: workspace } = useWorkspace();
  const tiers = workspace?.model.tiers;
  const { touched, comparable, series, regression, verdict } = effect;
  const rows = useMemo(() => changeRows(effect), [effect]);
  const signed = useCallback((value: number | null) => format.signed(value, 1), [format]);
  const lines = useCallback(
    (theme: ChartTheme) => initiativeOption({ weeks: series, tiers: tiers ?? [], score: format.score }, theme),
    [series, tiers, format],
  );
  const changes = useCallback((theme: ChartTheme) => changesOption({ rows, signed }, theme), [rows, signed]);
  const drawn = series.filter((week) => week.touched !== null);
  return (
    <>
      <p className="co-say">{verdict.sentence}</p>
      <div className="co-two">
        {drawn.length > 1 && (
          <Chart
            option={lines}
            height={200}
            label={`Mean health of ${label} from ${format.score(touched.before)} before to ${format.score(touched.after)} after${comparable ? `; of comparable accounts from ${format.score(comparable.before)} to ${format.score(comparable.after)}` : ''}.`}
            table={{
              columns: ['Week', 'Touched', 'Comparable'],
              rows: series.map((week) => [
                format.signed(week.week, 0),
                format.score(week.touched),
                format.score(week.comparable),
              ]),
            }}
          />
        )}
        <div>
          <ChangesChart rows={rows} option={changes} signed={signed} />
          <dl className="co-facts">
            <dt>Touched</dt>
            <dd>
              {format.count(touched.measured, 'account')} measured of {format.number(touched.accounts)}
            </dd>
            <dt>Comparable</dt>
            <dd>
              {comparable
                ? `${format.count(comparable.measured, 'account')} measured`
                : 'fewer than 10, so only the raw change is shown'}
            </dd>
            <dt>Still customers</dt>
            <dd>
              {format.percent(touched.retention?.rate ?? null)}
              {touched.retention &&
                ` (${format.percent(touched.retention.low)} to ${format.percent(touched.retention.high)})`}
              {comparable?.retention && ` against ${format.percent(comparable.retention.rate)}`}
            </dd>
            {regression && (
              <>
                <dt>Expected anyway</dt>
                <dd>
                  {format.score(regression.expected)} from {format.score(regression.atDate)}, by regression to the mean
                </dd>
              </>
            )}
          </dl>
        </div>
      </div>
      {effect.notes.map((note) => (
        <p key={note} className="foot">
          {note}
        </p>
      ))}
    </>
  );
}

type ChangesProps = {
  readonly rows: readonly ChangeRow[];
  readonly option: (theme: ChartTheme) => ReturnType<typeof changesOption>;
  readonly signed: (value: number | null) => string;
};

function ChangesChart({ rows, option, signed }: ChangesProps) {
  return (
    <Chart
      option={option}
      height={changesHeight(rows.length)}
      label={`Change of the mean score: ${rows.map((row) => `${row.name} ${changeText(row, signed)}`).join('; ')}.`}
      table={{ columns: ['Change of', 'Points'], rows: rows.map((row) => [row.name, changeText(row, signed)]) }}
    />
  );
}
