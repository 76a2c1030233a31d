import type { Dimension, HealthModel } from '#shared/model/health-model.ts';
import { partText, percentText, ruleText, signalConditionText } from '#shared/model/rule-text.ts';
import { signalDefinition } from '#shared/model/signals.ts';

/** One difference between two models in words; null where one of them has nothing of the kind. */
export type ModelDifference = {
  /** `about`, `dimensions`, `tiers`, `segments`, `missing`, `flags` or `policies`. */
  readonly area: string;
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
};

/** One thing a model says: in words, and the values behind the words. */
type Line = { readonly area: string; readonly what: string; readonly text: string; readonly value: unknown };

const METHODS = {
  base_clamp: 'points added to 50, cut at 0 and 100',
  two_sided: 'points stretched over 0 to 100, neutral at 50',
  minmax: 'points stretched over 0 to 100, worst to best',
} as const;

const onOff = (value: boolean): string => (value ? 'on' : 'off');
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value)}`;
const nameOf = (signal: string): string => signalDefinition(signal)?.name ?? signal;
const share = (value: number): string => `${Math.round(value * 1e6) / 1e4}%`;

/** Text and values are the same thing. */
const plain = (area: string, what: string, value: string | number): Line => ({
  area,
  what,
  text: String(value),
  value,
});

function dimensionLines({ id, name, weight, documentedRange, origin, scoring }: Dimension): Line[] {
  const line = (what: string, text: string, value: unknown): Line => ({ area: 'dimensions', what, text, value });
  const range = documentedRange;
  return [
    plain('dimensions', `Name of ${id}`, name),
    line(`Weight of ${name}`, percentText(weight / 100), weight),
    line(`Documented range of ${name}`, range ? `${range.min}% to ${range.max}%` : 'none', range),
    plain('dimensions', `Origin of ${name}`, origin),
    plain(
      'dimensions',
      `Method of ${name}`,
      scoring.kind === 'points' ? METHODS[scoring.method] : 'weighted mean of its signals',
    ),
    ...(scoring.kind === 'points'
      ? scoring.rules.map((rule) => line(`${name}: ${nameOf(rule.signal)}`, ruleText(rule), rule))
      : scoring.parts.map((part) =>
          line(`${name}: ${nameOf(part.signal)}`, `weight ${part.weight}: ${partText(part)}`, part),
        )),
  ];
}

function segmentLines(model: HealthModel): Line[] {
  return [
    ...model.segmentOverlays.map((overlay) => ({
      area: 'segments',
      what: `Bounds of ${overlay.segment}`,
      text: `healthy ${signed(overlay.healthyShift)}, at risk ${signed(overlay.atRiskShift)}`,
      value: overlay,
    })),
    ...model.segmentTilts.map((tilt) => ({
      area: 'segments',
      what: `${nameOf(tilt.signal)} for ${tilt.segment}`,
      text: `× ${tilt.factor}`,
      value: tilt,
    })),
    plain('segments', 'Weights by segment', onOff(model.tiltsEnabled)),
  ];
}

function flagLines(model: HealthModel): Line[] {
  return [
    ...model.flags.map((flag) => ({
      area: 'flags',
      what: `Flag ${flag.name}`,
      text: `${flag.effect.kind === 'annotate' ? 'shown' : `${flag.effect.kind === 'force' ? 'forces' : 'no better than'} ${flag.effect.tier}`} when ${flag.all.map(signalConditionText).join(' and ')}`,
      value: flag,
    })),
    plain('flags', 'Flags', model.flagPolicy === 'apply' ? 'change the tier' : 'are only shown'),
  ];
}

function policyLines(model: HealthModel): Line[] {
  const { seasonalPolicy, confirmPolicy, onboardingPolicy, riskOverlay, priorityPolicy, signalOptions } = model;
  const line = (what: string, text: string, value: unknown): Line => ({ area: 'policies', what, text, value });
  return [
    plain('policies', 'Seasonal adjustment', onOff(seasonalPolicy.enabled)),
    line('Seasonal adjustment only from', `${share(seasonalPolicy.guard)} of last year's use`, seasonalPolicy.guard),
    line('Limits of the seasonal factor', `${seasonalPolicy.least} to ${seasonalPolicy.most}`, [
      seasonalPolicy.least,
      seasonalPolicy.most,
    ]),
    ...seasonalPolicy.profiles.map((profile) =>
      line(`Seasons of ${profile.industry}`, profile.months.join(', '), profile),
    ),
    line('Margin to confirm a recovery', `${confirmPolicy.margin} points`, confirmPolicy.margin),
    line(
      'Confirmation starts anew after',
      `${confirmPolicy.resetAfterDays} days without a score`,
      confirmPolicy.resetAfterDays,
    ),
    line(
      'Onboarding',
      onboardingPolicy
        ? `model ${onboardingPolicy.model} until day ${onboardingPolicy.lastDay}, preview from day ${onboardingPolicy.previewFrom}, check-ins on day ${onboardingPolicy.checkInDays.join(', ')}`
        : 'this model from the first day',
      onboardingPolicy,
    ),
    line(
      'Risk points',
      `critical ${riskOverlay.points.critical}, very high ${riskOverlay.points.very_high}, high ${riskOverlay.points.high}, medium ${riskOverlay.points.medium}`,
      riskOverlay.points,
    ),
    ...riskOverlay.factors.map((factor) =>
      line(
        `Risk: ${factor.name}`,
        `${factor.grade.replace('_', ' ')}: ${factor.any.map(signalConditionText).join(' or ')}`,
        factor,
      ),
    ),
    line(
      'A critical risk',
      riskOverlay.criticalCapsTier ? 'caps the tier' : 'leaves the tier',
      riskOverlay.criticalCapsTier,
    ),
    line(
      'Priority tiers',
      `${priorityPolicy.mode}, ARR low ${priorityPolicy.arrLow ?? 'the lowest quarter'}, high ${priorityPolicy.arrHigh ?? 'the highest quarter'}`,
      priorityPolicy,
    ),
    line(
      'Days to resolve a ticket',
      signalOptions.resolutionTargetDays.map((days, at) => `P${at + 1} ${days}`).join(', '),
      signalOptions,
    ),
  ];
}

