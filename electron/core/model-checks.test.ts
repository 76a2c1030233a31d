import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors.ts';
import type { ModelFile } from '#shared/contract/model-file.ts';
import { modelErrors } from './model-checks.ts';
import { checkDraft, modelRemarks } from './model-remarks.ts';
import { decodeModel, loadPresets } from './models.ts';

const presets = loadPresets(fileURLToPath(new URL('../../resources', import.meta.url)));

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** A preset with values put at paths like `dimensions.0.weight`. */
function edited(id: string, edits: Readonly<Record<string, Json>>): unknown {
  const draft: { [key: string]: Json } = JSON.parse(JSON.stringify(presets.find((preset) => preset.id === id)));
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const target = keys.reduce<Json>((at, key) => (at as { [key: string]: Json })[key] ?? null, draft);
    (target as { [key: string]: Json })[last] = value;
  }
  return draft;
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const RULE = 'dimensions.0.scoring.rules.0';
const PART = 'dimensions.0.scoring.parts.0';
const steps = (...values: Json[]): Json => ({
  kind: 'steps',
  steps: [{ when: { op: 'in', values }, value: 100 }],
  otherwise: 0,
});
const REFUSED: readonly (readonly [id: string, edits: Readonly<Record<string, Json>>, message: string])[] = [
  ['003-signal', { 'dimensions.0.weight': 45 }, 'The weights add up to 115, not 100.'],
  ['004-minimal', { 'dimensions.0.weight': 57.14 }, 'The weights add up to 99.997143, not 100.'],
  ['003-signal', { 'dimensions.1.id': 'usage' }, 'Two dimensions have the id usage.'],
  [
    '003-signal',
    { 'dimensions.0.documentedRange': { min: 40, max: 30 } },
    'The documented range of Usage is upside down.',
  ],
  ['003-signal', { 'tiers.1.from': 70 }, 'Tier Yellow must start below tier Green: tiers go from best to worst.'],
  ['003-signal', { 'tiers.1.name': 'Green' }, 'Two tiers are called Green.'],
  ['003-signal', { 'tiers.2.from': 5 }, 'The last tier, Red, must start at 0.'],
  ['003-signal', { healthyBound: 71 }, 'The healthy bound 71 is not the bound of a tier above the last one.'],
  ['003-signal', { atRiskBound: 0 }, 'The at-risk bound 0 is not the bound of a tier above the last one.'],
  ['001-five', { healthyBound: 50, atRiskBound: 75 }, 'The healthy bound must not be below the at-risk bound.'],
  ['003-signal', { 'segmentOverlays.1.segment': 'enter-prise' }, 'Segment Enterprise has thresholds twice.'],
  ['003-signal', { 'segmentOverlays.1.atRiskShift': 35 }, 'With the bounds of SMB, no score is in tier Green.'],
  ['003-signal', { 'segmentOverlays.1.healthyShift': 31 }, 'With the bounds of SMB, no score is in tier Green.'],
  ['003-signal', { 'segmentTilts.0.signal': 'logins' }, 'There is no signal logins.'],
  ['003-signal', { [`${RULE}.signal`]: 'logins' }, 'There is no signal logins.'],
  [
    '003-signal',
    { [`${RULE}.bad.when`]: { op: '<', value: 0.96 } },
    'The good and the bad condition of Logins against baseline can hold at the same time.',
  ],
  ['003-signal', { [`${RULE}.good.points`]: -1 }, 'Logins against baseline takes points away when it is good.'],
  ['003-signal', { [`${RULE}.bad.points`]: 1 }, 'Logins against baseline gives points when it is bad.'],
  [
    '003-signal',
    { [`${RULE}.good.when`]: { op: 'in', values: ['up'] } },
    'Logins against baseline is a number: compare it with one.',
  ],
  [
    '003-signal',
    { 'dimensions.2.scoring.rules.0.bad.when': { op: 'in', values: ['unpaid'] } },
    'Payment is never unpaid: it is current, late, past_due, failed.',
  ],
  [
    '003-signal',
    { 'dimensions.2.scoring.rules.0.good.when': { op: '<', value: 1 } },
    'Payment cannot be compared with a number: it is current, late, past_due, failed.',
  ],
  [
    '003-signal',
    { 'dimensions.3.scoring.rules.2.good.when': { op: 'in', values: ['true'] } },
    'Community is never true: it is true, false.',
  ],
  ['001-five', { [`${PART}.signal`]: 'seats' }, 'There is no signal seats.'],
  ['001-five', { [`${PART}.fallback`]: 'seats' }, 'There is no signal seats.'],
  [
    '001-five',
    { [`${PART}.unless`]: [{ signal: 'seats', when: { op: '>', value: 1 }, value: 0 }] },
    'There is no signal seats.',
  ],
  [
    '001-five',
    {
      [`${PART}.curve`]: {
        kind: 'linear',
        anchors: [
          [0, 0],
          [1, 50],
          [1, 100],
        ],
      },
    },
    'The anchors of Active users of licences must ascend, each to the right of the one before.',
  ],
  [
    '001-five',
    { 'dimensions.0.scoring.parts.1.curve': { kind: 'linear', anchors: [[0, 0]] } },
    'Login frequency is a word: score it by steps.',
  ],
  [
    '001-five',
    { 'dimensions.0.scoring.parts.1.curve': steps('hourly') },
    'Login frequency is never hourly: it is daily, weekly, monthly, none.',
  ],
  ['onboarding', { [`${PART}.curve.clock`]: 'calendar' }, 'There is no signal calendar.'],
  ['onboarding', { [`${PART}.weight`]: 0 }, 'No signal of Setup counts, so it could never have a score.'],
  ['004-five', { 'flags.0.effect.tier': 'Black' }, 'Red flag names the tier Black, which the model does not have.'],
  ['004-five', { 'flags.1.id': 'red' }, 'Two flags have the id red.'],
  ['004-five', { 'flags.0.all.0.signal': 'tickets' }, 'There is no signal tickets.'],
  [
    '003-signal',
    { 'missingPolicy.requiredDimensions': ['nps'] },
    'The model requires nps, which is none of its dimensions.',
  ],
  [
    '003-signal',
    { 'missingPolicy.minProvisionalCoverage': 0.7 },
    'An account must need less coverage to be provisional than to be scored.',
  ],
  ['003-signal', { 'onboardingPolicy.model': '003-signal' }, 'A model cannot be the onboarding model of itself.'],
  [
    '003-signal',
    { 'riskOverlay.factors.1.id': 'champion_departure' },
    'Two risk factors have the id champion_departure.',
  ],
  ['003-signal', { 'riskOverlay.factors.0.any.0.signal': 'champion' }, 'There is no signal champion.'],
  [
    '003-signal',
    { 'seasonalPolicy.profiles': [1, 2].map(() => ({ industry: 'Retail', months: Array(12).fill(1) })) },
    'Industry Retail has two seasonal profiles.',
  ],
  [
    '003-signal',
    { priorityPolicy: { mode: 'guarded', arrLow: 2, arrHigh: 1 } },
    'Low ARR must not end above where high ARR starts.',
  ],
];

