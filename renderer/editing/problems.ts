/** What keeps a draft from being a model, each at the field it is about. Stable names: `problemsOf`, `Problems`. */
import type { z } from 'zod';
import { modelFile } from '#shared/contract/model-file.ts';
import { joinWords } from '#shared/format/words.ts';
import type { ModelDocument } from '../state/drafts.ts';

/** A sentence per path, e.g. `tiers.1.from`. */
export type Problems = ReadonlyMap<string, string>;

/** Distance from 100 at which weights no longer count as adding up, as the core sees it. */
const TOLERANCE = 0.001;

export function problemsOf(model: ModelDocument): Problems {
  const problems = new Map<string, string>();
  const say = (path: string, sentence: string) => {
    if (!problems.has(path)) problems.set(path, sentence);
  };
  const parsed = modelFile.safeParse(model);
  if (!parsed.success) for (const issue of parsed.error.issues) say(issue.path.join('.'), sentenceOf(issue));
  weights(model, say);
  tiers(model, say);
  names(model, say);
  policies(model, say);
  curves(model, say);
  return problems;
}

type Say = (path: string, sentence: string) => void;

/** What the schema holds against a value, for people. */
export function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return 'Needs a name.';
      if (issue.origin === 'array') return `Needs at least ${issue.minimum}.`;
      return issue.inclusive === false
        ? `Has to be more than ${issue.minimum}.`
        : `Has to be at least ${issue.minimum}.`;
    case 'too_big':
      if (issue.origin === 'string') return `At most ${issue.maximum} characters.`;
      if (issue.origin === 'array') return `At most ${issue.maximum}.`;
      return `Has to be at most ${issue.maximum}.`;
    case 'unrecognized_keys':
      return `Holds ${joinWords(issue.keys.map((key) => `"${key}"`))}, which a model does not have.`;
    case 'invalid_value':
      return `Has to be ${joinWords(issue.values.map(String), 'or')}.`;
    case 'invalid_union':
      return 'Is none of the shapes allowed here.';
    case 'invalid_type':
      return issue.input === undefined ? 'Is missing.' : `Has to be ${typeWord(issue.expected)}.`;
    default:
      return 'Is not valid.';
  }
}

function typeWord(expected: string): string {
  if (expected === 'number' || expected === 'int') return 'a number';
  if (expected === 'string') return 'text';
  if (expected === 'boolean') return 'yes or no';
  return expected === 'array' ? 'a list' : 'a group of values';
}

function weights(model: ModelDocument, say: Say): void {
  const total = model.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0);
  if (Math.abs(total - 100) > TOLERANCE)
    say('dimensions', `The weights add up to ${Number(total.toFixed(3))}, not 100.`);
}

function tiers(model: ModelDocument, say: Say): void {
  model.tiers.forEach((tier, index) => {
    const better = model.tiers[index - 1];
    if (better && tier.from >= better.from)
      say(`tiers.${index}.from`, `Has to be below ${better.from}, where ${better.name} starts.`);
    if (index === model.tiers.length - 1 && tier.from !== 0) say(`tiers.${index}.from`, 'The last tier starts at 0.');
  });
}

function names(model: ModelDocument, say: Say): void {
  const lists = [
    ['dimensions', 'name', model.dimensions.map(({ name }) => name), 'Another dimension has this name.'],
    ['tiers', 'name', model.tiers.map(({ name }) => name), 'Another tier has this name.'],
    [
      'segmentOverlays',
      'segment',
      model.segmentOverlays.map(({ segment }) => segment.toLowerCase()),
      'This segment is there already.',
    ],
    ['flags', 'name', model.flags.map(({ name }) => name), 'Another flag has this name.'],
  ] as const;
  for (const [list, key, texts, sentence] of lists)
    for (const index of twice(texts)) say(`${list}.${index}.${key}`, sentence);
}

/** Where a text stands that stood before. */
function twice(list: readonly string[]): readonly number[] {
  return list.flatMap((text, index) => (list.indexOf(text) < index ? [index] : []));
}

function policies(model: ModelDocument, say: Say): void {
  const { minScoredCoverage, minProvisionalCoverage } = model.missingPolicy;
  if (minProvisionalCoverage > minScoredCoverage)
    say('missingPolicy.minProvisionalCoverage', 'Has to be at most the share a score needs.');
  const onboarding = model.onboardingPolicy;
  if (onboarding && onboarding.previewFrom > onboarding.lastDay)
    say('onboardingPolicy.previewFrom', 'Has to be at most the last day.');
  const { arrLow, arrHigh } = model.priorityPolicy;
  if (arrLow !== null && arrHigh !== null && arrLow > arrHigh)
    say('priorityPolicy.arrLow', 'Has to be at most the upper cut.');
}

function curves(model: ModelDocument, say: Say): void {
  model.dimensions.forEach(({ scoring }, at) => {
    if (scoring.kind !== 'parts') return;
    scoring.parts.forEach(({ curve }, part) => {
      if (curve.kind !== 'linear') return;
      curve.anchors.forEach(([x], index) => {
        const before = curve.anchors[index - 1];
        if (before && x <= before[0])
          say(
            `dimensions.${at}.scoring.parts.${part}.curve.anchors.${index}.0`,
            `Has to be above ${before[0]}, the point before.`,
          );
      });
    });
    if (scoring.parts.every((part) => part.weight === 0))
      say(`dimensions.${at}.scoring.parts.0.weight`, 'One signal at least needs a weight.');
  });
}

/** Problems of one part of the document, e.g. all of `tiers`. */
export function problemsUnder(problems: Problems, prefixes: readonly string[]): number {
  let count = 0;
  for (const path of problems.keys())
    if (prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}.`))) count += 1;
  return count;
}
