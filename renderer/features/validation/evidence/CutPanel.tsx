import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { HOW } from '../explanations.ts';
import { SaveCsv } from '../SaveCsv.tsx';
import { refusalOf } from './gate.ts';

type Row = BackTest['thresholds'][number];
type Props = {
  readonly result: BackTest;
  readonly cut: number;
  readonly row: Row | null;
  readonly onCut: (cut: number) => void;
  /** The hand is off the slider. */
  readonly onRelease: (cut: number) => void;
};

/** A slider over the score below which accounts are flagged, and what each place of it costs and finds. */
export function CutPanel({ result, cut, row, onCut, onRelease }: Props) {
  const format = useFormat();
  const share = (value: number | null | undefined) => format.percent(value ?? null, 1);
  const { tierThresholds, design } = result;
  const refused = refusalOf(result, 'thresholds');
  const landmarks = Math.max(1, design.landmarks.length);
  const flagged = row ? row.tp + row.fp : 0;
  return (
    <Section
      title="Where to draw the line"
      how={HOW.explorer}
      className="w4 va-cut"
      tools={
        <SaveCsv
          name="thresholds"
          of="thresholds"
          header={[
            'flagged_below',
            'true_positives',
            'false_positives',
            'false_negatives',
            'true_negatives',
            'precision',
            'recall',
            'lift',
            'false_alarm_share',
            'youden',
            'flagged_share',
          ]}
          rows={result.thresholds.map((item) => [
            item.threshold,
            item.tp,
            item.fp,
            item.fn,
            item.tn,
            item.precision,
            item.recall,
            item.lift,
            item.falseAlarmShare,
            item.youden,
            item.flaggedShare,
          ])}
        />
      }
    >
      <div className="va-slider">
        <label htmlFor="va-cut">
          Flag scores below <output className="b">{cut}</output>
        </label>
        <input
          id="va-cut"
          type="range"
          min={0}
          max={100}
          step={1}
          value={cut}
          aria-valuetext={`${cut}: finds ${share(row?.recall)} of churns, ${share(row?.falseAlarmShare)} of the flagged are false alarms`}
          onChange={({ target }) => onCut(Number(target.value))}
          onPointerUp={({ currentTarget }) => onRelease(Number(currentTarget.value))}
          onKeyUp={({ currentTarget }) => onRelease(Number(currentTarget.value))}
          onBlur={({ currentTarget }) => onRelease(Number(currentTarget.value))}
        />
        <div className="va-ticks">
          {tierThresholds.map((tier) => (
            <button
              key={tier.tier}
              type="button"
              style={{ left: `${tier.threshold}%` }}
              aria-label={`Cut at the bound of ${tier.tier}, ${tier.threshold}`}
              onClick={() => onRelease(Math.round(tier.threshold))}
            >
              {tier.tier} {tier.threshold}
            </button>
          ))}
        </div>
      </div>
      <dl className="va-cutfigs" aria-label={`At a cut of ${cut}`}>
        <Figure name="Recall" value={share(row?.recall)} />
        <Figure name="Precision" value={share(row?.precision)} />
        <Figure name="Lift" value={row?.lift == null ? '–' : `${format.number(row.lift, 1)}×`} />
        <Figure name="False alarms" value={share(row?.falseAlarmShare)} />
        <Figure name="Flagged" value={share(row?.flaggedShare)} />
        <Figure name="Accounts a landmark" value={format.number(flagged / landmarks, 1)} />
      </dl>
      <table className="t compact va-confusion">
        <caption className="vh">Rows at a cut of {cut}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">Flagged or not</span>
            </th>
            <th scope="col" className="r">
              Left
            </th>
            <th scope="col" className="r">
              Stayed
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Flagged</th>
            <td className="r">
              <b>{format.number(row?.tp ?? null)}</b> <span className="dim">found</span>
            </td>
            <td className="r">
              <b>{format.number(row?.fp ?? null)}</b> <span className="dim">false alarms</span>
            </td>
          </tr>
          <tr>
            <th scope="row">Not flagged</th>
            <td className="r">
              <b>{format.number(row?.fn ?? null)}</b> <span className="dim">missed</span>
            </td>
            <td className="r">
              <b>{format.number(row?.tn ?? null)}</b> <span className="dim">left alone</span>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="foot">
        One cut for everybody, and every row counts. The figures above use the bound of each segment and count a churn
        once, at the last landmark before it.
      </p>
      {refused && <p className="foot">{refused.sentence} Counts only: no cut is proposed.</p>}
    </Section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
