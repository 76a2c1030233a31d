import {
  createWhatIfKernel,
  type PairedDifference,
  type TestedLandmark,
  type Verdict,
  type WeightCalibration,
} from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { estimate, known, six } from '../../validation/numbers.ts';
import { bookOf, memo } from '../../views/book.ts';
import { money } from '../../views/rows.ts';
import {
  answerSentence,
  correlationSentence,
  lambdaSentence,
  ruleSentence,
  slopeSentence,
  stabilitySentence,
} from './phrases.ts';

type Result = OutputOf<'calibration.run'>;
type Proposal = NonNullable<Result['proposal']>;
type Evidence = NonNullable<Result['evidence']>;

const finite = (lambda: number): number | null => (lambda === Number.POSITIVE_INFINITY ? null : lambda);

function differenceOf({ value, low, high, low90, high90 }: PairedDifference): Evidence['auc'] {
  return { value: six(value), low: six(low), high: six(high), low90: six(low90), high90: six(high90) };
}

/** Today's portfolio under the proposal, as What-if will show it. */
function migrationOf(context: ReadContext, model: HealthModel, percents: readonly number[]): Proposal['migration'] {
  const book = bookOf(context, `${model.id}@${model.version}`, undefined);
  const kernel = memo(context, `kernel ${book.modelVersion} ${book.asOf}`, () =>
    createWhatIfKernel({ model, snapshot: book.snapshot, arr: book.arr, segments: book.facts.accounts.segment }),
  );
  const { before, after, migrationAccounts, migrationArr, movedUp, movedDown } = kernel.run(percents);
  const tiers = model.tiers.length;
  const moved = ({ accounts, arr }: { accounts: number; arr: number }) => ({ accounts, arr: money(arr) });
  return {
    asOf: isoFromDay(book.asOf),
    cells: model.tiers.flatMap((from, i) =>
      model.tiers.flatMap((to, j) => {
        const cell = i * (tiers + 1) + j;
        const accounts = migrationAccounts[cell] ?? 0;
        return accounts > 0 ? [{ from: from.name, to: to.name, accounts, arr: money(migrationArr[cell] ?? 0) }] : [];
      }),
    ),
    tiers: model.tiers.map(({ name, role }, tier) => ({
      name,
      role,
      before: before.tierAccounts[tier] ?? 0,
      after: after.tierAccounts[tier] ?? 0,
    })),
    movedUp: moved(movedUp),
    movedDown: moved(movedDown),
  };
}

/** What later landmarks say, as the contract has it. */
export function evidenceReply(
  model: HealthModel,
  days: readonly number[],
  tested: readonly TestedLandmark[],
  { current, proposed, paired }: Verdict,
): Evidence {
  return {
    landmarks: tested.map(({ landmark, rows, churns, lambda, percents }) => ({
      landmark: isoFromDay(days[landmark] ?? 0),
      rows,
      churns,
      lambda: finite(lambda),
      weights: Object.fromEntries(model.dimensions.map(({ id }, i) => [id, percents[i] ?? 0])),
    })),
    rows: tested.reduce((sum, { rows }) => sum + rows, 0),
    churns: tested.reduce((sum, { churns }) => sum + churns, 0),
    aucCurrent: estimate(current),
    aucProposed: estimate(proposed),
    auc: differenceOf(paired.auc),
    averagePrecision: differenceOf(paired.averagePrecision),
    brier: differenceOf(paired.brier),
  };
}

/** The proposal as the contract has it. */
export function proposalReply(
  context: ReadContext,
  model: HealthModel,
  found: WeightCalibration,
  isExploratory: boolean,
): Proposal {
  const { proposal, spreads } = found;
  const { choice } = proposal;
  const nameOf = (i: number): string => model.dimensions[i]?.name ?? '';
  const total = model.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  return {
    answer: found.answer,
    lambdaRule: found.rule,
    exploratory: isExploratory,
    rows: model.dimensions.map(({ id, name, weight, documentedRange }, i) => ({
      dimension: id,
      name,
      current: known((100 * weight) / total),
      proposed: proposal.percents[i] ?? 0,
      exact: known(100 * (proposal.shares[i] ?? 0)),
      low: six(spreads.spreads[i]?.low ?? Number.NaN),
      high: six(spreads.spreads[i]?.high ?? Number.NaN),
      zeroShare: six(spreads.spreads[i]?.zeroShare ?? Number.NaN),
      documentedRange: documentedRange && { min: documentedRange.min, max: documentedRange.max },
    })),
    sentence: answerSentence(model, found),
    lambda: {
      chosen: finite(choice.lambda),
      used: finite(proposal.lambda),
      best: finite(choice.best),
      folds: choice.folds,
      rows: choice.rows,
      curve: choice.curve.map(({ lambda, loss, behind, error }) => ({
        lambda: finite(lambda),
        loss: known(loss),
        behind: known(behind),
        error: known(error),
      })),
      sentence: lambdaSentence(found),
    },
    stability: {
      isStable: spreads.isStable,
      refits: spreads.refits,
      drawn: spreads.drawn,
      sentence: stabilitySentence(model, found),
    },
    correlated: found.correlated.map(({ one, other, r }) => ({
      one: nameOf(one),
      other: nameOf(other),
      r: known(r),
      sentence: correlationSentence(nameOf(one), nameOf(other), r),
    })),
    problems: found.slopes.flatMap((slope, i) => {
      const sentence = slopeSentence(nameOf(i), slope, proposal.percents[i] ?? 0);
      const dimension = model.dimensions[i]?.id ?? '';
      return sentence === null
        ? []
        : [{ dimension, name: nameOf(i), joint: known(slope.joint), alone: known(slope.alone), sentence }];
    }),
    recommended: found.isRecommended,
    rule: ruleSentence(found),
    rounding: { exact: six(found.rounding.exact), whole: six(found.rounding.whole) },
    migration: migrationOf(context, model, proposal.percents),
  };
}
