import type { ModelInfo } from '#shared/contract/models.ts';
import { joinWords } from '#shared/format/words.ts';
import type { Format } from '../../data/format.ts';
import { SelectField } from '../../ui/controls.tsx';
import { Finding, Section } from '../../ui/layout.tsx';
import { TierBadge } from '../../ui/tier.tsx';
import { segmentThresholds } from './segments.ts';

type Props = {
  readonly models: readonly ModelInfo[];
  readonly shown: ModelInfo;
  readonly activeVersion: string | null;
  readonly format: Format;
  readonly onShow: (id: string) => void;
  readonly whatIfHref: string;
};

export function ModelPage({ models, shown, activeVersion, format, onShow, whatIfHref }: Props) {
  const active = shown.modelVersion === activeVersion;
  const signals = shown.dimensions.reduce((sum, dimension) => sum + dimension.signals.length, 0);
  const heaviest = [...shown.dimensions].sort((a, b) => b.weight - a.weight)[0];
  return (
    <div className="page models">
      <Finding
        eyebrow={`Models, ${active ? 'scores this workspace' : 'not in use here'}, ${shown.modelVersion}`}
        actions={
          <>
            {models.length > 1 && (
              <div className="pick">
                <SelectField
                  hideLabel
                  label="Model shown"
                  value={shown.id}
                  options={models.map((model) => ({
                    value: model.id,
                    label: model.modelVersion === activeVersion ? `${model.name}, in use` : model.name,
                  }))}
                  onChange={(event) => onShow(event.currentTarget.value)}
                />
              </div>
            )}
            {active && (
              <a className="btn" href={whatIfHref}>
                Try other weights
              </a>
            )}
          </>
        }
      >
        <b>{shown.name}:</b> {format.count(signals, 'signal')} in {format.count(shown.dimensions.length, 'dimension')}{' '}
        and {format.count(shown.tiers.length, 'tier')}.
        {heaviest && ` ${heaviest.name} weighs most, ${weight(heaviest.weight, format)}.`}
      </Finding>
      <p className="dim models-src">
        Source: {shown.source}. Versions are immutable; every stored score names the one it was made with.
      </p>
      <div className="models-top">
        <Weights model={shown} format={format} />
        <div className="models-side">
          <Tiers model={shown} />
          <Segments model={shown} />
        </div>
      </div>
      <Rules model={shown} format={format} />
    </div>
  );
}

function weight(value: number, format: Format): string {
  return `${format.number(value, Number.isInteger(value) ? 0 : 1)}%`;
}

function Weights({ model, format }: { readonly model: ModelInfo; readonly format: Format }) {
  const top = Math.max(
    ...model.dimensions.flatMap((dimension) => [dimension.weight, dimension.documentedRange?.max ?? 0]),
  );
  return (
    <Section title="Dimensions" sub="share of the score; band = documented range">
      <table className="t weights">
        <colgroup>
          <col className="c-name" />
          <col className="c-weight" />
          <col />
          <col className="c-range" />
          <col className="c-count" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Dimension</th>
            <th scope="col" className="r">
              Weight
            </th>
            <th scope="col">
              <span className="vh">Bar</span>
            </th>
            <th scope="col">Documented range</th>
            <th scope="col" className="r">
              Signals
            </th>
          </tr>
        </thead>
        <tbody>
          {model.dimensions.map(({ id, name, weight: share, documentedRange: range, signals }) => (
            <tr key={id}>
              <td className="m">
                <a className="crumb" href={`#rule-${id}`} onClick={jump}>
                  {name}
                </a>
              </td>
              <td className="r b">{weight(share, format)}</td>
              <td aria-hidden="true">
                <span className="wbar">
                  {range && (
                    <u
                      style={{
                        left: `${(range.min / top) * 100}%`,
                        width: `${((range.max - range.min) / top) * 100}%`,
                      }}
                    />
                  )}
                  <i style={{ width: `${(share / top) * 100}%` }} />
                </span>
              </td>
              <td className="mut">
                {range ? `${range.min} to ${range.max}%` : <span className="dim">none stated</span>}
              </td>
              <td className="r mut">{format.number(signals.length)}</td>
            </tr>
          ))}
          <tr className="sum">
            <td>Total</td>
            <td className="r b">
              {weight(
                model.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0),
                format,
              )}
            </td>
            <td colSpan={3} />
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

/** The hash is the address of the view, so the link moves the page itself. */
function jump(event: React.MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const target = document.getElementById(event.currentTarget.hash.slice(1));
  target?.scrollIntoView({ block: 'start' });
  target?.focus({ preventScroll: true });
}

function Tiers({ model }: { readonly model: ModelInfo }) {
  return (
    <Section title="Tiers" sub="from this score up">
      <table className="t tiers">
        <colgroup>
          <col className="c-tier" />
          <col className="c-from" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col" className="r">
              From
            </th>
            <th scope="col" className="gapl">
              What it asks for
            </th>
          </tr>
        </thead>
        <tbody>
          {model.tiers.map((tier) => (
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

function Segments({ model }: { readonly model: ModelInfo }) {
  const rows = segmentThresholds(model);
  if (rows.length <= 1) {
    return (
      <Section title="Thresholds per segment">
        <p className="dim">The same for every segment.</p>
      </Section>
    );
  }
  const bounds = model.tiers.filter((tier) => tier.from > 0);
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
              {bounds.map((tier) => {
                const from = row.bounds[tier.name] ?? tier.from;
                return (
                  <td key={tier.name} className={from === tier.from ? 'r dim' : 'r b'}>
                    {from}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Rules({ model, format }: { readonly model: ModelInfo; readonly format: Format }) {
  return (
    <Section
      title="Signals and rules"
      className="models-rules"
      sub={`how ${joinWords(model.dimensions.map((dimension) => dimension.name.toLowerCase()))} are measured; a signal without data is missing, never zero`}
    >
      <table className="t compact rules">
        <colgroup>
          <col className="c-signal" />
          <col />
          <col className="c-rule" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Dimension, signal</th>
            <th scope="col">How it is measured</th>
            <th scope="col">Rule</th>
          </tr>
        </thead>
        {model.dimensions.map((dimension) => (
          <tbody key={dimension.id}>
            <tr className="head" id={`rule-${dimension.id}`} tabIndex={-1}>
              <th scope="rowgroup" colSpan={3}>
                {dimension.name} <span className="dim">{weight(dimension.weight, format)}</span>
              </th>
            </tr>
            {dimension.signals.map((signal) => (
              <tr key={signal.id}>
                <td title={signal.id}>{signal.name}</td>
                <td className="mut wrap">{signal.measured}</td>
                <td className="mut wrap">{signal.rule}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </Section>
  );
}
