import { useState } from 'react';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { SelectField } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { Glyph, type Role } from '../../ui/tier.tsx';
import { HOW } from './explanations.ts';
import { benchmarkText, expansionText, GRADES, VERDICTS } from './outlook.ts';

type Props = { readonly detail: AccountDetail; readonly format: Format };

const SEGMENT = 'Segment';

/** Where the score stands among peers. Source: 30-method.md 2.10. */
export function BenchmarkPanel({ detail, format }: Props) {
  const { account, thresholds, otherBenchmarks } = detail;
  const [by, setBy] = useState(SEGMENT);
  const benchmark = otherBenchmarks.find((other) => other.by === by) ?? detail.benchmark;
  if (benchmark === null || account.score === null) {
    return (
      <Section title="Against peers" how={HOW.peers} className="outlook">
        <p className="mut">
          {account.onboarding
            ? 'In its first days an account is not compared with accounts that are past them.'
            : account.score === null
              ? 'Without a score there is nothing to compare.'
              : 'There are too few scored peers to compare with.'}
        </p>
      </Section>
    );
  }
  const bands = [...thresholds].sort((a, b) => a.from - b.from);
  return (
    <Section
      title="Against peers"
      how={HOW.peers}
      sub={<bdi>{benchmark.peers}</bdi>}
      className="outlook"
      {...(otherBenchmarks.length === 0
        ? {}
        : {
            tools: (
              <SelectField
                label="Peers by"
                hideLabel
                value={by}
                options={[SEGMENT, ...otherBenchmarks.map((other) => other.by)].map((name) => ({
                  value: name,
                  label: name,
                }))}
                onChange={(event) => setBy(event.currentTarget.value)}
              />
            ),
          })}
    >
      <p className="lead">
        <b className="m">{VERDICTS[benchmark.verdict]}.</b> {benchmarkText(benchmark, format.locale)}
      </p>
      <div
        className="bench"
        role="img"
        aria-label={`Scale from 0 to 100, higher is healthier: this account at ${format.score(account.score)}, its peers at ${format.number(benchmark.shrunkMean, 1)}`}
      >
        {bands.map((band, index) => (
          <i
            key={band.name}
            className={`band b-${band.role}`}
            style={{ left: `${band.from}%`, right: `${100 - (bands[index + 1]?.from ?? 100)}%` }}
          />
        ))}
        <u style={{ left: `${benchmark.shrunkMean}%` }} />
        <b style={{ left: `${account.score}%` }} />
      </div>
      <dl className="figs">
        <Figure label="This account" value={format.score(account.score)} />
        <Figure label="Mean of peers, shrunk to the portfolio" value={format.number(benchmark.shrunkMean, 1)} />
        <Figure label="Median of peers" value={format.number(benchmark.median, 1)} />
        <Figure label="Percentile" value={format.number(benchmark.percentile)} />
      </dl>
      {benchmark.outlier && (
        <p className="sm outlier">
          <b className="m">An outlier among its peers:</b> further from them than 3.5 robust deviations. Read its data
          before its score.
        </p>
      )}
    </Section>
  );
}

/** Readiness to expand, part by part. Source: 30-method.md 2.9. */
export function ExpansionPanel({ detail, format }: Props) {
  const { expansion } = detail;
  return (
    <Section
      title="Expansion"
      how={HOW.expansion}
      {...(expansion.score === null
        ? {}
        : { sub: `${format.number(expansion.score, 1)} of 100, 0.6 health + 0.4 signals` })}
      className="outlook"
    >
      <p className={expansion.ready ? 'lead good' : 'lead'}>
        {expansion.ready ? (
          <b className="m">{expansionText(expansion, detail.account.onboarding, format.locale)}</b>
        ) : (
          expansionText(expansion, detail.account.onboarding, format.locale)
        )}
      </p>
      <ul className="lis parts">
        {expansion.parts.map((part) => (
          <li key={part.id}>
            <span className={part.met === true ? '' : 'mut'} title={part.name}>
              {part.name}
            </span>
            <span className={part.met === true ? 'm' : 'dim'}>
              {part.met === null ? 'unknown' : part.met ? 'yes' : 'no'}
            </span>
            <span className={part.met === true ? 'r b' : 'r dim'}>
              {part.met === null ? '–' : format.number(part.met ? part.points : 0)}{' '}
              <span className="dim">of {format.number(part.points)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const GRADE_ROLES: Readonly<Record<AccountDetail['risk']['factors'][number]['grade'], Role>> = {
  critical: 'critical',
  very_high: 'critical',
  high: 'atrisk',
  medium: 'moderate',
};

/** What weighs beside the score. Source: 30-method.md 2.7. */
export function RiskPanel({ detail, format }: Props) {
  const { risk } = detail;
  return (
    <Section
      title="Risk overlay"
      how={HOW.risk}
      sub={detail.tierReason === null ? 'beside the score, which it does not change' : 'beside the score'}
      className="outlook"
    >
      <p className="lead">
        <b className="m">{format.number(risk.index)} of 100</b>
        {risk.factors.length === 0
          ? '. No risk factor is active.'
          : `, the sum of ${format.count(risk.factors.length, 'active factor')}.`}
      </p>
      <ul className="lis parts">
        {risk.factors.map((factor) => (
          <li key={factor.id}>
            <span title={factor.name}>{factor.name}</span>
            <span className="grade">
              <Glyph role={GRADE_ROLES[factor.grade]} size={9} />
              {GRADES[factor.grade]}
            </span>
            <span className="r b">{format.number(factor.points)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
