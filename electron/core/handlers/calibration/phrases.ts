import type { CutCriterion, CutProposal, Verdict, WeightCalibration } from '#electron/engine/index.ts';
import { joinWords } from '#shared/format/words.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { aucText } from './refusals.ts';

const signed = (value: number, digits = 3): string => {
  const text = Math.abs(value).toFixed(digits);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
};

/** `36% Usage, 19% Support and 45% Billing` */
export function weightsText(model: HealthModel, percents: readonly number[]): string {
  return joinWords(model.dimensions.map(({ name }, i) => `${percents[i]}% ${name}`));
}

export function lambdaText(lambda: number): string {
  return lambda === Number.POSITIVE_INFINITY ? '∞ (the current weights)' : String(lambda);
}

export function answerSentence(model: HealthModel, { answer, rule, proposal }: WeightCalibration): string {
  const text = weightsText(model, proposal.percents);
  if (answer === 'change') return `This history speaks for ${text}.`;
  return rule === 'best'
    ? `Keep the current weights. ${text} foretold later landmarks best, by less than one standard error.`
    : `Keep the current weights: no others foretold later landmarks better. Left to itself, this history would choose ${text}.`;
}

export function lambdaSentence({ answer, proposal }: WeightCalibration): string {
  const { choice } = proposal;
  const tested = `${choice.folds} ${choice.folds === 1 ? 'landmark was' : 'landmarks were'} foretold from earlier ones (${choice.rows.toLocaleString('en')} rows)`;
  const best =
    choice.best === choice.lambda
      ? `λ ${lambdaText(choice.best)} foretold best`
      : `λ ${lambdaText(choice.best)} foretold best, and λ ${lambdaText(choice.lambda)} is the strongest pull towards the current weights that is not worse by more than one standard error`;
  const shown =
    answer === 'keep' ? ` For comparison, what is shown is fitted with λ ${lambdaText(proposal.lambda)}.` : '';
  return `${tested}: ${best}.${shown}`;
}

export function stabilitySentence(model: HealthModel, { spreads }: WeightCalibration): string {
  const { refits, drawn } = spreads;
  const lost = refits < drawn ? ` ${drawn - refits} of ${drawn} refits gave no weights.` : '';
  if (spreads.isStable)
    return `Stable: over ${refits} refits on resampled accounts every weight stays within 20 points (80% intervals).${lost}`;
  const wide = model.dimensions.flatMap(({ name }, i) => {
    const { low, high } = spreads.spreads[i] ?? { low: Number.NaN, high: Number.NaN };
    return high - low < 20 ? [] : [`${name} (${low.toFixed(0)} to ${high.toFixed(0)}%)`];
  });
  return `Not stable: over ${refits} refits on resampled accounts ${joinWords(wide)} ${wide.length === 1 ? 'varies' : 'vary'} by 20 points or more (80% intervals). Other accounts would have given other weights.${lost}`;
}

function differenceText({ paired }: Verdict): string {
  const { value, low90, high90 } = paired.auc;
  return `AUC ${signed(value)} (90% interval ${signed(low90)} to ${signed(high90)})`;
}

/** The promotion rule of 30-method.md 4.2 in words. */
export function ruleSentence({ verdict, isRecommended }: WeightCalibration): string {
  const judgement = 'No evidence of a difference; choose on judgement.';
  if (!verdict) return `${judgement} No landmark has enough before it to test weights on.`;
  const { auc, averagePrecision, brier } = verdict.paired;
  if ([auc, averagePrecision, brier].every(({ low, high }) => low === 0 && high === 0))
    return `${judgement} At every landmark tested, what was known before it spoke for the current weights.`;
  const found = `${differenceText(verdict)}, average precision ${signed(averagePrecision.value)} (${signed(averagePrecision.low90)} to ${signed(averagePrecision.high90)}), Brier score ${signed(brier.value, 4)}`;
  if (isRecommended) return `Recommended: fitted weights rank churns better on later landmarks: ${found}.`;
  if (auc.high90 < 0 || averagePrecision.high90 < 0)
    return `Not recommended: on later landmarks fitted weights rank churns worse than the current ones: ${found}.`;
  return `${judgement} On later landmarks: ${found}. Weights are recommended only when a 90% interval lies above 0 and the Brier score does not worsen.`;
}

