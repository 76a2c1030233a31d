import type { Condition, Curve, HealthModel } from '#shared/model/health-model.ts';
import { encodeSignal, type SignalDefinition, type SignalValue, signalDefinition } from '#shared/model/signals.ts';
import { scoreComposite } from '../score/composite.ts';
import { scoreColumns } from '../score/dimensions.ts';
import { officialTier, tierMasks } from '../score/official-tier.ts';

/** Reads the encoded value of a signal, NaN for missing. */
export type SignalsOf = (signal: string) => number;

/** One account under a model. */
export type AccountScore = {
  /** NaN without one. */
  readonly score: number;
  /** Shown tier, NO_TIER without a score. */
  readonly tier: number;
  readonly coverage: number;
  /** NaN for null. */
  readonly dimensions: Float64Array;
  readonly flags: number;
};

/** Scores one account from its signals (30-method.md 2.2-2.5), onboarding aside. */
export function scoreAccount(model: HealthModel, segment: string, signals: SignalsOf): AccountScore {
  const columns = (signal: string): Float64Array => Float64Array.of(signals(signal));
  const { scores, coverage } = scoreColumns(model, columns, [segment]);
  const flags = tierMasks(model, columns, 1)[0] as number;
  const composite = scoreComposite(model, scores, coverage, [segment]);
  return {
    score: composite.score[0] as number,
    tier: officialTier(model, flags, composite.tier[0] as number).tier,
    coverage: composite.coverage[0] as number,
    dimensions: Float64Array.from(scores, (column) => column[0] as number),
    flags,
  };
}

/** Signals with some of them changed. */
export function withSignals(signals: SignalsOf, changes: ReadonlyMap<string, number>): SignalsOf {
  return (signal) => changes.get(signal) ?? signals(signal);
}

export type Candidate = {
  readonly signal: string;
  /** Encoded value it would have. */
  readonly value: number;
  /** Score points it alone would bring. */
  readonly gain: number;
};

export type Route = { readonly steps: readonly Candidate[]; readonly score: number; readonly tier: number };

export type Routes = {
  /** What each signal could bring at most, largest gain first. */
  readonly candidates: readonly Candidate[];
  /** Ways to a tier, fewest changes first, then the largest gain. */
  readonly routes: readonly Route[];
  /** Everything at its best. */
  readonly reach: AccountScore;
};

const MOST_ROUTES = 5;
/** Changes of which pairs and triples are tried. */
const PAIRED = 14;
const TRIPLED = 9;

/** The next value of a number on the far side of a bound. */
function beyond(definition: SignalDefinition, bound: number, up: boolean): number {
  const isWhole = definition.kind.type === 'number' && ['count', 'days'].includes(definition.kind.unit);
  const step = isWhole ? 1 : 0.01;
  return up ? Math.floor(bound / step + 1e-9) * step + step : Math.ceil(bound / step - 1e-9) * step - step;
}

/** The value nearest to now that meets a condition. */
function meeting(definition: SignalDefinition, when: Condition): number[] {
  switch (when.op) {
    case '>=':
    case '<=':
      return [when.value];
    case '>':
      return [beyond(definition, when.value, true)];
    case '<':
      return [beyond(definition, when.value, false)];
    case 'in':
      return when.values.map((value) => encodeSignal(definition, value as SignalValue));
  }
}

function targetsOf(definition: SignalDefinition, curve: Curve): number[] {
  switch (curve.kind) {
    case 'linear':
      return curve.anchors.map(([at]) => at);
    case 'steps':
      return curve.steps.flatMap(({ when }) => meeting(definition, when));
    // a pace against a clock: all of it done
    case 'pace':
      return [1];
  }
}

