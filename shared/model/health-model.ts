/**
 * A health model: weighted dimensions, the rules that turn signals into dimension scores, the tiers, and the policies
 * around them. Models are data (JSON in `resources/models/`, versions in the workspace); a version is immutable.
 * Source: 30-method.md 2.1-2.7.
 */
export type DimensionId = string;
export type SignalId = string;

/** Roles give a tier its colour and shape; a model's own names are shown. Best to worst. */
export const TIER_ROLES = ['thriving', 'healthy', 'moderate', 'atrisk', 'critical'] as const;
export type TierRole = (typeof TIER_ROLES)[number];

/**
 * Whether the numbers stand in a requirement text or are Bellwether's where the text gives none; one default among them
 * makes a rule a default, and its `note` says which.
 */
export type Origin = 'document' | 'default';

export type Tier = {
  readonly name: string;
  /** Lower bound of the half-open interval [from, next), score points 0-100. */
  readonly from: number;
  readonly role: TierRole;
  readonly action: string;
  /** `default` when the bound is not from a requirement text; `document` when absent. */
  readonly origin?: Origin | undefined;
};

/** A condition on one signal; numbers are in the signal's own unit, enums and booleans compare by value. */
export type Condition =
  | { readonly op: '>=' | '>' | '<=' | '<'; readonly value: number }
  | { readonly op: 'in'; readonly values: readonly (string | boolean)[] };

export type SignalCondition = { readonly signal: SignalId; readonly when: Condition };

/** One point rule: good and bad are exclusive; neither met = neutral (0 points); unknown signal = missing. */
export type PointRule = {
  readonly signal: SignalId;
  readonly origin: Origin;
  /** How the requirement text was read where it leaves room, one sentence. */
  readonly note?: string | undefined;
  readonly good: { readonly when: Condition; readonly points: number };
  readonly bad: { readonly when: Condition; readonly points: number };
};

/** How points become 0-100 (30-method.md 2.2). */
export type PointMethod = 'base_clamp' | 'two_sided' | 'minmax';

/** How one signal becomes 0-100. A signal a curve has no value for is missing. */
export type Curve =
  /** Straight lines through (x, value), flat outside; x strictly ascending, in the signal's unit (booleans 0/1). */
  | { readonly kind: 'linear'; readonly anchors: readonly (readonly [x: number, value: number])[] }
  /** The first condition that is met; `otherwise` null means missing (an enum word that says nothing). */
  | {
      readonly kind: 'steps';
      readonly steps: readonly { readonly when: Condition; readonly value: number }[];
      readonly otherwise: number | null;
    }
  /** 100 · min(1, x ÷ max(`least`, clock ÷ `full`)): progress against a clock in days. */
  | { readonly kind: 'pace'; readonly clock: SignalId; readonly full: number; readonly least: number };

/**
 * One part of a dimension: its value 0-100 counts with `weight` among the parts that are known. A rubric's "40 of 100
 * points" is weight 40; anchors of equal weight all have weight 1.
 */
export type Part = {
  readonly signal: SignalId;
  readonly origin: Origin;
  /** How the requirement text was read where it leaves room, one sentence. */
  readonly note?: string | undefined;
  readonly weight: number;
  readonly curve: Curve;
  /** Signal the curve is read from when the first one is missing; null for none. */
  readonly fallback: SignalId | null;
  /** A condition on another signal that decides the value, whatever the curve says; first match wins. */
  readonly unless: readonly (SignalCondition & { readonly value: number })[];
};

export type Scoring =
  | { readonly kind: 'points'; readonly method: PointMethod; readonly rules: readonly PointRule[] }
  | { readonly kind: 'parts'; readonly parts: readonly Part[] };

export type Dimension = {
  readonly id: DimensionId;
  readonly name: string;
  /** Share of the composite in percent; the weights of a model add up to 100. */
  readonly weight: number;
  /** Range the source document states for the weight, in percent; null where it states none. */
  readonly documentedRange: { readonly min: number; readonly max: number } | null;
  readonly origin: Origin;
  readonly scoring: Scoring;
};

/** Shift of the healthy and at-risk cuts for a segment, in score points (30-method.md 2.1). */
export type SegmentOverlay = {
  readonly segment: string;
  readonly healthyShift: number;
  readonly atRiskShift: number;
  /** `default` when the shifts are not from a requirement text; `document` when absent. */
  readonly origin?: Origin | undefined;
};

/** Multiplies the points or the weight of one signal for a segment (30-method.md 2.1, off by default). */
export type SegmentTilt = { readonly segment: string; readonly signal: SignalId; readonly factor: number };

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

