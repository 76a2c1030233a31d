import {
  type CalibrationModel,
  type CalibrationRows,
  calibrateCuts,
  calibrateWeights,
  countOutcomes,
  type Estimate,
  gateOf,
  historyMonths,
  judge,
  type LandmarkRows,
  LEAST_TO_RANK,
  modelHash,
  scoresUnder,
  selectRows,
} from '#electron/engine/index.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import type { ReadContext, WorkControl } from '../../context.ts';
import { modelOf } from '../../model-versions.ts';
import { estimate, NO_ESTIMATE } from '../../validation/numbers.ts';
import { landmarkRowsOf, type WorkspaceRows } from '../../validation/rows.ts';
import { currencyOf, memo, recordsOf } from '../../views/book.ts';
import { cutsReply, segmentsReply } from './cuts.ts';
import { headlineOf } from './phrases.ts';
import { chanceRefusal, emptyRefusals, gateRefusals, type Refusal, weightRefusal } from './refusals.ts';
import { evidenceReply, proposalReply } from './weights.ts';

type Input = ParsedInputOf<'calibration.run'>;
type Result = OutputOf<'calibration.run'>;
type Step = (label: string, share: number) => void;

/** Everything a proposal is made from: rows of all landmarks but the newest. */
type Basis = {
  readonly rows: LandmarkRows;
  readonly own: CalibrationRows;
  readonly days: readonly number[];
  readonly sealed: number | null;
  readonly churns: number;
  readonly months: number;
};

function basisOf({ rows: all, history }: WorkspaceRows): Basis {
  const days = all.days.slice(0, -1);
  const rows = selectRows(all, (row) => (all.landmark[row] as number) < days.length);
  return {
    rows,
    own: {
      dimensions: rows.dimensions,
      churned: rows.outcome,
      landmarkOf: rows.landmark,
      accountOf: rows.cluster,
      horizonEnd: rows.horizonEnd,
    },
    days,
    sealed: all.days.at(-1) ?? null,
    churns: countOutcomes(rows),
    months: historyMonths(history.from, history.to),
  };
}

function modelWith(model: HealthModel, useDocRanges: boolean): CalibrationModel {
  return {
    weights: model.dimensions.map(({ weight }) => weight),
    ranges: useDocRanges
      ? model.dimensions.map(({ documentedRange }) => ({
          min: (documentedRange?.min ?? 0) / 100,
          max: (documentedRange?.max ?? 100) / 100,
        }))
      : null,
  };
}

/** Segment of each account of the rows, by its number there. */
function segmentsByCluster(context: ReadContext, rows: LandmarkRows): string[] {
  const records = recordsOf(context);
  const segments = new Array<string>(rows.clusters).fill('');
  for (let row = 0; row < rows.length; row++)
    segments[rows.cluster[row] as number] = records[rows.account[row] as number]?.segment ?? '';
  return segments;
}

function notesOf({ sealed }: Basis, { horizon }: Input): string[] {
  const judged = horizon === 'renewal' ? 'by the next renewal' : `within ${horizon} days`;
  return [
    `A row is one account at one landmark with what was known then; it churned when it left ${judged}.`,
    'Weights are fitted on landmarks whose outcome was known, and judged on later ones. Accounts are resampled, not rows.',
    ...(sealed === null
      ? []
      : [
          `The newest landmark, ${isoFromDay(sealed)}, was not looked at: it stays sealed for the one test before a promotion.`,
        ]),
    'A missing dimension counts as the score of the row, which is what leaving it out of the score does.',
  ];
}

/**
 * Proposes weights and cuts and says what they are worth (30-method.md 4.2-4.4), of one moment of the workspace; changes
 * nothing. The same data, model and options are answered from memory.
 */
export function calibrationHandler(context: ReadContext, input: Input, control: WorkControl): Result {
  return context.db.transaction(() =>
    memo(context, `calibration ${JSON.stringify([input, modelVersionOf(modelOf(context, input.model))])}`, () =>
      calibrate(context, input, control),
    ),
  )();
}

