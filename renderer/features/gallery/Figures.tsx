import type { Format } from '../../data/format.ts';
import { Delta, Kpi, KpiRow, Meter, Sparkline } from '../../ui/figures.tsx';
import { Icon, Mark } from '../../ui/icons.tsx';
import { Section } from '../../ui/layout.tsx';
import { Coverage, ScoreCell, StackBar, TierBadge } from '../../ui/tier.tsx';
import { HOW, MODELS, NAMES } from './samples.ts';

const NONE = null;
const MODERATE = 'moderate';
const LINE = [61, 63, 62, 66, 65, 64, null, 60, 57, 58, 52, 49] as const;

/** Numbers, tiers and names. */
export function Figures({ format }: { readonly format: Format }) {
  return (
    <>
      <Section title="Figures" how={HOW}>
        <KpiRow label="Key figures" className="gal-kpis">
          <Kpi label="Mean health" value="69.8" detail={<Delta value={-2.4} />} how={HOW} />
          <Kpi label="Leads somewhere" value="$1.99M" detail={<span>33 accounts</span>} href="#/gallery" />
          <Kpi label="Unknown" value={<span className="dim">–</span>} detail={<span>needs 12 mo of contracts</span>} />
          <Kpi
            label="With a line"
            value="57"
            detail="12 weeks"
            spark={<Sparkline values={LINE} label="Twelve weeks" />}
          />
        </KpiRow>
        <div className="gal-row">
          <Delta value={4.2} />
          <Delta value={-4.2} />
          <Delta value={0} />
          <Delta value={null} />
          <Delta value={12} inverse decimals={0} unit="%" />
          <Sparkline values={LINE} label="Falling" reference={60} />
          <Sparkline values={[null, null]} label="Nothing known" />
          <Coverage share={0.92} />
          <Coverage share={0.48} />
          <Coverage share={0} />
          <span style={{ width: 120 }}>
            <Meter share={0.6} />
          </span>
          <Mark />
          <Icon name="warn" />
        </div>
      </Section>
      {MODELS.map(({ name, tiers }) => (
        <Section key={name} title={name}>
          <div className="gal-row">
            {tiers.map((tier) => (
              <TierBadge key={tier.name} role={tier.role} name={tier.name} />
            ))}
            <TierBadge role={NONE} name={null} />
            {tiers.map((tier) => (
              <TierBadge key={tier.name} role={tier.role} name={tier.name} soft />
            ))}
          </div>
          <div className="gal-row">
            {tiers.map((tier) => (
              <ScoreCell
                key={tier.name}
                value={tier.from + 9}
                text={format.number(tier.from + 9, 1)}
                role={tier.role}
              />
            ))}
            <ScoreCell value={54} text="54.0" role={MODERATE} provisional />
            <ScoreCell value={null} text="" role={NONE} />
            <span style={{ width: 160 }}>
              <StackBar
                label={`Accounts, ${name}`}
                parts={tiers.map(({ role, name: tier }, index) => ({ role, name: tier, count: 12 - 2 * index }))}
              />
            </span>
          </div>
        </Section>
      ))}
      <Section title="Names">
        <div className="gal-row">
          {NAMES.map((name) => (
            <bdi key={name} className="ell gal-name" title={name}>
              {name}
            </bdi>
          ))}
        </div>
      </Section>
    </>
  );
}