/** Status by events beside the score (30-method.md 2.4): all conditions must hold; an unknown signal meets none. */
export type Flag = {
  readonly id: string;
  readonly name: string;
  /** `default` when a number is not from a requirement text; `document` when absent. */
  readonly origin?: Origin | undefined;
  /** How the requirement text was read where it leaves room, one sentence. */
  readonly note?: string | undefined;
  readonly all: readonly SignalCondition[];
  /** `force` puts the account into the tier, `cap` allows no better one, `annotate` only shows it. */
  readonly effect: { readonly kind: 'force' | 'cap'; readonly tier: string } | { readonly kind: 'annotate' };
};

/** Seasonal adjustment of the login ratio (30-method.md 2.7). */
export type SeasonalPolicy = {
  readonly enabled: boolean;
  /** Adjust only while the recent mean is at least this share of last year's: a real collapse is never excused. */
  readonly guard: number;
  /** Limits of last year's ratio. */
  readonly least: number;
  readonly most: number;
  /** Expected activity of the twelve months (mean 1) per industry, for accounts without a year of their own. */
  readonly profiles: readonly { readonly industry: string; readonly months: readonly number[] }[];
};

/** Confirmed tier (30-method.md 2.8): points a score must exceed a bound by to recover, days without a score that void. */
export type ConfirmPolicy = { readonly margin: number; readonly resetAfterDays: number };

/** Young accounts are scored by another model (30-method.md 2.7); null: by this one from the first day. */
export type OnboardingPolicy = {
  /** Version of the model (`onboarding@2`); an id alone is its first version. */
  readonly model: string;
  /** Last day it is official, counted from contract start (go-live when later). */
  readonly lastDay: number;
  /** First day the standard score is shown beside it. */
  readonly previewFrom: number;
  readonly checkInDays: readonly number[];
} | null;

export const RISK_GRADES = ['critical', 'very_high', 'high', 'medium'] as const;
export type RiskGrade = (typeof RISK_GRADES)[number];

export type RiskFactor = {
  readonly id: string;
  readonly name: string;
  readonly grade: RiskGrade;
  /** Any of them makes the factor active. */
  readonly any: readonly SignalCondition[];
};

/** Risk overlay (30-method.md 2.7): index = min(100, Σ points of active factors); does not alter the score. */
export type RiskOverlay = {
  readonly points: Readonly<Record<RiskGrade, number>>;
  readonly factors: readonly RiskFactor[];
  /** A critical factor caps the tier at the at-risk tier. */
  readonly criticalCapsTier: boolean;
};

/** Priority tiers (30-method.md 2.9); null cuts are the quartiles of active ARR. */
export type PriorityPolicy = {
  readonly mode: 'guarded' | 'literal';
  readonly arrLow: number | null;
  readonly arrHigh: number | null;
};

/** What signals are measured against where the data has no target of its own. */
export type SignalOptions = {
  /** Days to resolve a ticket of priority 1 to 4; tickets without priority count as 3. */
  readonly resolutionTargetDays: readonly [p1: number, p2: number, p3: number, p4: number];
};

export type HealthModel = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly parentVersion: number | null;
  readonly author: string;
  /** ISO date and time, null for presets. */
  readonly createdAt: string | null;
  readonly changeNote: string;
  readonly source: string;
  readonly dimensions: readonly Dimension[];
  /** Best first; the last one starts at 0. */
  readonly tiers: readonly Tier[];
  readonly healthyBound: number;
  readonly atRiskBound: number;
  readonly segmentOverlays: readonly SegmentOverlay[];
  readonly segmentTilts: readonly SegmentTilt[];
  readonly tiltsEnabled: boolean;
  readonly missingPolicy: MissingPolicy;
  readonly flags: readonly Flag[];
  /** `annotate`: flags are shown and change no tier. */
  readonly flagPolicy: 'apply' | 'annotate';
  readonly seasonalPolicy: SeasonalPolicy;
  readonly confirmPolicy: ConfirmPolicy;
  readonly onboardingPolicy: OnboardingPolicy;
  readonly riskOverlay: RiskOverlay;
  readonly priorityPolicy: PriorityPolicy;
  readonly signalOptions: SignalOptions;
};

/** `003-signal@1`: what every stored score carries. */
export function modelVersionOf(model: Pick<HealthModel, 'id' | 'version'>): string {
  return `${model.id}@${model.version}`;
}

/** Fixed cut-off of the KPI "at-risk revenue" in every model (30-method.md C6). */
export const AT_RISK_SCORE = 50;
