import { useState } from 'react';
import type { AccountDetail, SignalDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Section } from '../../ui/layout.tsx';
import { TableHead } from '../../ui/table.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { nearDate, targetText } from '../overrides/words.ts';
import { HOW } from './explanations.ts';
import { Seasonality } from './Seasonality.tsx';
import { formatPoints, formatSignalValue } from './signal-value.ts';

type Dimension = AccountDetail['dimensions'][number];
type Props = {
  readonly detail: AccountDetail;
  readonly format: Format;
  /** The rules of the model, in words. */
  readonly modelHref: string;
};

const COLUMNS = [
  { label: 'Dimension, signal', width: 'c-name' },
  { label: 'Weight', width: 'c-weight', className: 'r' },
  { label: 'Score, how measured', className: 'gapl' },
  { label: 'Value', width: 'c-value', className: 'r' },
  { label: '90 d, points', width: 'c-points', className: 'r' },
  { label: 'Possible', width: 'c-range', className: 'hn' },
  { label: 'Newest fact', width: 'c-date' },
  { label: 'Coverage, rule', width: 'c-rule', className: 'hn' },
];

/** The dimensions of the model that scores the account: in its first days those of the onboarding model. */
export function shownDimensions({ dimensions, onboarding, signals }: AccountDetail): readonly Dimension[] {
  if (onboarding === null) return dimensions;
  return onboarding.dimensions.map((dimension) => {
    const own = signals.filter((signal) => signal.dimension === dimension.id);
    return {
      ...dimension,
      effectiveWeight: dimension.weight,
      change90: null,
      contribution: null,
      reference: null,
      knownSignals: own.filter((signal) => signal.state !== 'missing').length,
      totalSignals: own.length,
    };
  });
}

export function Dimensions({ detail, format, modelHref }: Props) {
  const { reference, signals, thresholds } = detail;
  const dimensions = shownDimensions(detail);
  const worst = dimensions.reduce<Dimension | null>(
    (low, dimension) =>
      dimension.contribution !== null && (low === null || dimension.contribution < (low.contribution ?? 0))
        ? dimension
        : low,
    null,
  );
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(worst ? [worst.id] : []));
  const all = dimensions.every((dimension) => open.has(dimension.id));
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  const saidOf = (id: string): string | null => {
    const row = detail.overrides.find(
      ({ active, target }) => active && target.kind === 'dimension' && target.dimension === id,
    );
    return row?.target.kind === 'dimension'
      ? `${row.author} says ${targetText({ kind: 'composite', score: row.target.score }, (name) => name, format.locale)}`
      : null;
  };
  const role = (score: number | null) =>
    score === null ? 'none' : (thresholds.find((threshold) => score >= threshold.from)?.role ?? 'none');
  return (
    <Section
      title="Dimensions and signals"
      how={HOW.dimensions}
      howLink={{ href: modelHref, text: 'Rules of this model' }}
      sub={
        detail.onboarding === null
          ? `tick marks the ${reference.label}`
          : `of the onboarding model; the standard model scores from day ${detail.onboarding.lastDay + 1}`
      }
      tools={
        <button
          type="button"
          className="link"
          onClick={() => setOpen(all ? new Set() : new Set(dimensions.map((dimension) => dimension.id)))}
        >
          {all ? 'Collapse all' : 'Expand all'}
        </button>
      }
    >
      {detail.seasonality !== null && <Seasonality seasonality={detail.seasonality} format={format} />}
      <div className="scroll-x">
        <table className="t compact dims">
          <TableHead columns={COLUMNS} />
          {dimensions.map((dimension) => (
            <tbody key={dimension.id}>
              <DimensionRow
                dimension={dimension}
                role={role(dimension.score)}
                said={saidOf(dimension.id)}
                open={open.has(dimension.id)}
                onToggle={() => toggle(dimension.id)}
                format={format}
              />
              {open.has(dimension.id) &&
                signals
                  .filter((signal) => signal.dimension === dimension.id)
                  .map((signal) => <SignalRow key={signal.id} signal={signal} asOf={detail.asOf} format={format} />)}
            </tbody>
          ))}
        </table>
      </div>
      {signals.some((signal) => signal.origin === 'default' && open.has(signal.dimension)) && (
        <p className="foot">
          <span className="default-mark">default</span> Bellwether’s own numbers, not from your requirements; the model
          editor changes them.
        </p>
      )}
    </Section>
  );
}

