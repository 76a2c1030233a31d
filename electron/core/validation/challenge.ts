import {
  CHALLENGERS,
  type Challenge,
  type ChallengerId,
  challenge,
  countOutcomes,
  type Estimate,
  FOREST,
  gateOf,
  LEAK_LIMIT,
  type Measures,
  modelHash,
  numberSeparation,
  selectRows,
} from '#electron/engine/index.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../context.ts';
import { type Features, featuresOf } from './challenge-features.ts';
import { headlineOf, leaderOf, NAMES, sentenceOf, verdictOf } from './challenge-phrases.ts';
import { estimate, known } from './numbers.ts';
import { enoughByOf, monthsOf, type Scene, sceneOf } from './scene.ts';
import { signalColumns } from './signal-columns.ts';

type Input = ParsedInputOf<'validation.challenge'>;
type Result = OutputOf<'validation.challenge'>;

const TREES = 300;
/** Shuffles of a group, so many rows in all: on many rows chance matters less. */
const MOST_REPEATS = 10;
const SHUFFLED_ROWS = 30_000;

const SETTINGS: Readonly<Record<ChallengerId, string>> = {
  logistic:
    'Ridge logistic regression on the dimension scores and the products of every two of them; the strength of the ridge by rolling cross-validation inside what it learns from.',
  forest: `${TREES} trees on dimension scores and signal values, √p of them tried in every split, at least ${FOREST.leaf} drawn rows in a leaf; missing values go where they do best in training.`,
};

type Refusal = { readonly refused: string };
type Found = { readonly found: Challenge; readonly features: Features };

/** All but the newest landmark, which no comparison of models looks at. */
function unsealed({ rows }: Scene): { rows: Scene['rows']; days: readonly number[]; sealed: number | null } {
  const days = rows.days.slice(0, -1);
  return {
    rows: selectRows(rows, (row) => (rows.landmark[row] as number) < days.length),
    days,
    sealed: rows.days.at(-1) ?? null,
  };
}

function compare(scene: Scene, refusal: string | null, repeats: number): Refusal | Found {
  if (refusal !== null) return { refused: refusal };
  const { book, input, step } = scene;
  const { rows, days } = unsealed(scene);
  const columns = signalColumns({ ...scene, rows: { ...rows, days } }, (share) =>
    step('Measuring the signals of every landmark', 0.05 + 0.15 * share),
  );
  const features = featuresOf(book.model, rows, columns);
  const score = numberSeparation(rows.score, rows.outcome);
  if (features.dimensions.length === 0 || (score && score.auc > LEAK_LIMIT))
    return {
      refused:
        'The score itself separates accounts that left from others too well to be true: whatever it is compared with, the comparison would be of leaks.',
    };
  const found = challenge(
    {
      score: rows.score,
      dimensions: features.dimensions,
      signals: features.signals,
      churned: rows.outcome,
      landmarkOf: rows.landmark,
      accountOf: rows.cluster,
      horizonEnd: rows.horizonEnd,
    },
    days,
    {
      weights: features.weights,
      groups: features.groups,
      accounts: rows.clusters,
      trees: TREES,
      repeats,
      resamples: input.resamples,
      seed: input.seed,
      onStep: (label, share) => step(label, 0.2 + 0.8 * share),
    },
  );
  return found === null
    ? {
        refused: 'No landmark has 20 churns before it whose outcome was known by then: there is nothing to learn from.',
      }
    : { found, features };
}

const measures = ({ auc, averagePrecision, brier }: Measures): NonNullable<Result['official']> => ({
  auc: estimate(auc),
  averagePrecision: estimate(averagePrecision),
  brier: estimate(brier),
});

function challengersOf(found: Challenge): Result['challengers'] {
  return CHALLENGERS.map((id) => ({
    id,
    name: NAMES[id],
    settings: SETTINGS[id],
    ...measures(found[id]),
    difference: measures(found[id].difference),
    verdict: verdictOf(found[id].difference.auc),
    sentence: sentenceOf(id, found),
  }));
}

function importanceOf({ found, features }: Found): Result['importance'] {
  const leader = leaderOf(found);
  const of = (id: ChallengerId, group: number): Estimate | null => found[id].drops[group] ?? null;
  return features.groups
    .map(({ id, name, isInModel, labels }, group) => ({ id, name, isInModel, labels, group }))
    .sort((a, b) => (of(leader, b.group)?.value ?? -1) - (of(leader, a.group)?.value ?? -1))
    .map(({ group, labels, ...rest }) => {
      const [logistic, forest] = [of('logistic', group), of('forest', group)];
      return {
        ...rest,
        signals: [...labels],
        logistic: logistic && estimate(logistic),
        forest: forest && estimate(forest),
      };
    });
}

