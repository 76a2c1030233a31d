import { useCallback, useState } from 'react';
import type { OutputOf } from '#shared/contract/index.ts';
import { Chart } from '../../../charts/Chart.tsx';
import type { ChartTheme } from '../../../charts/theme.ts';
import { weightSpaceOption } from '../../../charts/toOption/weight-space.ts';
import type { Format } from '../../../data/format.ts';
import { useJobQuery } from '../../../data/jobs.ts';
import { withAsOf } from '../../../data/portfolio.ts';
import { useAsOf } from '../../../data/workspace.ts';
import { Button } from '../../../ui/controls.tsx';
import { Meter } from '../../../ui/figures.tsx';
import { Section } from '../../../ui/layout.tsx';
import { ProgressBar } from '../../../ui/states.tsx';
import { HOW_MORE } from '../explanations.ts';
import { Confidence } from './Confidence.tsx';
import type { SensitivityProps } from './Sensitivity.tsx';

export type Exploration = OutputOf<'whatif.explore'>;
const SAMPLES = 1000;

/** A thousand models near this one: is another one better, and how sure is each tier? Run when asked for. */
export function Explore({ source, behind, format }: SensitivityProps) {
  const asOf = useAsOf();
  const [documented, setDocumented] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const input = {
    ...withAsOf(asOf),
    source,
    samples: SAMPLES,
    ...(documented ? { withinDocumented: true } : {}),
    limit: 100,
  };
  const text = JSON.stringify(input);
  const job = useJobQuery('whatif.explore', input, { enabled: asked === text });
  const shown = asked === null ? undefined : job.data;
  const old = shown !== undefined && (behind || asked !== text || job.stale);
  return (
    <Section
      title="Weights nearby"
      how={HOW_MORE.explore}
      sub={`${format.number(SAMPLES)} models around the scenario`}
      className="w12"
      tools={
        <label className="wi-check sm">
          <input
            type="checkbox"
            checked={documented}
            onChange={(event) => setDocumented(event.currentTarget.checked)}
          />
          only within documented ranges
        </label>
      }
    >
      {job.busy ? (
        <ProgressBar
          label={job.progress?.label ?? 'Trying weights nearby'}
          fraction={job.progress?.fraction ?? null}
          onCancel={() => {
            job.cancel();
            setAsked(null);
          }}
        />
      ) : (
        <div className="row wi-explore-a">
          <Button disabled={behind} onClick={() => setAsked(text)}>
            {shown ? 'Try again around the present weights' : 'Explore the weights nearby'}
          </Button>
          {old && <span className="dim sm">What is shown belongs to the weights before.</span>}
          {!shown && (
            <span className="dim sm">
              Says whether other weights would do better, and how sure the tier of each account is.
            </span>
          )}
        </div>
      )}
      {job.error && <p className="bad">{job.error.message}</p>}
      {shown && <Explored data={shown} format={format} />}
    </Section>
  );
}

function Explored({ data, format }: { readonly data: Exploration; readonly format: Format }) {
  const { points, currentAuc } = data;
  const { locale } = format;
  const option = useCallback(
    (theme: ChartTheme) => weightSpaceOption({ points, currentAuc, locale }, theme),
    [points, currentAuc, locale],
  );
  const better = currentAuc === null ? 0 : points.filter(({ rocAuc }) => (rocAuc ?? 0) > currentAuc).length;
  const hasAuc = points.some(({ rocAuc }) => rocAuc !== null);
  const sure = data.confidence.at(-1) ?? 0;
  return (
    <div className="grid g12 wi-explored">
      <div className="w7">
        <h3 className="wi-h3">Accuracy against change</h3>
        {hasAuc ? (
          <>
            <Chart
              option={option}
              label={`AUC and accounts changing tier of ${points.length} models nearby`}
              table={{
                columns: ['Accounts changing tier', 'AUC'],
                rows: points
                  .slice(0, 200)
                  .map(({ changed, rocAuc }, index) => [
                    `${index + 1}: ${format.number(changed)}`,
                    format.number(rocAuc, 3),
                  ]),
              }}
              height={220}
              marks={points.length}
            />
            <p className="foot">
              {currentAuc !== null &&
                `${format.percent(better / Math.max(1, points.length))} of the models nearby have a higher AUC than the scenario (${format.number(currentAuc, 3)}). `}
              Differences of a few hundredths are chance at this size. Seed {data.seed}
              {data.rejected > 0 && `, ${format.number(data.rejected)} draws outside the documented ranges left out`}.
            </p>
          </>
        ) : (
          <p className="dim">Too few churns to judge models by; tiers can be looked at all the same.</p>
        )}
      </div>
      <div className="w5">
        <h3 className="wi-h3">How sure the tiers are</h3>
        <table className="t compact wi-conf">
          <thead>
            <tr>
              <th scope="col">Keeps its tier in</th>
              <th scope="col" className="r c-num">
                Accounts
              </th>
              <th scope="col" className="gapl">
                <span className="vh">Share</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.confidence
              .map((accounts, tenth) => ({ accounts, tenth }))
              .filter(({ accounts }) => accounts > 0)
              .reverse()
              .map(({ accounts, tenth }) => (
                <tr key={tenth}>
                  <td>
                    {tenth * 10} to {(tenth + 1) * 10}%
                  </td>
                  <td className="r b">{format.number(accounts)}</td>
                  <td className="gapl">
                    <Meter share={accounts / Math.max(1, data.accounts)} />
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
        <p className="foot">
          {format.percent(sure / Math.max(1, data.accounts))} of the accounts keep their tier in at least 90% of the
          models nearby.
        </p>
      </div>
      <Confidence data={data} format={format} />
    </div>
  );
}
