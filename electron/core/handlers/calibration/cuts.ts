import { type CutCalibration, type ThresholdRow, thresholdRow, thresholdTable } from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { thresholdOf } from '../../validation/evidence.ts';
import { known, six } from '../../validation/numbers.ts';
import { criterionName, cutSentence } from './phrases.ts';
import { segmentRefusal } from './refusals.ts';

type Result = OutputOf<'calibration.run'>;
type Cuts = NonNullable<Result['thresholds']>['current'];
type Row = Cuts['curve'][number];

const WHOLE_CUTS = Array.from({ length: 101 }, (_, cut) => cut);
const BINS = 50;

const rowOf = (row: ThresholdRow): Row => thresholdOf(row, true);

function distributionOf(drawn: Float64Array): number[] {
  const bins = new Array<number>(BINS).fill(0);
  for (const cut of drawn) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor((cut * BINS) / 100)));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  return bins;
}

/** Cuts on the scores under some weights as the contract has them. */
export function cutsReply(
  model: HealthModel,
  scores: Float64Array,
  churned: Uint8Array,
  { cuts }: CutCalibration,
  options: { readonly falseAlarmTarget: number; readonly costRatio: number },
): Cuts {
  const tiers = model.tiers.slice(0, -1).reverse();
  const ascending = tiers.map(({ from }) => from);
  return {
    criteria: cuts.map((cut) => ({
      criterion: cut.criterion,
      name: criterionName(cut.criterion),
      row: cut.found && rowOf(thresholdRow(cut.found)),
      low: six(cut.low),
      high: six(cut.high),
      distribution: distributionOf(cut.drawn),
      sentence: cutSentence(cut, options),
    })),
    curve: thresholdTable(scores, churned, WHOLE_CUTS).map(rowOf),
    bounds: thresholdTable(scores, churned, ascending).map((row, k) => ({
      ...rowOf(row),
      tier: tiers[k]?.name ?? '',
      role: tiers[k]?.role ?? 'moderate',
    })),
  };
}

export function segmentsReply({ segments }: CutCalibration): NonNullable<Result['segments']> {
  return segments.map(({ segment, accounts, churns, own, pooled }) => ({
    segment,
    accounts,
    churns,
    own: own === null ? null : known(own),
    pooled: pooled === null ? null : known(pooled),
    refused: segmentRefusal(accounts, churns),
  }));
}