describe('decodeModel', () => {
  it('accepts every preset, and a file that leaves out what has a default', () => {
    for (const preset of presets) expect(modelErrors(preset)).toEqual([]);
    const good = { when: { op: '>=', value: 4 }, points: 50 } as const;
    const bad = { when: { op: '<', value: 3 }, points: -50 } as const;
    const rule = { signal: 'csat_90d', good, bad };
    const small: ModelFile = {
      id: 'small',
      name: 'Small',
      version: 1,
      parentVersion: null,
      author: 'A',
      changeNote: '',
      source: '',
      dimensions: [{ id: 'd', name: 'D', weight: 100, scoring: { kind: 'points', method: 'minmax', rules: [rule] } }],
      tiers: [
        { name: 'Good', from: 50, role: 'healthy', action: '' },
        { name: 'Bad', from: 0, role: 'critical', action: '' },
      ],
      healthyBound: 50,
      atRiskBound: 50,
    };
    expect(decodeModel(small)).toMatchObject({
      missingPolicy: { minDimensionCoverage: 0.4, minScoredCoverage: 0.6, requiredDimensions: [] },
      flagPolicy: 'apply',
      tiltsEnabled: false,
      onboardingPolicy: { model: 'onboarding', lastDay: 60, previewFrom: 31, checkInDays: [7, 14, 30] },
    });
  });

  it('says where a document has the wrong shape', () => {
    expect(refusal(() => decodeModel(edited('003-signal', { healthyBound: 'high' })))).toMatch(
      /^model_invalid: .*healthyBound/,
    );
    expect(refusal(() => decodeModel(null))).toMatch(/^model_invalid: .*its top/);
  });

  it.each(REFUSED)('%s %j is refused: %s', (id, edits, message) => {
    expect(refusal(() => decodeModel(edited(id, edits)))).toBe(`model_invalid: Model ${id} is not valid. ${message}`);
  });
});

