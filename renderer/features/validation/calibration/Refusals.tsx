import type { Calibration } from '#shared/contract/calibration.ts';
import { Section } from '../../../ui/layout.tsx';

const TITLES = {
  weights: 'Weights: not from this history',
  thresholds: 'Thresholds: not from this history',
  segments: 'Segments: not one by one',
} as const;

/** What the history cannot say, in plain words, and what can be done about it. */
export function Refusals({ refused }: { readonly refused: Calibration['refused'] }) {
  return refused.map(({ what, sentence, remedies }) => (
    <Section key={what} title={TITLES[what]} className="ca-refused">
      <p>{sentence}</p>
      <p className="mut">What can be done:</p>
      <ul>
        {remedies.map((remedy) => (
          <li key={remedy}>{remedy}</li>
        ))}
      </ul>
    </Section>
  ));
}
