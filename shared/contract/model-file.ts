import { z } from 'zod';
import { type HealthModel, RISK_GRADES, type RiskOverlay, TIER_ROLES } from '../model/health-model.ts';

/**
 * Shape of a model document: what `resources/models/*.json`, `model export` and `model import` hold. Everything a
 * document leaves out takes the documented default, so that a small model is a small file; a decoded model is complete.
 * The numbers (weights that add up, tiers in order) are checked when it is decoded.
 */
const id = z.string().min(1).max(100).describe('Stable id, unique among its kind.');
const name = z.string().min(1).max(200).describe('Name as people read it.');
const percent = z.number().min(0).max(100);
const signal = z.string().min(1).max(100).describe('Id of a signal, e.g. login_ratio_30_90.');
const origin = z.enum(['document', 'default']).describe('Whether the numbers stand in a requirement text.');
const note = z.string().max(500).optional().describe('How the requirement text was read where it leaves room.');

export const condition = z
  .union([
    z.strictObject({ op: z.enum(['>=', '>', '<=', '<']), value: z.number() }),
    z.strictObject({ op: z.literal('in'), values: z.array(z.union([z.string(), z.boolean()])).min(1) }),
  ])
  .describe('Numbers in the unit of the signal, or the words (true or false) it may be.');
const signalCondition = z.strictObject({ signal, when: condition });
const side = z.strictObject({ when: condition, points: z.number().min(-1000).max(1000) });

const curve = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('linear').describe('Straight lines through the anchors, flat outside.'),
    anchors: z
      .array(z.tuple([z.number(), percent]))
      .min(1)
      .max(50),
  }),
  z.strictObject({
    kind: z.literal('steps').describe('The value of the first condition that is met.'),
    steps: z
      .array(z.strictObject({ when: condition, value: percent }))
      .min(1)
      .max(50),
    otherwise: percent.nullable().describe('Value when none is met; null for missing.'),
  }),
  z.strictObject({
    kind: z.literal('pace').describe('100 · min(1, value ÷ max(least, clock ÷ full)).'),
    clock: signal,
    full: z.number().positive(),
    least: z.number().positive(),
  }),
]);

const part = z.strictObject({
  signal,
  origin: origin.default('document'),
  note,
  weight: z.number().min(0).max(1000).describe('Counts among the parts that are known, on any scale.'),
  curve: curve.describe('How the value of the signal becomes 0 to 100.'),
  fallback: signal.nullable().default(null).describe('Signal read when the first one is missing.'),
  unless: z
    .array(signalCondition.extend({ value: percent }))
    .max(20)
    .default([])
    .describe('Conditions on other signals that decide the value; the first that is met counts.'),
});

const riskFactor = z.strictObject({
  id,
  name,
  grade: z.enum(RISK_GRADES),
  any: z.array(signalCondition).min(1).max(10),
});

const scoring = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('points').describe('Points around 50.'),
    method: z.enum(['base_clamp', 'two_sided', 'minmax']),
    rules: z
      .array(z.strictObject({ signal, origin: origin.default('document'), note, good: side, bad: side }))
      .min(1)
      .max(60),
  }),
  z.strictObject({
    kind: z.literal('parts').describe('Weighted mean of the known parts.'),
    parts: z.array(part).min(1).max(60),
  }),
]);

const is = (on: string, ...values: (string | boolean)[]): z.output<typeof signalCondition> => ({
  signal: on,
  when: { op: 'in', values },
});
const reaches = (on: string, op: '>=' | '<=' | '<', value: number): z.output<typeof signalCondition> => ({
  signal: on,
  when: { op, value },
});

/** Risk factors of requirement text 002 with its grades; the points per grade are defaults (30-method.md 2.7). */
const riskOverlay = (): RiskOverlay & { factors: z.output<typeof riskFactor>[] } => ({
  points: { critical: 40, very_high: 30, high: 20, medium: 10 },
  factors: [
    { id: 'champion_departure', name: 'Champion left', grade: 'critical', any: [is('champion_left_90d', true)] },
    {
      id: 'contract_downgrade',
      name: 'Contract downgraded',
      grade: 'very_high',
      any: [is('subscription_change', 'downgrade', 'downgrade_request')],
    },
    {
      id: 'usage_decline',
      name: 'Usage down more than 30%',
      grade: 'high',
      any: [reaches('usage_change_60d', '<', -0.3)],
    },
    { id: 'detractor', name: 'NPS rating 6 or below', grade: 'high', any: [reaches('nps_rating', '<=', 6)] },
    { id: 'escalations', name: 'Escalated tickets', grade: 'high', any: [reaches('escalations_90d', '>=', 1)] },
    {
      id: 'renewal_meeting_missed',
      name: 'Missed a meeting before renewal',
      grade: 'high',
      any: [is('renewal_meeting_missed', true)],
    },
    {
      id: 'competitor_mention',
      name: 'Competitor mentioned',
      grade: 'high',
      any: [is('competitor_mention_90d', true)],
    },
    { id: 'budget_review', name: 'Budget review mentioned', grade: 'medium', any: [is('budget_mention_90d', true)] },
  ],
  criticalCapsTier: false,
});

