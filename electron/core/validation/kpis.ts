import { shareOf, type Target, targetStatus } from '#electron/engine/index.ts';
import { six } from './numbers.ts';
import type { BackTest } from './scene.ts';

type Kpi = BackTest['kpis'][number];
type Parts = Pick<BackTest, 'somersD' | 'leadTime' | 'distribution' | 'design'> & {
  readonly caught: number;
  readonly churns: number;
  readonly tp: number;
  readonly flagged: number;
};

const value = (number: number | null): number => number ?? Number.NaN;

function kpi(
  head: Pick<Kpi, 'id' | 'name' | 'unit' | 'text'>,
  found: { readonly value: number; readonly low: number; readonly high: number },
  target: (Target & { readonly words: string }) | null,
): Kpi {
  return {
    ...head,
    value: six(found.value),
    low: six(found.low),
    high: six(found.high),
    target: target?.words ?? null,
    status: Number.isNaN(found.value) ? 'unknown' : target ? targetStatus(found, target) : 'informational',
  };
}

const NONE = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** The KPIs of 30-method.md 4.6 that a back-test measures. */
export function kpisOf({ somersD, leadTime, distribution, design, caught, churns, tp, flagged }: Parts): Kpi[] {
  return [
    kpi(
      {
        id: 'accuracy',
        name: 'Health-score accuracy',
        unit: 'share',
        text: 'Churns that were below the at-risk bound at the last landmark before them, of all churns.',
      },
      shareOf(caught, churns),
      { side: 'above', bound: 0.7, words: 'above 70%' },
    ),
    kpi(
      {
        id: 'somers_d',
        name: 'Leading-indicator correlation',
        unit: 'coefficient',
        text: "Somers' D of the score and the outcome: 0 is chance, 1 is perfect order.",
      },
      { value: value(somersD.value), low: value(somersD.low), high: value(somersD.high) },
      { side: 'above', bound: 0.6, orEqual: true, words: 'at least 0.6' },
    ),
    kpi(
      {
        id: 'precision',
        name: 'Precision of all flagged',
        unit: 'share',
        text: 'Rows below the at-risk bound that churned within the horizon. A rescued account looks like a false alarm here.',
      },
      shareOf(tp, flagged),
      null,
    ),
    kpi(
      {
        id: 'precision_untouched',
        name: 'Precision of flagged without intervention',
        unit: 'share',
        text: 'The same among accounts nobody acted on. Interventions are not recorded here yet, so it cannot be told apart.',
      },
      NONE,
      null,
    ),
    kpi(
      {
        id: 'false_alarm_share',
        name: 'False-alarm share',
        unit: 'share',
        text: 'Rows below the at-risk bound that did not churn within the horizon.',
      },
      shareOf(flagged - tp, flagged),
      { side: 'below', bound: 0.2, words: 'below 20%' },
    ),
    kpi(
      { id: 'lead_time', name: 'Median lead time', unit: 'days', text: leadTime.alert },
      { value: value(leadTime.median), low: value(leadTime.q1), high: value(leadTime.q3) },
      null,
    ),
    kpi(
      {
        id: 'distribution',
        name: 'Skewness of the scores',
        unit: 'skewness',
        text: 'At the last landmark; 0 is symmetric, below 0 a tail of low scores. A bell curve is asked for informally.',
      },
      { ...NONE, value: value(distribution.skewness) },
      null,
    ),
    kpi(
      {
        id: 'reconstructed_history',
        name: 'History reconstructed',
        unit: 'share',
        text: 'Rows (daily usage apart) that carry no time of being known and count from their own dates.',
      },
      { ...NONE, value: design.history.reconstructedShare },
      null,
    ),
  ];
}