/** Values of each signal at which some rule or part of the model says something else; clocks run by themselves. */
function valuesToTry(model: HealthModel): Map<string, Set<number>> {
  const values = new Map<string, Set<number>>();
  const add = (signal: string, of: (definition: SignalDefinition) => number[]): void => {
    const definition = signalDefinition(signal);
    if (!definition || definition.better === 'neither') return;
    const known = values.get(signal) ?? new Set<number>();
    values.set(signal, known);
    for (const value of of(definition)) if (!Number.isNaN(value)) known.add(value);
  };
  for (const { scoring } of model.dimensions) {
    if (scoring.kind === 'points') {
      for (const { signal, good, bad } of scoring.rules) {
        add(signal, (definition) => meeting(definition, good.when));
        // the end of the bad state: the bound itself or the value just past it
        add(signal, (definition) => {
          const { when } = bad;
          if (when.op === 'in')
            return definition.kind.type === 'enum' ? definition.kind.values.map((_, at) => at) : [0, 1];
          const up = when.op === '<' || when.op === '<=';
          return [when.op === '<' || when.op === '>' ? when.value : beyond(definition, when.value, up)];
        });
      }
    } else {
      for (const part of scoring.parts) {
        add(part.signal, (definition) => targetsOf(definition, part.curve));
        for (const exception of part.unless)
          add(exception.signal, (definition) =>
            definition.kind.type === 'enum' ? definition.kind.values.map((_, at) => at) : [0, 1],
          );
      }
    }
  }
  return values;
}

/**
 * What would move an account to a tier (30-method.md 5, point 8): each rule's points gained × weight, alone first, then in
 * pairs and triples, then as many as it takes. Only signals with a value are moved: what is not measured would have to be
 * measured first.
 *
 * @param target index of the tier to reach
 */
export function routesTo(model: HealthModel, segment: string, signals: SignalsOf, target: number): Routes {
  const now = scoreAccount(model, segment, signals);
  const under = (steps: readonly Candidate[]): AccountScore =>
    scoreAccount(model, segment, withSignals(signals, new Map(steps.map(({ signal, value }) => [signal, value]))));
  const tried: Candidate[] = [];
  for (const [signal, values] of valuesToTry(model)) {
    const current = signals(signal);
    if (Number.isNaN(current)) continue;
    const byGain = new Map<number, Candidate>();
    for (const value of values) {
      const gain = under([{ signal, value, gain: 0 }]).score - now.score;
      const known = byGain.get(gain);
      // of values that bring the same the one nearest to now
      if (gain > 1e-9 && (!known || Math.abs(value - current) < Math.abs(known.value - current)))
        byGain.set(gain, { signal, value, gain });
    }
    tried.push(...byGain.values());
  }
  tried.sort((a, b) => b.gain - a.gain || (a.signal < b.signal ? -1 : 1));
  const best = [...new Map(tried.toReversed().map((candidate) => [candidate.signal, candidate])).values()].sort(
    (a, b) => b.gain - a.gain || (a.signal < b.signal ? -1 : 1),
  );
  const routes: Route[] = [];
  const consider = (steps: readonly Candidate[]): void => {
    const { score, tier } = under(steps);
    if (tier <= target) routes.push({ steps, score, tier });
  };
  // smaller changes of a signal first: the one that just does it is the cheapest
  for (const step of tried.toReversed()) consider([step]);
  if (routes.length === 0)
    best.slice(0, PAIRED).forEach((first, at) => {
      for (const second of best.slice(at + 1, PAIRED)) consider([first, second]);
    });
  if (routes.length === 0)
    best.slice(0, TRIPLED).forEach((first, at) => {
      best.slice(at + 1, TRIPLED).forEach((second, next) => {
        for (const third of best.slice(at + next + 2, TRIPLED)) consider([first, second, third]);
      });
    });
  for (let count = 4; routes.length === 0 && count <= best.length; count++) consider(best.slice(0, count));
  const own = new Map<string, Route>();
  for (const route of routes.sort((a, b) => a.steps.length - b.steps.length || a.score - b.score)) {
    const key = route.steps.map(({ signal }) => signal).join(' ');
    if (!own.has(key)) own.set(key, route);
  }
  return {
    candidates: best,
    routes: [...own.values()].sort((a, b) => b.score - a.score).slice(0, MOST_ROUTES),
    reach: under(best),
  };
}
