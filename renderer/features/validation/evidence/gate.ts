import type { BackTest } from '#shared/contract/validation.ts';

export type Refusable = BackTest['gate']['refused'][number]['what'];

/** Churns from which on something may be claimed (30-method.md 4.2), in the order in which they come within reach. */
export const CLAIMS = [
  { what: null, text: 'Counts, retention by score, missed churns', from: 1 },
  { what: 'auc', text: 'AUC, precision and recall with intervals', from: 5 },
  { what: 'calibration', text: 'Calibration line', from: 10 },
  { what: 'thresholds', text: 'Portfolio threshold', from: 10 },
  { what: 'weights', text: 'Proposal of weights, exploratory', from: 20 },
  { what: 'segments', text: 'Threshold of a segment', from: 20 },
  { what: 'curve', text: 'Shape of the calibration curve', from: 20 },
  { what: 'ml', text: 'Machine-learning challengers', from: 50 },
] as const satisfies readonly { readonly what: Refusable | null; readonly text: string; readonly from: number }[];

/** Why something is not shown, with what it would take; null where it is. */
export function refusalOf(result: Pick<BackTest, 'gate'>, what: Refusable): { sentence: string; needs: string } | null {
  const refused = result.gate.refused.find((item) => item.what === what);
  if (!refused) return null;
  const from = CLAIMS.find((claim) => claim.what === what)?.from ?? 5;
  return { sentence: refused.sentence, needs: needsText(result.gate.churns, from) };
}

/** `It needs 10 churns; 8 are known.` */
export function needsText(churns: number, from: number): string {
  if (churns >= from) return `The ${churns} churns would be enough; what is missing is said above.`;
  const known = churns === 0 ? 'none is known' : churns === 1 ? 'one is known' : `${churns} are known`;
  return `It takes ${from} churns; ${known}. Longer history, or an import of past outcomes, brings more.`;
}
