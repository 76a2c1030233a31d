/** What of a draft can be tried without scoring a signal again. Stable names: `changeOf`, `sourceOf`, `isEmptyChange`. */
import type { ModelSource } from '#shared/contract/model-source.ts';
import type { WhatIfChange } from '#shared/contract/whatif.ts';
import type { ModelDocument } from '../state/drafts.ts';
import { weightsOf } from './edits.ts';

/** Fields that say what a model is called and where it comes from, not what it computes. */
const DESCRIPTION = ['name', 'version', 'parentVersion', 'author', 'createdAt', 'changeNote', 'source'] as const;
const COVERED = [
  'dimensions',
  'tiers',
  'healthyBound',
  'atRiskBound',
  'segmentOverlays',
  'missingPolicy',
  'flagPolicy',
  'confirmPolicy',
] as const;

function same(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/**
 * The change that makes a model of `start` compute what `draft` computes; null where rules, signals or the set of tiers
 * differ, so that only the whole document says it. Fields that are the same object are never looked into: this runs at
 * every step of a slider.
 */
export function changeOf(start: ModelDocument, draft: ModelDocument): WhatIfChange | null {
  if (start === draft) return {};
  const fields = new Set([...Object.keys(start), ...Object.keys(draft)]);
  for (const field of [...DESCRIPTION, ...COVERED]) fields.delete(field);
  for (const field of fields) if (!same(Reflect.get(start, field), Reflect.get(draft, field))) return null;
  if (!sameRules(start, draft) || !sameTiers(start, draft)) return null;
  const before = weightsOf(start);
  const after = weightsOf(draft);
  const weights = Object.keys(after).some((id) => after[id] !== before[id]) ? { weights: { ...after } } : {};
  const coverage = coverageChange(start, draft);
  if (coverage === null) return null;
  return {
    ...weights,
    ...coverage,
    ...(draft.tiers.some((tier, index) => tier.from !== start.tiers[index]?.from)
      ? { bounds: draft.tiers.map((tier) => tier.from) }
      : {}),
    ...(same(start.segmentOverlays, draft.segmentOverlays)
      ? {}
      : {
          overlays: draft.segmentOverlays.map(({ segment, healthyShift, atRiskShift }) => ({
            segment,
            healthyShift,
            atRiskShift,
          })),
        }),
    ...(start.flagPolicy === draft.flagPolicy ? {} : { flagPolicy: draft.flagPolicy }),
    ...(same(start.confirmPolicy, draft.confirmPolicy) ? {} : { confirm: { ...draft.confirmPolicy } }),
  };
}

function sameRules(start: ModelDocument, draft: ModelDocument): boolean {
  return (
    start.dimensions.length === draft.dimensions.length &&
    draft.dimensions.every((dimension, index) => {
      const was = start.dimensions[index];
      return (
        was !== undefined &&
        was.id === dimension.id &&
        was.name === dimension.name &&
        same(was.scoring, dimension.scoring)
      );
    })
  );
}

/** Bounds may differ; names, roles and the two cuts segments shift may not, apart from cuts that follow their tier. */
function sameTiers(start: ModelDocument, draft: ModelDocument): boolean {
  if (
    start.tiers === draft.tiers &&
    start.healthyBound === draft.healthyBound &&
    start.atRiskBound === draft.atRiskBound
  )
    return true;
  // Which tier a cut belongs to; one that belongs to none has to be the same number.
  const at = (model: ModelDocument, bound: number) => {
    const tier = model.tiers.findIndex((each) => each.from === bound);
    return tier < 0 ? `at ${bound}` : tier;
  };
  return (
    start.tiers.length === draft.tiers.length &&
    draft.tiers.every(
      ({ name, role }, index) => start.tiers[index]?.name === name && start.tiers[index]?.role === role,
    ) &&
    at(start, start.healthyBound) === at(draft, draft.healthyBound) &&
    at(start, start.atRiskBound) === at(draft, draft.atRiskBound)
  );
}

/** Null where the coverage inside a dimension differs: dimensions are then scored again. */
function coverageChange(start: ModelDocument, draft: ModelDocument): Pick<WhatIfChange, 'coverage'> | null {
  const [was, now] = [start.missingPolicy, draft.missingPolicy];
  if (was === now) return {};
  if (was.minDimensionCoverage !== now.minDimensionCoverage) return null;
  const coverage = {
    ...(was.minScoredCoverage === now.minScoredCoverage ? {} : { scored: now.minScoredCoverage }),
    ...(was.minProvisionalCoverage === now.minProvisionalCoverage ? {} : { provisional: now.minProvisionalCoverage }),
    ...(same(was.requiredDimensions, now.requiredDimensions) ? {} : { required: [...now.requiredDimensions] }),
  };
  return Object.keys(coverage).length > 0 ? { coverage } : {};
}

export function isEmptyChange(change: WhatIfChange | null): boolean {
  return change !== null && Object.keys(change).length === 0;
}

/** A draft as the core wants to be told of it: its base with a change where one says it all, else the whole document. */
export function sourceOf(base: string | null, start: ModelDocument, draft: ModelDocument): ModelSource {
  const change = base === null ? null : changeOf(start, draft);
  if (base === null || change === null) return { draft };
  return isEmptyChange(change) ? { model: base } : { model: base, change };
}
