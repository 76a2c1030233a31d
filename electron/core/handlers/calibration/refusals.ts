import {
  type Estimate,
  type Gate,
  LEAST_SEGMENT_ACCOUNTS,
  LEAST_SEGMENT_CHURNS,
  type NoWeights,
  type Verdict,
} from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';

export type Refusal = OutputOf<'calibration.run'>['refused'][number];

/** Churns from which weights may be proposed (30-method.md 4.2). */
const LEAST_TO_WEIGH = 20;
const JUDGEMENT = 'Weights can still be chosen on judgement: What-if shows what each of them does to the portfolio.';
const MORE_CHURNS =
  'Import the outcomes of earlier years, with the usage, tickets and invoices of those days, and score the history again.';
const LONGER = 'A longer horizon counts more churns: try 180 or 365 days.';

/** `0.512 (0.446 to 0.577)` */
export function aucText({ value, low, high }: Verdict['current']): string {
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

/** Nothing to learn from: nobody had a full score at a landmark. */
export function emptyRefusals(modelName: string): Refusal[] {
  return [
    {
      what: 'weights',
      sentence: `No account had a full score under “${modelName}” at any landmark, so there is nothing to judge weights by.`,
      remedies: [
        'Import what the model needs and does not find: Data quality names the missing sources.',
        'Or calibrate a model that needs less, after scoring the history under it.',
        JUDGEMENT,
      ],
    },
  ];
}

/**
 * What the gate does not allow (30-method.md 4.2), with what can be done about it. Segments are not named where thresholds
 * are refused altogether.
 */
export function gateRefusals(gate: Gate, churns: number, horizon: number | 'renewal'): Refusal[] {
  const remedies = [MORE_CHURNS, ...(horizon === 90 || horizon === 180 ? [LONGER] : [])];
  const isRefused = (what: Refusal['what']): boolean => gate.refused.some((one) => one.what === what);
  return (['weights', 'thresholds', 'segments'] as const)
    .filter((what) => isRefused(what) && !(what === 'segments' && isRefused('thresholds')))
    .map((what) =>
      what === 'weights'
        ? {
            what,
            sentence: `${churns === 1 ? '1 churn is' : `${churns} churns are`} too few to judge weights: at least ${LEAST_TO_WEIGH} are needed, or what looks like a better weight is chance.`,
            remedies: [...remedies, JUDGEMENT],
          }
        : { what, sentence: sentenceFor(gate, what), remedies },
    );
}

function sentenceFor({ refused }: Gate, what: Refusal['what']): string {
  const sentence = refused.find((one) => one.what === what)?.sentence ?? '';
  return sentence.endsWith('.') ? sentence : `${sentence}.`;
}

/** Why there are no weights though there are enough churns. */
export function weightRefusal(reason: NoWeights, verdict: Verdict | null, auc: Estimate | null): Refusal {
  switch (reason) {
    case 'unrelated':
      return {
        what: 'weights',
        sentence: verdict
          ? `The scores do not predict churn in this history, whatever the weights: on later landmarks the AUC is ${aucText(verdict.current)} with the current weights and ${aucText(verdict.proposed)} with fitted ones, where ½ is chance.`
          : `The scores do not predict churn in this history: taken together, no dimension has fewer churns where it scores higher${auc ? `, and the AUC of the current weights is ${aucText(auc)}, where ½ is chance` : ''}.`,
        remedies: [
          'Check that the churn dates are right and that usage, tickets and invoices are those of the same accounts.',
          'Look at the leading indicators of the evidence: a dimension that points the wrong way is a data problem or a reversed signal.',
          JUDGEMENT,
        ],
      };
    case 'ranges':
      return {
        what: 'weights',
        sentence: 'No weights inside the documented ranges add up to 100%.',
        remedies: ['Run it again without the documented ranges.'],
      };
    case 'history':
      return {
        what: 'weights',
        sentence:
          'There are not enough landmarks one after the other: weights are fitted on earlier landmarks and judged on later ones, and the newest stays sealed.',
        remedies: [MORE_CHURNS, JUDGEMENT],
      };
  }
}

/** Cuts of scores that rank no better than chance would be chance themselves. */
export function chanceRefusal(auc: Verdict['current']): Refusal {
  return {
    what: 'thresholds',
    sentence: `The score does not rank churns better than chance (AUC ${aucText(auc)}), so no cut separates them.`,
    remedies: ['Look at the evidence of each dimension, and at the data behind it, before choosing a cut.'],
  };
}

/** Why a segment has no cut of its own; null where it has. */
export function segmentRefusal(accounts: number, churns: number): string | null {
  if (accounts >= LEAST_SEGMENT_ACCOUNTS && churns >= LEAST_SEGMENT_CHURNS) return null;
  return `${accounts === 1 ? '1 account' : `${accounts} accounts`} and ${churns === 1 ? '1 churn' : `${churns} churns`}: at least ${LEAST_SEGMENT_ACCOUNTS} and ${LEAST_SEGMENT_CHURNS} are needed. The portfolio’s cut holds.`;
}