/** Everything a model says, except which version it is and how it came about. */
function linesOf(model: HealthModel): Line[] {
  const { missingPolicy } = model;
  const line = (area: string, what: string, text: string, value: unknown): Line => ({ area, what, text, value });
  return [
    plain('about', 'Id', model.id),
    plain('about', 'Name', model.name),
    plain('about', 'Source', model.source),
    line(
      'dimensions',
      'Order of dimensions',
      model.dimensions.map(({ name }) => name).join(', '),
      model.dimensions.map(({ id }) => id),
    ),
    ...model.dimensions.flatMap(dimensionLines),
    line(
      'tiers',
      'Tiers',
      model.tiers.map(({ name }) => name).join(', '),
      model.tiers.map(({ name }) => name),
    ),
    ...model.tiers.map((tier) =>
      line('tiers', `Tier ${tier.name}`, `from ${tier.from}, ${tier.role}: ${tier.action}`, tier),
    ),
    plain('tiers', 'Healthy from', model.healthyBound),
    plain('tiers', 'At risk below', model.atRiskBound),
    ...segmentLines(model),
    line(
      'missing',
      'Coverage a dimension needs',
      share(missingPolicy.minDimensionCoverage),
      missingPolicy.minDimensionCoverage,
    ),
    line('missing', 'Coverage a score needs', share(missingPolicy.minScoredCoverage), missingPolicy.minScoredCoverage),
    line(
      'missing',
      'Coverage a provisional score needs',
      share(missingPolicy.minProvisionalCoverage),
      missingPolicy.minProvisionalCoverage,
    ),
    line(
      'missing',
      'Required dimensions',
      missingPolicy.requiredDimensions.join(', ') || 'none',
      missingPolicy.requiredDimensions,
    ),
    ...flagLines(model),
    ...policyLines(model),
  ];
}

/** Lines by what they are about; a second one about the same thing is told apart by its number. */
function keyed(lines: readonly Line[]): Map<string, Line> {
  const map = new Map<string, Line>();
  for (const line of lines) {
    let what = line.what;
    for (let n = 2; map.has(`${line.area} ${what}`); n++) what = `${line.what} (${n})`;
    map.set(`${line.area} ${what}`, { ...line, what });
  }
  return map;
}

/** The single values behind a line, by their path: ` good when value` → `0.95`. */
function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value))
      leaves(part, Array.isArray(value) ? `${path} ${Number(key) + 1}` : `${path} ${key}`, into);
  } else if (value !== undefined) into.set(path, String(value));
  return into;
}

/** What differs where the words are too coarse to show it. */
function exactly(value: unknown, other: unknown): string {
  const others = leaves(other, '', new Map());
  const own = [...leaves(value, '', new Map())].filter(([path, text]) => others.get(path) !== text);
  return own.map(([path, text]) => `${path} ${text}`.trim()).join(', ') || 'not given';
}

/** Same values, whatever the order of an object's keys; what is undefined is absent. */
function isSame(a: unknown, b: unknown): boolean {
  const [own, others] = [leaves(a, '', new Map()), leaves(b, '', new Map())];
  return own.size === others.size && [...own].every(([path, text]) => others.get(path) === text);
}

/**
 * What a model changes against another, in words and in the order of the model: the id, number, author, date and note of a
 * version are no difference. Empty exactly when both say the same; the order of the signals inside a dimension says nothing.
 */
export function modelDifferences(from: HealthModel, to: HealthModel): ModelDifference[] {
  const before = keyed(linesOf(from));
  const after = keyed(linesOf(to));
  const differences: ModelDifference[] = [];
  for (const key of new Set([...after.keys(), ...before.keys()])) {
    const [old, now] = [before.get(key), after.get(key)];
    const line = now ?? old;
    if (!line || (old && now && isSame(old.value, now.value))) continue;
    const coarse = old !== undefined && now !== undefined && old.text === now.text;
    differences.push({
      area: line.area,
      what: line.what,
      from: old === undefined ? null : coarse ? exactly(old.value, now.value) : old.text,
      to: now === undefined ? null : coarse ? exactly(now.value, old.value) : now.text,
    });
  }
  return differences;
}
