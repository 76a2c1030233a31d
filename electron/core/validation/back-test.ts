import {
  censoringWeightedAuc,
  countOutcomes,
  EXCLUSIONS,
  type Exclusion,
  HEALTH_BANDS,
  modelHash,
  rollingProbabilities,
  SCORE_STATE,
} from '#electron/engine/index.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import { countChurnedUndated } from '#electron/store/reads/quality/rules.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { currencyOf, factsOf } from '../views/book.ts';
import { type EvidenceInput, evidenceOf } from './evidence.ts';
import { distribution, perLandmark, perSegment, tiersOf, tierThresholds, WHOLE_SCORES } from './groups.ts';
import { kpisOf } from './kpis.ts';
import { leaksOf } from './leaks.ts';
import { falseAlarms, missedChurns } from './lists.ts';
import { known, six } from './numbers.ts';
import { modelThatScores, type OtherModel } from './other-model.ts';
import { leadingIndicators, leadTime, survivalByTier } from './over-time.ts';
import { type BackTest, type BackTestInput, enoughByOf, monthsOf, type Scene, sceneOf } from './scene.ts';

/** Share of censored rows above which they are weighted in (30-method.md 4.1). */
const MUCH_CENSORED = 0.05;
const LEAST_TRAINED_CHURNS = 10;
/** Missed churns and false alarms that a reply names; a file names all. */
const NAMED = 200;

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

const SENTENCES: Readonly<Record<Exclusion, string>> = {
  churned: 'had left before the landmark, though it was recorded later',
  tenure: 'were in their first 60 days or scored by the onboarding model',
  coverage: 'had a provisional score or none: too little was known',
  notice: 'had given notice: the end was known',
  renewal_unknown: 'had no renewal date that was known',
  set_aside:
    'were paused or merged into another account before the horizon ended: whether they would have left was not seen',
  censored: 'have a horizon that ends after the data: nobody can know yet',
  other_outcome: 'churned within the horizon, or had no known ARR, so a contraction could not be told',
};

/** Probabilities of the rolling origin where enough rows were judged that way. */
function probabilityOf({ rows }: Scene): EvidenceInput['probability'] {
  const p = rollingProbabilities(rows);
  let churned = 0;
  let stayed = 0;
  const landmarks = new Set<number>();
  for (let row = 0; row < rows.length; row++) {
    if (Number.isNaN(p[row] as number)) continue;
    landmarks.add(rows.landmark[row] as number);
    if (rows.outcome[row] === 1) churned++;
    else stayed++;
  }
  if (churned < LEAST_TRAINED_CHURNS || stayed < LEAST_TRAINED_CHURNS) return null;
  return {
    p,
    basis: 'rolling',
    text: `Probabilities of ${plural(landmarks.size, 'landmark')} (${churned + stayed} rows), each from a curve fitted only on landmarks whose outcome was known by then.`,
  };
}

function evidenceOfScene(scene: Scene, churns: number): ReturnType<typeof evidenceOf> {
  const { rows, input, step } = scene;
  return evidenceOf({
    cluster: rows.cluster,
    clusters: rows.clusters,
    outcome: rows.outcome,
    score: rows.score,
    health: rows.score,
    direction: 'health',
    probability: probabilityOf(scene),
    churns,
    word: input.outcome,
    months: monthsOf(scene),
    thresholds: WHOLE_SCORES,
    bands: HEALTH_BANDS,
    top: 100,
    resamples: input.resamples,
    seed: input.seed,
    onStep: (share) => step('Drawing accounts again and again', 0.3 + 0.5 * share),
  });
}

function verdictOf({ rocAuc, gate }: Pick<BackTest, 'rocAuc' | 'gate'>): BackTest['verdict'] {
  if (gate.level === 'counts' || rocAuc.value === null) return 'refused';
  const [low, high] = [rocAuc.low ?? 0, rocAuc.high ?? 1];
  return low > 0.5 ? 'predicts' : high < 0.5 ? 'reversed' : 'nothing';
}

