import {
  FINANCIAL_MISSING_AFTER_DAYS,
  FINANCIAL_STALE_AFTER_DAYS,
  MISSING_AFTER_DAYS,
  STALE_AFTER_DAYS,
} from '../freshness.ts';
import type { HealthModel, RiskGrade } from '../health-model.ts';
import { flagText, percentText, signalConditionText, signalName } from '../rule-text.ts';
import { thresholdsFor } from '../thresholds.ts';
import { list, NONE, number, originText, type ReferenceSection, text } from './block.ts';

const GRADES: Readonly<Record<RiskGrade, string>> = {
  critical: 'Critical',
  very_high: 'Very high',
  high: 'High',
  medium: 'Medium',
};

/** Tiers with their bounds and actions, and the bounds of every segment. */
export function tierSections(model: HealthModel): ReferenceSection[] {
  const named = (bound: number): string => model.tiers.find(({ from }) => from === bound)?.name ?? number(bound);
  const tilts = model.segmentTilts.map(
    ({ segment, signal, factor }) => `${segment}: ${signalName(signal)} counts ${number(factor)} times`,
  );
  return [
    {
      id: 'tiers',
      title: 'Tiers',
      blocks: [
        {
          kind: 'table',
          columns: ['Tier', 'Score', 'What to do', 'Origin of the bound'],
          rows: model.tiers.map((tier, index) => [
            tier.name,
            index === 0
              ? `${number(tier.from)} and above`
              : `${number(tier.from)} to below ${number(model.tiers[index - 1]?.from ?? 100)}`,
            tier.action,
            originText(tier.origin),
          ]),
        },
        text(
          `Accounts from ${named(model.healthyBound)} up count as healthy, accounts below ${named(model.atRiskBound)} as at risk. A tier is confirmed after two consecutive weeks${
            model.confirmPolicy.margin > 0
              ? `; to recover, a score has to pass a bound by ${number(model.confirmPolicy.margin)} points`
              : ''
          }; ${number(model.confirmPolicy.resetAfterDays)} days without a score start the count again.`,
        ),
      ],
    },
    {
      id: 'segments',
      title: 'Segment thresholds',
      blocks: [
        {
          kind: 'table',
          columns: ['Segment', ...model.tiers.map(({ name }) => `${name} from`), 'Origin'],
          rows: [
            ['All others', ...model.tiers.map(({ from }) => number(from)), NONE],
            ...model.segmentOverlays.map(({ segment, origin }) => [
              segment,
              ...thresholdsFor(model, segment).map(number),
              originText(origin),
            ]),
          ],
        },
        ...(tilts.length === 0
          ? []
          : [
              text(
                model.tiltsEnabled
                  ? 'For these segments a signal counts differently:'
                  : 'Prepared and switched off, because they change the documented points:',
              ),
              { kind: 'list' as const, items: tilts },
            ]),
      ],
    },
  ];
}

/** What happens with missing data. */
export function missingSection({ missingPolicy: policy, dimensions }: HealthModel): ReferenceSection {
  const required = dimensions.filter(({ id }) => policy.requiredDimensions.includes(id)).map(({ name }) => name);
  return {
    id: 'missing',
    title: 'Missing data',
    blocks: [
      text('What is missing is neither zero nor neutral: the rest is weighed without it.'),
      {
        kind: 'list',
        items: [
          `A dimension of which less than ${percentText(policy.minDimensionCoverage)} is known has no score.`,
          `From ${percentText(policy.minScoredCoverage)} known an account is scored, from ${percentText(policy.minProvisionalCoverage)} provisionally, below it has no score.`,
          `A value is stale when its source is older than ${STALE_AFTER_DAYS} days (billing ${FINANCIAL_STALE_AFTER_DAYS}) and missing after ${MISSING_AFTER_DAYS} days (billing ${FINANCIAL_MISSING_AFTER_DAYS}); surveys are never stale, they fade.`,
          ...(required.length === 0 ? [] : [`Without ${list(required)} a score is provisional at best.`]),
        ],
      },
    ],
  };
}