function signalsOf({ found, features }: Found): Result['signals'] {
  return found.signals.flatMap(({ signal, drop }) => {
    const named = features.named[signal];
    const group = features.groups.find(({ signals }) => signals.includes(signal));
    return named && group ? [{ ...named, group: group.name, isInModel: group.isInModel, forest: estimate(drop) }] : [];
  });
}

function notesOf(scene: Scene, answer: Refusal | Found, sealed: number | null): string[] {
  const isFound = 'found' in answer;
  return [
    'A challenger is never promoted and never scores an account: it only tells how much the weighted score leaves unsaid.',
    ...(isFound
      ? [
          'Each landmark is foretold by challengers that saw only landmarks whose outcome was known by then, as the probabilities of the score are.',
          'Two challengers were tried and the better one is spoken of: its difference looks a little better than it is.',
          'Importance is what is lost when a group of columns is shuffled among the accounts of a landmark. What two groups say alike is credited to neither.',
        ]
      : []),
    ...(sealed === null
      ? []
      : ['The newest landmark was not looked at: it stays sealed for the one test before a promotion.']),
    ...(isFound && answer.features.leftOut.length > 0
      ? [`Kept out as suspected leaks: ${answer.features.leftOut.map(({ label }) => label).join(', ')}.`]
      : []),
    ...(scene.input.outcome === 'contraction' ? ['The outcome is a contraction: ARR at half or less.'] : []),
  ];
}

/** What a machine could tell from the same rows, beside the official score (30-method.md 4.2, 4.3); changes nothing. */
export function challengeModel(context: ReadContext, input: Input, control: WorkControl): Result {
  const scene = sceneOf(context, input, control, 0);
  const { book, rows } = scene;
  const churns = countOutcomes(rows);
  const positives = rows.outcome.reduce((sum, one) => sum + one, 0);
  const months = monthsOf(scene);
  const gate = gateOf(churns, rows.length - positives, months, input.outcome);
  const refusal = gate.refused.find(({ what }) => what === 'ml')?.sentence ?? null;
  const { sealed, rows: open } = unsealed(scene);
  const repeats = Math.max(2, Math.min(MOST_REPEATS, Math.floor(SHUFFLED_ROWS / Math.max(1, open.length))));
  const answer = compare(scene, refusal && (refusal.endsWith('.') ? refusal : `${refusal}.`), repeats);
  const found = 'found' in answer ? answer.found : null;
  const features = 'found' in answer ? answer.features : null;
  const history = rows.length === 0 ? null : scene.found.history;
  return {
    dataRevision: readDataRevision(context.db),
    modelVersion: book.modelVersion,
    modelName: book.model.name,
    modelHash: modelHash(book.model),
    seed: input.seed,
    resamples: input.resamples,
    gate: {
      level: gate.level,
      sentence: gate.sentence,
      churns,
      nonChurns: rows.length - positives,
      months: months === null ? null : known(months),
      refused: [...gate.refused],
    },
    refused: 'refused' in answer ? answer.refused : null,
    headline:
      'refused' in answer
        ? answer.refused
        : headlineOf(
            answer.found,
            answer.features.groups.map(({ name }) => name),
            input.outcome,
          ),
    design: {
      outcome: input.outcome,
      history: history && { from: isoFromDay(history.from), to: isoFromDay(history.to) },
      enoughBy: enoughByOf(scene),
      sealed: sealed === null ? null : isoFromDay(sealed),
      landmarks: (found?.tested ?? []).map(({ landmark, ...tested }) => ({
        landmark: isoFromDay(rows.days[landmark] as number),
        ...tested,
      })),
      rows: found?.rows ?? 0,
      churns: found?.churns ?? 0,
      accounts: found ? open.clusters : 0,
      dimensions: features?.dimensions.length ?? 0,
      signals: features?.signals.length ?? 0,
      trees: TREES,
      repeats,
      notes: notesOf(scene, answer, sealed),
    },
    official: found && measures(found.official),
    challengers: found ? challengersOf(found) : [],
    importance: 'found' in answer ? importanceOf(answer) : [],
    signals: 'found' in answer ? signalsOf(answer) : [],
    leftOut: [...(features?.leftOut ?? [])],
  };
}