/** No row because the model knew too little of everybody, and not because the history is too short. */
const knewTooLittle = ({ found, book, rows }: Scene): boolean =>
  rows.length === 0 &&
  (found.excluded.coverage > 0 || book.history.every(({ state }) => !state.includes(SCORE_STATE.scored)));

/** Why there is not a single row, and what to do about it. */
function nothingToJudge(scene: Scene, other: OtherModel | null): string {
  if (!knewTooLittle(scene))
    return 'No landmark has a complete horizon within the data: there is nothing to judge the score by yet.';
  const why = `No account had a score under ${scene.book.model.name} at a landmark: its data cover too few of the signals the model asks for.`;
  return other === null
    ? `${why} No other model can score this data either: Data quality names the sources that are missing.`
    : `${why} ${other.name} (${other.modelVersion}) asks for less: it can score ${plural(other.accounts, 'account')} today, and be judged once its history is scored.`;
}

/** Accounts that are said to have churned on no day, and what to do about it. */
function undatedChurns({ context, input }: Scene): string | null {
  const count = input.outcome === 'churn' ? countChurnedUndated(context.db) : 0;
  if (count === 0) return null;
  const [be, they] = count === 1 ? ['is', 'it counts'] : ['are', 'they count'];
  return `${plural(count, 'account')} ${be} marked as churned, but nothing says when, so ${they} as no churn here. Import a table with account, date and outcome; an accounts file with a churn date can be imported once more as outcomes.`;
}

function headlineOf(
  verdict: BackTest['verdict'],
  { rocAuc, gate }: Pick<BackTest, 'rocAuc' | 'gate'>,
  scene: Scene,
  other: OtherModel | null,
): string {
  const word = scene.input.outcome === 'churn' ? 'churn' : 'contraction';
  const three = (value: number | null): string => (value ?? 0).toFixed(3);
  const range = `${three(rocAuc.low)} to ${three(rocAuc.high)}`;
  switch (verdict) {
    case 'refused':
      return [
        scene.rows.length === 0 ? nothingToJudge(scene, other) : gate.sentence,
        // With another model to judge the remark waits for its notes.
        other === null ? undatedChurns(scene) : null,
      ]
        .filter(Boolean)
        .join(' ');
    case 'nothing':
      return rocAuc.low === null
        ? `AUC ${three(rocAuc.value)}, without an interval: ask for resamples to judge it.`
        : `Nothing shows that this score predicts ${word}: its AUC is ${three(rocAuc.value)}, and the interval from ${range} includes 0.5, which is chance.`;
    case 'reversed':
      return `The score points the wrong way: its AUC is ${three(rocAuc.value)} (${range}), so accounts with high scores have the outcome more often.`;
    case 'predicts':
      return `The score predicts ${word}: of two accounts, the one with a ${word} ahead had the lower score in ${(100 * (rocAuc.value ?? 0)).toFixed(1)}% of pairs (AUC ${three(rocAuc.value)}, ${range}).`;
  }
}

function designOf(scene: Scene, churns: number): BackTest['design'] {
  const { rows, found, book, input, context } = scene;
  const { reconstructed } = factsOf(context);
  const notes = [
    `Scores are those stored for each landmark under ${book.modelVersion}, from what was known by then; overrides never count.`,
    rows.days.length !== 1
      ? 'Landmarks are 13 weeks apart. One account gives several rows, so intervals come from drawing accounts, not rows.'
      : 'There is a single landmark: nothing can be said about how steady the result is.',
  ];
  const missing = undatedChurns(scene);
  if (missing) notes.unshift(missing);
  const { undated } = found.pauses;
  if (undated > 0)
    notes.push(
      `${plural(undated, 'account')} ${undated === 1 ? 'is' : 'are'} paused or merged with no record of since when: the file had no update time and no earlier file said otherwise, so ${undated === 1 ? 'its' : 'their'} rows stay.`,
    );
  return {
    horizon: input.horizon,
    outcome: input.outcome,
    segment: input.segment ?? null,
    landmarks: rows.days.map(isoFromDay),
    dataEnd: isoFromDay(found.dataEnd),
    enoughBy: enoughByOf(scene),
    rows: rows.length,
    accounts: rows.clusters,
    churns,
    exclusions: EXCLUSIONS.map((reason) => ({
      reason,
      rows: found.excluded[reason],
      sentence: `${plural(found.excluded[reason], 'row')} ${SENTENCES[reason]}.`,
    })),
    atRiskBound: book.model.atRiskBound,
    history: {
      reconstructedShare: known(reconstructed),
      reconstructed: reconstructed > 0,
      sentence:
        reconstructed > 0
          ? `History reconstructed, may be optimistic: ${(100 * reconstructed).toFixed(1)}% of the rows (daily usage apart) do not say when they became known and count from their own dates.`
          : null,
    },
    notes,
  };
}