/** The newest landmark is left out of everything. */
function calibrate(context: ReadContext, input: Input, control: WorkControl): Result {
  const step: Step = (label, share) => {
    if (control.isCancelled()) throw new AppError('cancelled', 'The calibration was cancelled; nothing was stored.');
    control.onProgress(label, share, null);
  };
  step('Reading the history', 0);
  const model = modelOf(context, input.model);
  const workspace = landmarkRowsOf(context, model, { horizon: input.horizon, outcome: 'churn' });
  const basis = basisOf(workspace);
  const { rows, own, days, churns } = basis;
  const others = rows.length - own.churned.reduce((sum, churn) => sum + churn, 0);
  const gate = gateOf(churns, others, basis.months);
  const isAllowed = (what: 'weights' | 'thresholds' | 'segments'): boolean =>
    !gate.refused.some((one) => one.what === what);
  const refused: Refusal[] = rows.length === 0 ? emptyRefusals(model.name) : gateRefusals(gate, churns, input.horizon);
  const inModel = modelWith(model, input.useDocRanges);
  const auc = currentAuc(basis, input);
  const options = (from: number, to: number) => ({
    ...input,
    onStep: (label: string, share: number) => step(label, from + (to - from) * share),
  });

  const answer = isAllowed('weights') ? calibrateWeights(own, days, inModel, rows.clusters, options(0.1, 0.8)) : null;
  if (answer?.found === null) refused.push(weightRefusal(answer.reason, answer.verdict, auc));
  const found = answer?.found ?? null;
  const tested = answer?.found ?? answer;
  const isChance = auc !== null && !(auc.low > 0.5);
  const cutsUnder = (weights: readonly number[], from: number) => {
    const cuts = calibrateCuts(
      own,
      weights,
      inModel,
      isAllowed('segments') ? segmentsByCluster(context, rows) : null,
      rows.clusters,
      options(from, from + 0.1),
    );
    const scores = scoresUnder(own.dimensions, weights, inModel.weights);
    return { cuts, reply: cutsReply(model, scores, own.churned, cuts, input) };
  };
  if (isAllowed('thresholds') && isChance && auc) refused.push(chanceRefusal(auc));
  const current = isAllowed('thresholds') && !isChance ? cutsUnder(inModel.weights, 0.8) : null;
  const proposed = current && found ? cutsUnder(found.proposal.percents, 0.9) : null;
  const isExploratory = gate.level !== 'full';
  return {
    dataRevision: readDataRevision(context.db),
    modelVersion: modelVersionOf(model),
    modelName: model.name,
    modelHash: modelHash(model),
    options: {
      horizon: input.horizon,
      useDocRanges: input.useDocRanges,
      falseAlarmTarget: input.falseAlarmTarget,
      costRatio: input.costRatio,
      resamples: input.resamples,
    },
    seed: input.seed,
    currency: currencyOf(context),
    gate: {
      ...gate,
      refused: [...gate.refused],
      churns,
      nonChurns: others,
      months: Math.round(basis.months * 10) / 10,
    },
    headline: found
      ? headlineOf(model, found, basis)
      : (refused.find(({ what }) => what === 'weights')?.sentence ?? gate.sentence),
    design: {
      landmarks: days.map(isoFromDay),
      sealed: basis.sealed === null ? null : isoFromDay(basis.sealed),
      dataEnd: isoFromDay(workspace.dataEnd),
      rows: rows.length,
      accounts: rows.clusters,
      notes: notesOf(basis, input),
    },
    auc: auc ? estimate(auc) : NO_ESTIMATE,
    proposal: found && proposalReply(context, model, found, isExploratory),
    evidence: tested?.verdict ? evidenceReply(model, days, tested.tested, tested.verdict) : null,
    thresholds: current && { current: current.reply, proposed: proposed?.reply ?? null },
    segments: current && isAllowed('segments') ? segmentsReply(current.cuts) : null,
    refused,
  };
}

/** AUC of the current weights on the rows; null below 5 churns or others. */
function currentAuc({ own, rows, churns }: Basis, { resamples, seed }: Input): Estimate | null {
  const stayed = rows.length - own.churned.reduce((sum, churn) => sum + churn, 0);
  if (churns < LEAST_TO_RANK || stayed < LEAST_TO_RANK) return null;
  const risk = rows.score.map((score) => 100 - score);
  return judge(
    risk,
    null,
    { cluster: own.accountOf, clusters: rows.clusters, outcome: own.churned },
    { resamples, seed },
  ).auc;
}
