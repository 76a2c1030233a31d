import {
  countOutcomes,
  hanleyMcNeil,
  LEAST_TO_CALIBRATE,
  LEAST_TO_RANK,
  riskOf,
  rocAuc,
  selectRows,
  shareOf,
  type ThresholdRow,
  thresholdTable,
  trendTest,
} from '#electron/engine/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { orNull } from '../views/rows.ts';
import { thresholdOf } from './evidence.ts';
import { known, NO_ESTIMATE, six } from './numbers.ts';
import type { BackTest, Scene } from './scene.ts';

type Proportion = BackTest['tiers'][number]['retention'];
type Part = Pick<BackTest['perLandmark'][number], 'rows' | 'accounts' | 'churns' | 'rocAuc' | 'recall' | 'precision'>;

/** Accounts a segment needs for a judgement of its own, and the rows its threshold is drawn to that of all with (4.2, 4.3). */
const LEAST_ACCOUNTS = 30;
const PRIOR_CHURNS = 20;
export const WHOLE_SCORES: readonly number[] = Array.from({ length: 101 }, (_, score) => score);

export function proportion(k: number, n: number): Proportion {
  const { value, low, high } = shareOf(k, n);
  return { k, n, rate: six(value), low: six(low), high: six(high) };
}

function partOf(scene: Scene, include: (row: number) => boolean): Part {
  const { rows, flagged } = scene;
  const chosen = selectRows(rows, include);
  const churned = chosen.outcome.reduce((sum, one) => sum + one, 0);
  let tp = 0;
  let alarms = 0;
  for (let row = 0; row < rows.length; row++) {
    if (flagged[row] === 0 || !include(row)) continue;
    alarms++;
    tp += rows.outcome[row] as number;
  }
  const others = chosen.length - churned;
  const auc = rocAuc(riskOf(chosen.score), chosen.outcome);
  const bounds = hanleyMcNeil(auc, churned, others);
  return {
    rows: chosen.length,
    accounts: chosen.clusters,
    churns: countOutcomes(chosen),
    rocAuc:
      churned < LEAST_TO_RANK || others < LEAST_TO_RANK
        ? NO_ESTIMATE
        : { value: known(auc), low: known(bounds.low), high: known(bounds.high) },
    recall: proportion(tp, churned),
    precision: proportion(tp, alarms),
  };
}

export function perLandmark(scene: Scene): BackTest['perLandmark'] {
  const { rows } = scene;
  return rows.days.map((day, landmark) => {
    let sum = 0;
    let n = 0;
    for (let row = 0; row < rows.length; row++) {
      if (rows.landmark[row] !== landmark) continue;
      sum += rows.score[row] as number;
      n++;
    }
    return {
      landmark: isoFromDay(day),
      mean: six(sum / n),
      ...partOf(scene, (row) => rows.landmark[row] === landmark),
    };
  });
}

/** Threshold with the largest Youden index; the lowest of equals. */
function bestCut(table: readonly ThresholdRow[]): number {
  let best: ThresholdRow | undefined;
  for (const row of table) if (!best || row.youden > best.youden + 1e-12) best = row;
  return best?.threshold ?? Number.NaN;
}

export function perSegment(scene: Scene, churns: number): BackTest['perSegment'] {
  const { rows, book, boundOf } = scene;
  const segmentOf = (row: number): string => book.records[rows.account[row] as number]?.segment ?? '(none)';
  const segments = new Map<string, number>();
  for (let row = 0; row < rows.length; row++) segments.set(segmentOf(row), (segments.get(segmentOf(row)) ?? 0) + 1);
  const all = bestCut(thresholdTable(rows.score, rows.outcome, WHOLE_SCORES));
  return [...segments]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, 50)
    .map(([segment]) => {
      const include = (row: number): boolean => segmentOf(row) === segment;
      const part = partOf(scene, include);
      const enough = part.accounts >= LEAST_ACCOUNTS && part.churns >= LEAST_TO_CALIBRATE && churns >= PRIOR_CHURNS;
      const first = rows.account.findIndex((_, row) => include(row));
      const chosen = selectRows(rows, include);
      const own = enough ? bestCut(thresholdTable(chosen.score, chosen.outcome, WHOLE_SCORES)) : Number.NaN;
      return {
        segment,
        ...part,
        rocAuc: enough ? part.rocAuc : NO_ESTIMATE,
        atRiskBound: boundOf(rows.account[first] as number),
        shrunkCut: enough ? six((part.churns * own + PRIOR_CHURNS * all) / (part.churns + PRIOR_CHURNS)) : null,
        refused: enough
          ? null
          : `${part.accounts} accounts with ${part.churns} ${part.churns === 1 ? 'churn' : 'churns'} are too few to judge this segment by itself: 30 accounts and 10 churns are needed, and 20 churns in all.`,
      };
    });
}