export function headlineOf(
  model: HealthModel,
  found: WeightCalibration,
  { churns, months }: { readonly churns: number; readonly months: number },
): string {
  const { verdict, proposal } = found;
  if (found.answer === 'keep')
    return `Keep the current weights: none foretell the ${churns} churns of this history better by more than one standard error${verdict ? `. On later landmarks their AUC is ${aucText(verdict.current)}` : ''}.`;
  const few =
    churns < 50
      ? 'fewer than 50 churns'
      : months < 24
        ? `${Math.floor(months)} months of history, 24 are wanted`
        : null;
  const marked = few === null ? '' : ` Exploratory: ${few}.`;
  return found.isRecommended && verdict
    ? `${weightsText(model, proposal.percents)} rank churns better: ${differenceText(verdict)} on later landmarks.${marked}`
    : `${churns} churns lean towards ${weightsText(model, proposal.percents)}, without evidence of a difference on later landmarks: choose on judgement.${marked}`;
}

export function correlationSentence(one: string, other: string, r: number): string {
  return `${one} and ${other} ${r > 0 ? 'rise and fall together' : 'move against each other'} (r ${signed(r, 2)}): how weight is split between them is arbitrary.`;
}

/** A dimension whose unconstrained slope is negative, in words, with the weight it is given; null where it points the right way. */
export function slopeSentence(
  name: string,
  { joint, alone }: { joint: number; alone: number },
  percent: number,
): string | null {
  if (alone < 0)
    return `Accounts with a higher score in ${name} churned more often. That is a data problem or a reversed signal, never a negative weight: look at its signals and their direction.`;
  if (joint < 0)
    return `${name} points the right way alone and the wrong way beside the other dimensions: it repeats what they say, ${percent === 0 ? 'so it gets no weight of its own' : `and has its ${percent}% from the pull towards the current weight`}.`;
  return null;
}

const CRITERIA: Readonly<Record<CutCriterion, string>> = {
  target: 'Most churns within the false-alarm target',
  cost: 'Least cost',
  youden: 'Largest Youden J',
  drop: 'Largest drop of retention',
};

export function criterionName(criterion: CutCriterion): string {
  return CRITERIA[criterion];
}

const percent = (share: number): string => `${Number((100 * share).toFixed(1))}%`;

export function cutSentence(
  { criterion, found, low, high, drop }: CutProposal,
  options: { readonly falseAlarmTarget: number; readonly costRatio: number },
): string {
  if (!found)
    return criterion === 'target'
      ? `No cut keeps false alarms at ${percent(options.falseAlarmTarget)} or less.`
      : 'Retention falls nowhere from one band to the next.';
  const flagged = found.tp + found.fp;
  if (flagged === 0) return `Flagging nobody costs least at ${options.costRatio} false alarms a missed churn.`;
  const churns = found.tp + found.fn;
  const why: Record<CutCriterion, string> = {
    target: `false alarms at most ${percent(options.falseAlarmTarget)}`,
    cost: `a missed churn costs ${options.costRatio} false alarms`,
    youden: 'recall less the share of others flagged is largest',
    drop: `retention falls by ${(100 * (drop ?? 0)).toFixed(1)} points`,
  };
  const spread = Number.isFinite(low) ? ` 80% of resamples cut between ${low.toFixed(1)} and ${high.toFixed(1)}.` : '';
  return `Below ${found.threshold}: ${why[criterion]}. It catches ${found.tp} of ${churns} churns with ${found.fp} false alarms.${spread}`;
}
