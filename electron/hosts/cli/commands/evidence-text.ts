import type { Evidence } from '#shared/contract/evidence.ts';
import { number, pairs, percent, table } from '../output.ts';

type Bounds = { readonly low: number | null; readonly high: number | null };

export const range = ({ value, low, high }: Bounds & { readonly value: number | null }): string | null =>
  value === null
    ? null
    : low === null
      ? number(value, 3)
      : `${number(value, 3)} (${number(low, 3)} to ${number(high, 3)})`;

export const share = ({ rate, low, high }: Bounds & { readonly rate: number | null }): string | null =>
  rate === null ? null : `${percent(rate)} (${percent(low)} to ${percent(high)})`;

const slope = (value: number | null, bounds: Evidence['calibration']['slopeInterval']): string | null =>
  range({ value, low: bounds?.low ?? null, high: bounds?.high ?? null });

/** What scores and outcomes prove together, for a terminal: figures, every tenth threshold, bands. */
export function evidenceText(evidence: Evidence): string {
  const { calibration, intervals } = evidence;
  const { thresholds } = evidence;
  const every = Math.max(1, Math.ceil((thresholds.length - 1) / 10));
  return [
    pairs([
      ['Base rate', `${percent(evidence.baseRate) ?? '–'} (${evidence.positives} of ${evidence.n})`],
      ['ROC AUC', range(evidence.rocAuc)],
      ["Somers' D", range(evidence.somersD)],
      ['Average precision', range(evidence.averagePrecision)],
      ['KS', range({ value: evidence.ks, low: intervals.ks?.low ?? null, high: intervals.ks?.high ?? null })],
      [
        'Brier',
        range({ value: evidence.brier, low: intervals.brier?.low ?? null, high: intervals.brier?.high ?? null }),
      ],
      [
        'Log loss',
        range({ value: evidence.logLoss, low: intervals.logLoss?.low ?? null, high: intervals.logLoss?.high ?? null }),
      ],
      [
        evidence.basis === 'fitted' ? 'Curve κ' : 'Calibration slope',
        slope(calibration.slope, calibration.slopeInterval),
      ],
      [
        evidence.basis === 'fitted' ? 'Curve a' : 'Calibration intercept',
        slope(calibration.intercept, calibration.interceptInterval),
      ],
      ['Probabilities', evidence.basisText],
    ]),
    ...evidence.gate.refused
      .filter(({ what }) => what !== 'auc')
      .map(({ sentence }) => sentence)
      .filter((sentence, at, all) => all.indexOf(sentence) === at),
    '',
    table(
      thresholds.filter((_, at) => at % every === 0),
      [
        { title: 'Threshold', of: (row) => row.threshold, right: true },
        { title: 'Flagged', of: (row) => row.tp + row.fp, right: true },
        { title: 'Hits', of: (row) => row.tp, right: true },
        { title: 'False alarms', of: (row) => row.fp, right: true },
        { title: 'Missed', of: (row) => row.fn, right: true },
        { title: 'Recall', of: (row) => percent(row.recall), right: true },
        { title: 'Precision', of: (row) => percent(row.precision), right: true },
        { title: 'Lift', of: (row) => number(row.lift, 2), right: true },
        { title: 'Youden', of: (row) => number(row.youden, 3), right: true },
      ],
    ),
    '',
    table(evidence.bands, [
      { title: 'Band', of: (row) => `${row.from} to ${row.to}` },
      { title: 'Rows', of: (row) => row.n, right: true },
      { title: 'Stayed', of: (row) => row.retained, right: true },
      { title: 'Share', of: (row) => share(row), right: true },
      { title: 'Drawn to all', of: (row) => percent(row.shrunk), right: true },
    ]),
  ].join('\n');
}