export function tiersOf(scene: Scene, canTest: boolean): Pick<BackTest, 'tiers' | 'tierTrend' | 'tierWarning'> {
  const { rows, book } = scene;
  const counts = book.model.tiers.map(() => ({ rows: 0, churned: 0 }));
  for (let row = 0; row < rows.length; row++) {
    const of = counts[rows.tier[row] as number];
    if (!of) continue;
    of.rows++;
    of.churned += rows.outcome[row] as number;
  }
  const tiers = book.model.tiers.map(({ name, role, from }, tier) => {
    const { rows: n, churned } = counts[tier] ?? { rows: 0, churned: 0 };
    return { name, role, from, rows: n, churned, retention: proportion(n - churned, n) };
  });
  if (!canTest) return { tiers, tierTrend: null, tierWarning: null };
  const used = tiers.filter((tier) => tier.rows > 0);
  const { z, p } = trendTest(
    used.map(({ churned }) => churned),
    used.map((tier) => tier.rows),
  );
  const wrong = used.findIndex((tier, at) => {
    const better = used[at - 1];
    return better !== undefined && tier.churned / tier.rows < better.churned / better.rows;
  });
  const [better, worse] = [used[wrong - 1], used[wrong]];
  const share = (tier: (typeof used)[number]): string => `${((100 * tier.churned) / tier.rows).toFixed(1)}%`;
  return {
    tiers,
    tierTrend: Number.isFinite(z) ? { z: known(z), p: known(p) } : null,
    tierWarning:
      better && worse
        ? `${worse.name} churns less (${share(worse)}) than ${better.name} (${share(better)}), though it is the worse tier.`
        : null,
  };
}

/** Tier bounds as thresholds, with the counts of the rows' own scores. */
export function tierThresholds({ book, rows }: Scene, isRanked: boolean): BackTest['tierThresholds'] {
  const { model } = book;
  if (rows.length === 0) return [];
  return model.tiers.slice(0, -1).flatMap(({ name, from }) => {
    const [row] = thresholdTable(rows.score, rows.outcome, [from]);
    return row ? [{ ...thresholdOf(row, isRanked), tier: name, isAtRiskBound: from === model.atRiskBound }] : [];
  });
}

export function distribution({ rows, book }: Scene): BackTest['distribution'] {
  const landmark = rows.days.length - 1;
  const chosen = Array.from(rows.score).filter((_, row) => rows.landmark[row] === landmark);
  const histogram = new Array<number>(20).fill(0);
  for (const score of chosen) {
    const bin = Math.min(19, Math.floor(score / 5));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const tiers = book.model.tiers.map(({ name }, tier) => {
    let accounts = 0;
    for (let row = 0; row < rows.length; row++)
      if (rows.landmark[row] === landmark && rows.tier[row] === tier) accounts++;
    return { name, accounts, share: six(accounts / chosen.length) };
  });
  const mean = chosen.reduce((sum, score) => sum + score, 0) / chosen.length;
  const moment = (power: number): number =>
    chosen.reduce((sum, score) => sum + (score - mean) ** power, 0) / chosen.length;
  return {
    landmark: landmark < 0 ? null : isoFromDay(rows.days[landmark] as number),
    histogram,
    tiers,
    skewness: orNull(Math.round((moment(3) / moment(2) ** 1.5) * 1e6) / 1e6),
  };
}