describe('modelRemarks', () => {
  const remarks = (id: string, edits: Readonly<Record<string, Json>> = {}) =>
    modelRemarks(decodeModel(edited(id, edits)), presets).map(({ level, at, message }) => [level, at, message]);

  it('presets have no errors, and only the warnings that are true of them', () => {
    expect(presets.flatMap(({ id }) => remarks(id).map((remark) => [id, ...remark]))).toEqual([
      ['003-signal', 'warning', null, 'Scores of this model reach from 2.25 to 97, not from 0 to 100.'],
      ['004-minimal', 'warning', 'usage', 'Product usage alone carries 57.14% of the score.'],
    ]);
  });

  it('warns about weights outside the documented range, of nothing, and of one dimension alone', () => {
    const [usage, engagement, growth, support] = ['dimensions.0', 'dimensions.1', 'dimensions.2', 'dimensions.3'].map(
      (at) => `${at}.weight`,
    ) as [string, string, string, string];
    expect(remarks('002-four', { [usage]: 55, [engagement]: 25, [growth]: 20, [support]: 0 })).toEqual([
      ['warning', 'usage', 'Product usage weighs 55%; the document it comes from states 30% to 40%.'],
      ['warning', 'usage', 'Product usage alone carries 55% of the score.'],
      ['warning', 'support', 'Support health has weight 0: it is computed and shown, and counts for nothing.'],
    ]);
  });

  it('warns when lagging signals dominate: seats and expansion are half of Growth, 42.5% of the score at 85%', () => {
    const weights = [5, 5, 85, 5];
    const edits = Object.fromEntries(weights.map((weight, d) => [`dimensions.${d}.weight`, weight]));
    expect(remarks('002-four', edits)).toContainEqual([
      'warning',
      null,
      'Lagging signals carry 43% of the score: they confirm a loss when it is too late to act.',
    ]);
  });

  it('warns about a score that falls while its signal gets better', () => {
    const falling: readonly (readonly [string, Readonly<Record<string, Json>>, string])[] = [
      [
        '001-five',
        {
          [`${PART}.curve`]: {
            kind: 'linear',
            anchors: [
              [0, 100],
              [1, 0],
            ],
          },
        },
        'Active users of licences',
      ],
      ['001-five', { 'dimensions.4.scoring.parts.0.curve': steps(false) }, 'Executive sponsor'],
      ['001-five', { 'dimensions.0.scoring.parts.1.curve': steps('none') }, 'Login frequency'],
      [
        '003-signal',
        { [`${RULE}.good.when`]: { op: '<', value: 0.3 }, [`${RULE}.bad.when`]: { op: '>', value: 2 } },
        'Logins against baseline',
      ],
    ];
    for (const [id, edits, name] of falling)
      expect(remarks(id, edits).map(([, , message]) => message)).toContain(`The score falls when ${name} gets better.`);
  });

  it('warns about a tilt that does nothing', () => {
    expect(remarks('001-five', { 'segmentTilts.0.signal': 'dau_mau' })).toEqual([
      ['warning', 'dau_mau', 'Daily of monthly users is tilted for SMB, but nothing in this model is scored by it.'],
    ]);
  });

  it('a draft needs an onboarding model that exists and scores accounts itself', () => {
    const draft = (model: string) => edited('001-five', { 'onboardingPolicy.model': model });
    expect(checkDraft(draft('onboarding'), presets).id).toBe('001-five');
    const missing = 'New accounts are to be scored by the model nowhere, which does not exist here.';
    expect(refusal(() => checkDraft(draft('nowhere'), presets))).toBe(`model_invalid: ${missing}`);
    expect(modelRemarks(decodeModel(draft('nowhere')), presets)).toEqual([
      { level: 'error', at: null, message: missing },
    ]);
    expect(refusal(() => checkDraft(draft('002-four'), presets))).toBe(
      'model_invalid: The onboarding model 002-four has an onboarding model itself; new accounts need one that has none.',
    );
  });
});
