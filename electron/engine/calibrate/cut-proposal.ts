import { clusterBootstrap } from '../validate/bootstrap.ts';
import type { Confusion } from '../validate/thresholds.ts';
import {
  createCutSearch,
  cutByCost,
  cutByLargestDrop,
  cutByTarget,
  cutByYouden,
  LEAST_SEGMENT_ACCOUNTS,
  LEAST_SEGMENT_CHURNS,
  pooledCut,
} from './cut-search.ts';

/** How a cut may be chosen; the first three are searched over every cut, the last over the bounds of bands. */
export const CUT_CRITERIA = ['target', 'cost', 'youden', 'drop'] as const;
export type CutCriterion = (typeof CUT_CRITERIA)[number];

export type CutRows = {
  /** Scores 0-100 and outcomes (1 churned) by row. */
  readonly scores: Float64Array;
  readonly churned: Uint8Array;
  readonly accountOf: Int32Array;
};

export type CutOptions = {
  /** Largest share of false alarms among the flagged, 0-1. */
  readonly falseAlarmTarget: number;
  /** What a missed churn costs, in false alarms. */
  readonly costRatio: number;
  readonly accounts: number;
  readonly resamples: number;
  readonly seed: number;
  readonly onStep?: (share: number) => void;
};

export type CutProposal = {
  readonly criterion: CutCriterion;
  /** Null where no cut meets the criterion. */
  readonly found: Confusion | null;
  /** Fall of retention at the cut, 0-1; only for `drop`. */
  readonly drop: number | null;
  /** Where the cut came out over the resamples: 80 % interval and the values themselves, ascending. */
  readonly low: number;
  readonly high: number;
  readonly drawn: Float64Array;
};

/** The cut by each criterion on the same rows, with its distribution over resampled accounts (30-method.md 4.3). */
export function proposeCuts(rows: CutRows, options: CutOptions): CutProposal[] {
  const { scores, churned, accountOf } = rows;
  const search = createCutSearch(scores, churned);
  const find = (counts?: Float64Array): (Confusion | null)[] => {
    const curve = search.curve(counts);
    if (curve.positives === 0 || curve.negatives === 0) return CUT_CRITERIA.map(() => null);
    return [
      cutByTarget(curve, options.falseAlarmTarget),
      cutByCost(curve, options.costRatio),
      cutByYouden(curve),
      cutByLargestDrop(scores, churned, counts),
    ];
  };
  const found = find();
  const drop = cutByLargestDrop(scores, churned)?.drop ?? null;
  const counts = new Float64Array(scores.length);
  const boot = clusterBootstrap(
    (weight, out) => {
      for (let row = 0; row < counts.length; row++) counts[row] = weight[accountOf[row] as number] as number;
      find(counts).forEach((cut, k) => {
        out[k] = cut?.threshold ?? Number.NaN;
      });
    },
    {
      clusters: options.accounts,
      size: CUT_CRITERIA.length,
      resamples: options.resamples,
      seed: options.seed,
      ...(options.onStep ? { onStep: options.onStep } : {}),
    },
  );
  return CUT_CRITERIA.map((criterion, k) => ({
    criterion,
    found: found[k] ?? null,
    drop: criterion === 'drop' ? drop : null,
    ...boot.interval(k, 0.8),
    drawn: boot.sorted[k] as Float64Array,
  }));
}

export type SegmentCut = {
  readonly segment: string;
  readonly accounts: number;
  readonly churns: number;
  /** The segment's own cut by the criterion, and the one drawn towards that of the portfolio; null where too little is known. */
  readonly own: number | null;
  readonly pooled: number | null;
};

/**
 * Cuts of segments by one criterion, partially pooled; a segment needs 30 accounts and 10 churns (30-method.md 4.2, 4.3).
 * Segments in the order of their names.
 *
 * @param segmentOf segment of each account, empty where unknown: those have no cut of their own
 */
export function segmentCuts(
  rows: CutRows,
  segmentOf: readonly string[],
  all: number | null,
  cutOf: (curve: ReturnType<ReturnType<typeof createCutSearch>['curve']>) => Confusion | null,
): SegmentCut[] {
  const names = [...new Set(segmentOf)].filter((name) => name !== '').sort();
  return names.map((segment) => {
    const own = Int32Array.from(rows.scores.keys()).filter(
      (row) => segmentOf[rows.accountOf[row] as number] === segment,
    );
    const accounts = new Set(Array.from(own, (row) => rows.accountOf[row] as number));
    const churned = Uint8Array.from(own, (row) => rows.churned[row] as number);
    const churns = new Set(
      Array.from(
        own.filter((row) => rows.churned[row] === 1),
        (row) => rows.accountOf[row],
      ),
    ).size;
    const isEnough = accounts.size >= LEAST_SEGMENT_ACCOUNTS && churns >= LEAST_SEGMENT_CHURNS;
    const curve = isEnough
      ? createCutSearch(
          Float64Array.from(own, (row) => rows.scores[row] as number),
          churned,
        ).curve()
      : null;
    const cut = curve && curve.negatives > 0 ? (cutOf(curve)?.threshold ?? null) : null;
    return {
      segment,
      accounts: accounts.size,
      churns,
      own: cut,
      pooled: cut === null || all === null ? null : pooledCut(churns, cut, all),
    };
  });
}
