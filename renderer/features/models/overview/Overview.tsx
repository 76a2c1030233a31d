import type { ModelInfo, Promotion } from '#shared/contract/models.ts';
import { percentText } from '#shared/model/rule-text.ts';
import { thresholdsFor } from '#shared/model/thresholds.ts';
import type { Format } from '../../../data/format.ts';
import { PromoteButton } from '../../../editing/PromoteButton.tsx';
import { madeText, weightText } from '../../../editing/texts.ts';
import type { ModelDocument } from '../../../state/drafts.ts';
import { useHref } from '../../../state/navigation.ts';
import { Finding, Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { TierBadge } from '../../../ui/tier.tsx';
import { Weights } from './Weights.tsx';

type Props = {
  readonly info: ModelInfo;
  readonly model: ModelDocument;
  readonly promotions: readonly Promotion[];
  readonly readOnly: boolean;
  readonly format: Format;
};

/** What a version is, in one look. */
export function Overview({ info, model, promotions, readOnly, format }: Props) {
  const href = useHref();
  const signals = info.dimensions.reduce((sum, dimension) => sum + dimension.signals.length, 0);
  const heaviest = [...info.dimensions].sort((a, b) => b.weight - a.weight)[0];
  const official = info.active ? promotions.find(({ modelVersion }) => modelVersion === info.modelVersion) : undefined;
  return (
    <>
      <Finding
        eyebrow={`${info.modelVersion}, ${info.active ? 'scores this workspace' : 'not official here'}${official ? ` since ${format.date(new Date(official.at).toISOString().slice(0, 10))}` : ''}`}
        actions={
          <>
            {info.active && (
              <a className="btn" href={href({ view: 'what-if' })}>
                Try other weights
              </a>
            )}
            <a className="btn" href={href({ params: { model: info.modelVersion, tab: 'edit' } })}>
              Edit
            </a>
            {!info.active && <PromoteButton info={info} model={model} readOnly={readOnly} primary />}
          </>
        }
      >
        <b>{info.name}:</b> {format.count(signals, 'signal')} in {format.count(info.dimensions.length, 'dimension')} and{' '}
        {format.count(info.tiers.length, 'tier')}.
        {heaviest && ` ${heaviest.name} weighs most, ${weightText(heaviest.weight, format)}.`}
      </Finding>
      <p className="mut models-src">
        {!info.preset && (
          <>
            {madeText(info, format)}: {info.changeNote}
            <br />
          </>
        )}
        <span className="dim">
          Source: {(info.source || 'none given').replace(/\.$/, '')}. A version never changes; every stored score names
          the one it was made with
          {info.snapshots > 0 ? `, this one on ${format.count(info.snapshots, 'snapshot')}` : ''}.
        </span>
      </p>
      <Weights model={info} format={format} />
      <div className="models-pair">
        <Tiers info={info} />
        <Segments model={model} />
      </div>
      <Policies model={model} />
    </>
  );
}

const TIER_COLUMNS = [
  { label: 'Tier', width: 'c-tier' },
  { label: 'From', width: 'c-from', className: 'r' },
  { label: 'What it asks for', className: 'gapl' },
];

function Tiers({ info }: { readonly info: ModelInfo }) {
  return (
    <Section title="Tiers" sub="from this score up">
      <table className="t tiers">
        <TableHead columns={TIER_COLUMNS} />
        <tbody>
          {info.tiers.map((tier) => (
            <tr key={tier.name}>
              <td>
                <TierBadge role={tier.role} name={tier.name} />
              </td>
              <td className="r b">{tier.from}</td>
              <td className="gapl mut wrap">{tier.action === '' ? <span className="dim">–</span> : tier.action}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Segments({ model }: { readonly model: ModelDocument }) {
  if (model.segmentOverlays.length === 0) {
    return (
      <Section title="Thresholds per segment">
        <p className="dim">The same for every segment.</p>
      </Section>
    );
  }
  const bounds = model.tiers.slice(0, -1);
  const rows = [
    { segment: 'All others', from: model.tiers.map((tier) => tier.from) },
    ...model.segmentOverlays.map(({ segment }) => ({ segment, from: thresholdsFor(model, segment) })),
  ];
  return (
    <Section title="Thresholds per segment" sub="lower bounds">
      <table className="t compact">
        <thead>
          <tr>
            <th scope="col">Segment</th>
            {bounds.map((tier) => (
              <th key={tier.name} scope="col" className="r">
                {tier.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.segment}>
              <td>{row.segment}</td>
              {bounds.map((tier, index) => (
                <td key={tier.name} className={row.from[index] === tier.from ? 'r dim' : 'r b'}>
                  {row.from[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** What surrounds the score, one line each; the reference says it in full. */
function Policies({ model }: { readonly model: ModelDocument }) {
  const { missingPolicy, onboardingPolicy, confirmPolicy } = model;
  const rows = [
    [
      'Missing data',
      `a score needs ${percentText(missingPolicy.minScoredCoverage)} of the weights, ${percentText(missingPolicy.minProvisionalCoverage)} for a provisional one`,
    ],
    [
      'Flags',
      model.flags.length === 0
        ? 'none'
        : `${model.flags.map((flag) => flag.name).join(', ')}; ${model.flagPolicy === 'apply' ? 'they decide the tier' : 'only shown'}`,
    ],
    [
      'Young accounts',
      onboardingPolicy === null
        ? 'scored like all others'
        : `scored by ${onboardingPolicy.model} up to day ${onboardingPolicy.lastDay}`,
    ],
    ['Seasons', model.seasonalPolicy.enabled ? 'a drop that last year had too is excused' : 'not adjusted for'],
    [
      'Confirmation',
      confirmPolicy.margin === 0 ? 'at the bound' : `to recover, ${confirmPolicy.margin} points above the bound`,
    ],
    [
      'Risk index',
      `${model.riskOverlay.factors.length} factors; ${model.riskOverlay.criticalCapsTier ? 'a critical one caps the tier' : 'changes no tier'}`,
    ],
    ['Priorities', model.priorityPolicy.mode === 'guarded' ? 'guarded' : 'by the letter'],
    ['Signals per segment', model.tiltsEnabled ? 'count differently' : 'count the same'],
  ] as const;
  return (
    <Section title="Policies" className="models-policies">
      <dl className="models-dl">
        {rows.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mut">{text}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