type DimensionRowProps = {
  readonly dimension: Dimension;
  readonly role: Parameters<typeof Glyph>[0]['role'];
  /** What an active override of this dimension says. */
  readonly said: string | null;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly format: Format;
};

function DimensionRow({ dimension, role, said, open, onToggle, format }: DimensionRowProps) {
  const { name, weight, effectiveWeight, score, reference, change90, coverage, knownSignals, totalSignals } = dimension;
  const shifted = score !== null && Math.abs(effectiveWeight - weight) >= 0.05;
  return (
    <tr className={score === null ? 'dim-row none' : 'dim-row'}>
      <th scope="row">
        <button type="button" className="expander" aria-expanded={open} onClick={onToggle}>
          <Icon name={open ? 'down' : 'right'} size={12} />
          <span className="ell">{name}</span>
        </button>
      </th>
      <td
        className="r dim"
        title={
          shifted
            ? `Official ${format.number(weight, 1)}%; counts ${format.number(effectiveWeight, 1)}% here because other dimensions have no data`
            : undefined
        }
      >
        {format.number(weight, Number.isInteger(weight) ? 0 : 1)}%
      </td>
      <td className="gapl">
        {score === null ? (
          <span className="trk hatch" />
        ) : (
          <span className="trk" aria-hidden="true">
            <i className={`f-${role}`} style={{ width: `${score}%` }} />
            {reference !== null && <u style={{ left: `${reference}%` }} />}
          </span>
        )}
      </td>
      <td className={score === null ? 'r dim' : 'r b'}>{score === null ? 'no score' : format.number(score, 1)}</td>
      <td className="r">
        <Delta value={change90} />
      </td>
      <td className="hn" />
      <td className="dim sm">{format.percent(coverage)} covered</td>
      <td className="dim sm hn">
        {said === null ? `${knownSignals} of ${totalSignals} signals` : <bdi className="m ink">{said}</bdi>}
      </td>
    </tr>
  );
}

type SignalRowProps = { readonly signal: SignalDetail; readonly asOf: string; readonly format: Format };

function SignalRow({ signal, asOf, format }: SignalRowProps) {
  const missing = signal.state === 'missing';
  const points = formatPoints(signal, format.locale);
  return (
    <tr className={missing ? 'sig missing' : 'sig'}>
      <td title={signal.name}>{signal.name}</td>
      <td />
      <td className="gapl dim sm wrap">
        {signal.measured}
        <span className="narrow">
          {' '}
          Rule: <Rule signal={signal} />
        </span>
      </td>
      <td className="r val">{missing ? <Missing /> : formatSignalValue(signal, format.locale)}</td>
      <td className={`r pts ${signal.state}`}>
        {missing ? <span className="dim">–</span> : points.got}
        <span className="dim sm narrow"> {points.possible}</span>
      </td>
      <td className="dim sm hn">{points.possible}</td>
      <td className="dim sm">
        {signal.factDate === null ? '–' : nearDate(signal.factDate, asOf, format.locale)}
        {signal.stale && <span className="bad">, stale</span>}
      </td>
      <td className="dim sm wrap hn">
        <Rule signal={signal} />
      </td>
    </tr>
  );
}

/** The rule in words; quietly marked where its numbers are Bellwether's own. */
function Rule({ signal }: { readonly signal: SignalDetail }) {
  return (
    <>
      {signal.rule}
      {signal.origin === 'default' && (
        <>
          {' '}
          <span className="default-mark">default</span>
        </>
      )}
    </>
  );
}

function Missing() {
  return (
    <span className="dim miss">
      <Glyph role="none" size={9} />
      missing
    </span>
  );
}