/** Status by events beside the score. */
export function flagSection(model: HealthModel): ReferenceSection {
  const effects = { force: 'puts the account into', cap: 'allows no better tier than' } as const;
  return {
    id: 'flags',
    title: 'Flags',
    blocks:
      model.flags.length === 0
        ? [text('This model has no flags.')]
        : [
            text(
              model.flagPolicy === 'apply'
                ? 'Flags never change the score. After the tier of the score come the flags that allow no better tier, then those that put an account into one.'
                : 'Flags are shown and change no tier.',
            ),
            {
              kind: 'table',
              columns: ['Flag', 'Effect', 'Origin'],
              rows: model.flags.map((flag) => [
                flagText(flag),
                flag.effect.kind === 'annotate' ? 'is shown only' : `${effects[flag.effect.kind]} ${flag.effect.tier}`,
                originText(flag.origin),
              ]),
            },
            ...(model.flags.some(({ note }) => note !== undefined)
              ? [
                  {
                    kind: 'list' as const,
                    items: model.flags.flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`])),
                  },
                ]
              : []),
          ],
  };
}

/** Which model scores young accounts. */
export function onboardingSection({ onboardingPolicy: policy }: HealthModel): ReferenceSection {
  const blocks =
    policy === null
      ? [text('Accounts are scored by this model from their first day.')]
      : [
          text(
            `Up to day ${policy.lastDay} an account is scored by the model ${policy.model}; days count from contract start, or from go-live when that is later. From day ${policy.previewFrom} the score of this model is shown beside it. The change starts a new trend and fires nothing.`,
          ),
          ...(policy.checkInDays.length === 0
            ? []
            : [text(`Check-ins are due on days ${list(policy.checkInDays.map(String))}.`)]),
        ];
  return { id: 'onboarding', title: 'Onboarding', blocks };
}

/** How the login ratio is adjusted for seasons. */
export function seasonSection({ seasonalPolicy: policy }: HealthModel): ReferenceSection {
  const blocks = policy.enabled
    ? [
        text(
          `The login ratio is divided by the same ratio of a year ago, kept between ${number(policy.least)} and ${number(policy.most)}, and is not adjusted when activity is below ${percentText(policy.guard)} of a year ago.`,
        ),
        text(
          policy.profiles.length === 0
            ? 'Accounts without a year of their own are not adjusted: there is no industry profile.'
            : `Accounts without a year of their own take the profile of their industry: ${list(policy.profiles.map(({ industry }) => industry))}.`,
        ),
      ]
    : [text('The login ratio is not adjusted for seasons.')];
  return { id: 'seasons', title: 'Seasons', blocks };
}

/** Risk factors beside the score. */
export function riskSection({ riskOverlay: overlay }: HealthModel): ReferenceSection {
  return {
    id: 'risk',
    title: 'Risk factors',
    blocks: [
      text(
        `The risk index is the sum of the points of all active factors, at most 100. It stands beside the score and does not change it${overlay.criticalCapsTier ? ', but a critical factor allows no better tier than at risk' : ''}. The grades are documented, their points are defaults.`,
      ),
      {
        kind: 'table',
        columns: ['Factor', 'Grade', 'Points', 'Active when'],
        rows: overlay.factors.map((factor) => [
          factor.name,
          GRADES[factor.grade],
          number(overlay.points[factor.grade]),
          factor.any.map(signalConditionText).join(' or '),
        ]),
      },
    ],
  };
}

/** What signals and priorities are measured against. */
export function measureSection(model: HealthModel): ReferenceSection {
  const { priorityPolicy: priority, signalOptions } = model;
  const days = signalOptions.resolutionTargetDays.map((target, index) => `P${index + 1} ${number(target)}`);
  const cut = (value: number | null, quartile: string): string =>
    value === null ? `the ${quartile} quartile of active ARR` : number(value);
  return {
    id: 'measures',
    title: 'Targets and priorities',
    blocks: [
      {
        kind: 'list',
        items: [
          `Days to resolve a ticket where the data has no target: ${list(days)}; tickets without priority count as P3.`,
          `Priorities: ${priority.mode === 'guarded' ? 'a renewal within 60 days counts when the score is below 70 or falling' : 'every renewal within 60 days counts'}; high ARR starts at ${cut(priority.arrHigh, 'upper')}, low ARR ends at ${cut(priority.arrLow, 'lower')}.`,
        ],
      },
    ],
  };
}
