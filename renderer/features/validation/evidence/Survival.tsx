import { useCallback, useMemo } from 'react';
import type { BackTest } from '#shared/contract/validation.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import {
  type SurvivalGroup,
  stepAt,
  survivalDays,
  survivalOption,
  survivalText,
} from '../../../charts/toOption/validation-survival.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { Refused } from './Refused.tsx';
import { pText } from './Retention.tsx';

/** Who was still a customer so many days later, by the tier at the start, with those at risk below the plot. */
export function Survival({ survival }: Pick<BackTest, 'survival'>) {
  const format = useFormat();
  const share = useCallback((value: number) => format.percent(value, 1), [format]);
  const groups = useMemo(
    () =>
      survival.groups.map(
        (group): SurvivalGroup => ({
          tier: group.tier,
          role: group.role,
          accounts: group.accounts,
          curve: group.curve,
          until: Math.max(group.curve.at(-1)?.day ?? 0, ...group.censored.map((item) => item.day)),
        }),
      ),
    [survival.groups],
  );
  const option = useCallback(
    (theme: ChartTheme) => survivalOption({ groups, percent: (value) => format.percent(value) }, theme),
    [groups, format],
  );
  const days = survivalDays(Math.max(30, ...groups.map((group) => group.until)));
  const last = days.at(-1) ?? 0;
  return (
    <Section
      title="Survival by tier"
      sub={survival.t0 === null ? undefined : `tier on ${format.date(survival.t0)}`}
      how={HOW.survival}
      className="w6"
      tools={
        groups.length > 0 && (
          <SaveCsv
            name="survival"
            of="survival by tier"
            header={['tier', 'day', 'at_risk', 'churned', 'survival', 'low', 'high']}
            rows={survival.groups.flatMap((group) =>
              group.curve.map((step) => [
                group.tier,
                step.day,
                step.atRisk,
                step.churned,
                step.survival,
                step.low,
                step.high,
              ]),
            )}
          />
        )
      }
    >
      {survival.refused !== null && <Refused sentence={survival.refused} />}
      {groups.length > 0 && survival.refused === null && (
        <>
          <Chart
            option={option}
            height={240}
            label={`Share still customers after ${last} days: ${groups.flatMap((group) => survivalText(group, last, share)).join('; ')}.`}
            table={{
              columns: ['Tier', ...days.map((day) => `Day ${day}`)],
              rows: groups.map((group) => [
                group.tier,
                ...days.map((day) => share(stepAt(group.curve, day)?.survival ?? 1)),
              ]),
            }}
          />
          <table className="t compact va-atrisk">
            <caption className="vh">Accounts still observed</caption>
            <thead>
              <tr>
                <th scope="col">Still observed</th>
                {days.map((day) => (
                  <th key={day} scope="col" className="r">
                    {day} d
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {survival.groups.map((group) => (
                <tr key={group.tier}>
                  <th scope="row">{group.tier}</th>
                  {days.map((day) => (
                    <td key={day} className="r">
                      {format.number(atRisk(group, day))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <p className="foot">
            {survival.logRank === null
              ? 'Whether the curves differ is not judged: it takes two tiers and five churns.'
              : `${survival.logRank.p < 0.05 ? 'The tiers differ' : 'The curves could be one and the same'}: log-rank χ² ${format.number(survival.logRank.chiSquare, 2)}, ${format.number(survival.logRank.df)} df, ${pText(survival.logRank.p, format)}.`}
          </p>
        </>
      )}
    </Section>
  );
}

/** Accounts observed beyond a day: all but those that churned or left observation before it. */
function atRisk(group: BackTest['survival']['groups'][number], day: number): number {
  const churned = group.curve.reduce((sum, step) => sum + (step.day < day ? step.churned : 0), 0);
  const censored = group.censored.reduce((sum, item) => sum + (item.day < day ? item.accounts : 0), 0);
  return group.accounts - churned - censored;
}
