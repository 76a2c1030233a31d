/**
 * A health model: weighted dimensions, the rules that turn signals into dimension scores, and the tiers.
 * Models are data (JSON in `resources/models/`), versions are immutable. Source: 30-method.md 2.1.
 */
export type DimensionId = string;
export type SignalId = string;

/** Roles give a tier its colour and shape; a model's own names are shown. Best to worst. */
export const TIER_ROLES = ['thriving', 'healthy', 'moderate', 'atrisk', 'critical'] as const;
export type TierRole = (typeof TIER_ROLES)[number];

export type Tier = {
  readonly name: string;
  /** Lower bound of the half-open interval [from, next), score points 0-100. */
  readonly from: number;
  readonly role: TierRole;
  readonly action: string;
};

/** A condition on one signal; numbers are in the signal's own unit, enums and booleans compare by value. */
export type Condition =
  | { readonly op: '>=' | '>' | '<=' | '<'; readonly value: number }
  | { readonly op: 'in'; readonly values: readonly (string | boolean)[] };

/** One point rule: good and bad are exclusive; neither met = neutral (0 points); unknown signal = missing. */
export type PointRule = {
  readonly signal: SignalId;
  readonly good: { readonly when: Condition; readonly points: number };
  readonly bad: { readonly when: Condition; readonly points: number };
};

/** How points become 0-100 (30-method.md 2.2). */
export type PointMethod = 'base_clamp' | 'two_sided' | 'minmax';

export type Dimension = {
  readonly id: DimensionId;
  readonly name: string;
  /** Share of the composite in percent; the weights of a model add up to 100. */
  readonly weight: number;
  /** Range the source document states for the weight, in percent; null where it states none. */
  readonly documentedRange: { readonly min: number; readonly max: number } | null;
  readonly scoring: { readonly kind: 'points'; readonly method: PointMethod; readonly rules: readonly PointRule[] };
};

/** Shift of the healthy and at-risk cuts for a segment, in score points (30-method.md 2.1). */
export type SegmentOverlay = { readonly segment: string; readonly healthyShift: number; readonly atRiskShift: number };

export type MissingPolicy = {
  /** A dimension whose inner coverage is below this is null. */
  readonly minDimensionCoverage: number;
  /** Coverage from which an account is scored. */
  readonly minScoredCoverage: number;
  /** Coverage from which an account is at least provisional. */
  readonly minProvisionalCoverage: number;
  /** An account lacking one of these dimensions is provisional at best. */
  readonly requiredDimensions: readonly DimensionId[];
};

export type HealthModel = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly parentVersion: number | null;
  readonly author: string;
  readonly changeNote: string;
  readonly source: string;
  readonly dimensions: readonly Dimension[];
  /** Best first; the last one starts at 0. */
  readonly tiers: readonly Tier[];
  readonly healthyBound: number;
  readonly atRiskBound: number;
  readonly segmentOverlays: readonly SegmentOverlay[];
  readonly missingPolicy: MissingPolicy;
};

/** `003-signal@1`: what every stored score carries. */
export function modelVersionOf(model: Pick<HealthModel, 'id' | 'version'>): string {
  return `${model.id}@${model.version}`;
}

/** Fixed cut-off of the KPI "at-risk revenue" in every model (30-method.md C6). */
export const AT_RISK_SCORE = 50;