function censoringOf({ found, rows, input }: Scene, isRanked: boolean): BackTest['censoring'] {
  const cut = found.censored.length;
  const share = cut / Math.max(1, rows.length + cut);
  const weighted =
    isRanked && share > MUCH_CENSORED && input.outcome === 'churn'
      ? six(censoringWeightedAuc(rows, found.censored))
      : null;
  const percent = `${(100 * share).toFixed(1)}%`;
  return {
    share: known(share),
    rows: cut,
    weightedAuc: weighted,
    sentence:
      cut === 0
        ? 'No row is cut off by the end of the data, a pause or a merger.'
        : weighted === null
          ? `${plural(cut, 'row')} (${percent}) ${cut === 1 ? 'is' : 'are'} cut off by the end of the data, a pause or a merger and left out.`
          : `${plural(cut, 'row')} (${percent}) are cut off by the end of the data, a pause or a merger and left out; weighted in by the inverse probability of being cut off, the AUC would be ${weighted.toFixed(3)}.`,
  };
}

/** The whole back-test of a model version as one document (30-method.md 4.1-4.3). */
export function backTest(context: ReadContext, input: BackTestInput, control: WorkControl, most = NAMED): BackTest {
  const scene = sceneOf(context, input, control, most);
  const { book, rows, flagged, step } = scene;
  const churns = countOutcomes(rows);
  const leaks = leaksOf(scene);
  const evidence = evidenceOfScene(scene, churns);
  const isRanked = evidence.gate.level !== 'counts';
  const verdict = verdictOf(evidence);
  const lead = leadTime(scene);
  const spread = distribution(scene);
  const design = designOf(scene, churns);
  const missed = missedChurns(scene);
  const leading = leadingIndicators(scene, churns);
  step('Following tiers over a year', 0.95);
  const otherModel = knewTooLittle(scene) ? modelThatScores(context, book) : null;
  let tp = 0;
  let alarms = 0;
  for (let row = 0; row < rows.length; row++) {
    alarms += flagged[row] as number;
    if (flagged[row] === 1) tp += rows.outcome[row] as number;
  }
  return {
    ...evidence,
    dataRevision: readDataRevision(context.db),
    modelVersion: book.modelVersion,
    modelName: book.model.name,
    modelHash: modelHash(book.model),
    currency: currencyOf(context),
    design,
    headline: headlineOf(verdict, evidence, scene, otherModel),
    otherModel,
    verdict,
    tierThresholds: tierThresholds(scene, isRanked),
    ...tiersOf(scene, churns >= LEAST_TRAINED_CHURNS && isRanked),
    perLandmark: perLandmark(scene),
    perSegment: perSegment(scene, churns),
    survival: survivalByTier(scene),
    leadingIndicators: leading,
    leadTime: lead,
    leaks,
    censoring: censoringOf(scene, isRanked),
    missedChurns: missed,
    falseAlarms: falseAlarms(scene),
    kpis: kpisOf({
      somersD: evidence.somersD,
      leadTime: lead,
      distribution: spread,
      design,
      caught: churns - missed.total,
      churns,
      tp,
      flagged: alarms,
    }),
    distribution: spread,
  };
}
