import type { ModelInfo } from '#shared/contract/models.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { Section } from '../../ui/layout.tsx';
import { StackBar, TierBadge } from '../../ui/tier.tsx';

type Props = {
  readonly model: ModelInfo;
  readonly result: WhatIfResult | null;
  readonly format: Format;
  readonly modelsHref: string;
};

/** Live counts beside the hand: lower bound, official, scenario and the difference, and the mix of both as bars. */
export function TierCounts({ model, result, format, modelsHref }: Props) {
  const best = model.tiers.length - 1;
  const parts = (tiers: WhatIfResult['before']['tiers']) =>
    tiers.map((tier) => ({ role: tier.role, name: tier.name, count: tier.accounts }));
  return (
    <Section
      title="Tiers"
      sub="accounts"
      tools={
        <a className="link" href={modelsHref}>
          Model
        </a>
      }
    >
      <table className="t compact wi-tiers">
        <colgroup>
          <col />
          <col className="c-from" />
          <col className="c-num" />
          <col className="c-num" />
          <col className="c-num" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Tier</th>
            <th scope="col" className="r">
              From
            </th>
            <th scope="col" className="r">
              Official
            </th>
            <th scope="col" className="r">
              New
            </th>
            <th scope="col" className="r">
              Change
            </th>
          </tr>
        </thead>
        <tbody>
          {model.tiers.map((tier, index) => {
            const was = result?.before.tiers[index]?.accounts ?? null;
            const now = result?.after.tiers[index]?.accounts ?? null;
            return (
              <tr key={tier.name}>
                <td>
                  <TierBadge role={tier.role} name={tier.name} />
                </td>
                <td className="r dim">{format.number(tier.from)}</td>
                <td className="r dim">{format.number(was)}</td>
                <td className="r b">{format.number(now)}</td>
                <td className="r">
                  <Delta
                    value={was === null || now === null ? null : now - was}
                    decimals={0}
                    inverse={index > best / 2}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {result && (
        <div className="wi-mix">
          <span className="dim mi">official</span>
          <StackBar parts={parts(result.before.tiers)} label="Official" />
          <span className="dim mi">new</span>
          <StackBar parts={parts(result.after.tiers)} label="Scenario" />
        </div>
      )}
      {result && result.after.withScore !== result.before.withScore && (
        <div className="foot">
          With these weights {format.number(result.after.withScore)} accounts have the coverage a score needs,
          officially {format.number(result.before.withScore)}.
        </div>
      )}
      {model.segmentOverlays.length > 0 && (
        <div className="foot">
          Bounds shift for {model.segmentOverlays.map((overlay) => overlay.segment).join(' and ')}; each account is
          counted by its own.
        </div>
      )}
    </Section>
  );
}