export const modelFile = z.strictObject({
  id,
  name,
  version: z.number().int().min(1),
  parentVersion: z.number().int().min(1).nullable().describe('Version it was made from; null for a first one.'),
  author: z.string().max(200),
  createdAt: z.iso.datetime().nullable().default(null),
  changeNote: z.string().max(2000).describe('What this version changes and why.'),
  source: z.string().max(2000).describe('Where its numbers come from.'),
  dimensions: z
    .array(
      z.strictObject({
        id,
        name,
        weight: percent.describe('Percent of the score; the weights add up to 100.'),
        documentedRange: z
          .strictObject({ min: percent, max: percent })
          .nullable()
          .default(null)
          .describe('Range the source states for the weight, in percent.'),
        origin: origin.default('document'),
        scoring,
      }),
    )
    .min(1)
    .max(20),
  tiers: z
    .array(
      z.strictObject({
        name,
        from: percent,
        role: z.enum(TIER_ROLES),
        action: z.string().max(500),
        origin: origin.optional(),
      }),
    )
    .min(2)
    .max(5)
    .describe('Best first; the last one starts at 0.'),
  healthyBound: percent.describe('Bound of the tier from which accounts count as healthy.'),
  atRiskBound: percent.describe('Bound below which accounts count as at risk.'),
  segmentOverlays: z
    .array(
      z.strictObject({
        segment: name,
        healthyShift: z.number().min(-100).max(100),
        atRiskShift: z.number().min(-100).max(100),
        origin: origin.optional(),
      }),
    )
    .max(100)
    .default([])
    .describe('Shifts of the healthy and the at-risk bound for a segment, in score points.'),
  segmentTilts: z
    .array(z.strictObject({ segment: name, signal, factor: z.number().min(0).max(10) }))
    .max(100)
    .default([])
    .describe('Multiplies the points or the weight of one signal for a segment.'),
  tiltsEnabled: z.boolean().default(false).describe('Whether the tilts count.'),
  missingPolicy: z
    .strictObject({
      minDimensionCoverage: z.number().min(0).max(1),
      minScoredCoverage: z.number().min(0).max(1),
      minProvisionalCoverage: z.number().min(0).max(1),
      requiredDimensions: z.array(id).max(20),
    })
    .default({
      minDimensionCoverage: 0.4,
      minScoredCoverage: 0.6,
      minProvisionalCoverage: 0.4,
      requiredDimensions: [],
    })
    .describe('What happens with missing data; shares 0 to 1.'),
  flags: z
    .array(
      z.strictObject({
        id,
        name,
        origin: origin.optional(),
        note,
        all: z.array(signalCondition).min(1).max(10),
        effect: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.enum(['force', 'cap']), tier: name }),
          z.strictObject({ kind: z.literal('annotate') }),
        ]),
      }),
    )
    .max(20)
    .default([])
    .describe('Status by events beside the score; all conditions must hold.'),
  flagPolicy: z.enum(['apply', 'annotate']).default('apply').describe('annotate: flags are shown and change no tier.'),
  seasonalPolicy: z
    .strictObject({
      enabled: z.boolean(),
      guard: z.number().min(0).max(1),
      least: z.number().positive().max(1),
      most: z.number().min(1).max(100),
      profiles: z
        .array(z.strictObject({ industry: name, months: z.array(z.number().positive().max(100)).length(12) }))
        .max(100),
    })
    .default({ enabled: true, guard: 0.8, least: 0.45, most: 2, profiles: [] })
    // 2.7 limits last year's ratio to 0.5-2, but divides by 0.47 in its own vector TV13: the vector counts.
    .describe('Seasonal adjustment of the login ratio.'),
  confirmPolicy: z
    .strictObject({ margin: z.number().min(0).max(20), resetAfterDays: z.number().int().min(1).max(365) })
    .default({ margin: 0, resetAfterDays: 28 })
    .describe('When a tier counts as confirmed.'),
  onboardingPolicy: z
    .strictObject({
      model: id,
      lastDay: z.number().int().min(1).max(365),
      previewFrom: z.number().int().min(0).max(365),
      checkInDays: z.array(z.number().int().min(0).max(365)).max(20),
    })
    .nullable()
    .default({ model: 'onboarding', lastDay: 60, previewFrom: 31, checkInDays: [7, 14, 30] })
    .describe('Which model scores young accounts, until which day; null for this one from the first day.'),
  riskOverlay: z
    .strictObject({
      points: z.record(z.enum(RISK_GRADES), percent),
      factors: z.array(riskFactor).max(50),
      criticalCapsTier: z.boolean(),
    })
    .default(riskOverlay)
    .describe('Risk factors beside the score: points by grade, at most 100 in total.'),
  priorityPolicy: z
    .strictObject({
      mode: z.enum(['guarded', 'literal']),
      arrLow: z.number().min(0).nullable(),
      arrHigh: z.number().min(0).nullable(),
    })
    .default({ mode: 'guarded', arrLow: null, arrHigh: null })
    .describe('Priority tiers; null cuts are the quartiles of active ARR.'),
  signalOptions: z
    .strictObject({
      resolutionTargetDays: z.tuple([
        z.number().positive(),
        z.number().positive(),
        z.number().positive(),
        z.number().positive(),
      ]),
    })
    .default({ resolutionTargetDays: [1, 3, 7, 14] })
    .describe('What signals are measured against where the data has no target of its own.'),
});

/** A model document as a file may hold it, and the complete model it decodes to. */
export type ModelFile = z.input<typeof modelFile>;

// A complete model and the decoded document are the same type, both ways.
const _decoded: (file: z.output<typeof modelFile>) => HealthModel = (file) => file;
void _decoded;
