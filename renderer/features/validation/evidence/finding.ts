import type { BackTest } from '#shared/contract/validation.ts';
import type { Format } from '../../../data/format.ts';

/** A sentence in pieces; the strong ones are the numbers that matter. */
export type FindingPart = { readonly text: string; readonly strong: boolean };

const plain = (text: string): FindingPart => ({ text, strong: false });
const strong = (text: string): FindingPart => ({ text, strong: true });

type Words = Pick<Format, 'number' | 'percent' | 'count'>;
type Judged = Pick<BackTest, 'verdict' | 'rocAuc' | 'design' | 'missedChurns'>;

export const outcomeWord = (outcome: BackTest['design']['outcome']): string =>
  outcome === 'churn' ? 'churn' : 'contraction';

/** `0.743 (0.667 to 0.805)`; a dash where the gate refuses it. */
export function estimateText(
  { value, low, high }: BackTest['rocAuc'],
  write: (value: number | null) => string,
): string {
  return value === null || low === null || high === null
    ? write(value)
    : `${write(value)} (${write(low)} to ${write(high)})`;
}

/** Whether the score is better than chance, on how much, and what it misses. */
export function backTestFinding(
  { verdict, rocAuc, design, missedChurns }: Judged,
  format: Words,
): readonly FindingPart[] {
  const word = outcomeWord(design.outcome);
  const happened = format.count(design.churns, word);
  const among = ` of ${format.count(design.accounts, 'account')}`;
  const auc = `AUC ${estimateText(rocAuc, (value) => format.number(value, 3))}`;
  switch (verdict) {
    case 'refused':
      return design.churns === 0
        ? [
            strong(`No ${word}`),
            plain(
              ` was seen among ${format.count(design.accounts, 'account')}, so nothing can be said about the score yet.`,
            ),
          ]
        : [
            strong(happened),
            plain(
              `${among} ${design.churns === 1 ? 'is' : 'are'} too few to judge a score. What can be counted is below.`,
            ),
          ];
    case 'nothing':
      return [
        plain(`Nothing here shows that the score predicts ${word}: `),
        strong(auc),
        plain(` includes 0.5, what guessing has, on ${happened}${among}.`),
      ];
    case 'reversed':
      return [
        plain('The score points the wrong way: '),
        strong(auc),
        plain(` lies below 0.5, so accounts that left had the higher score, on ${happened}${among}.`),
      ];
    case 'predicts':
      return [
        plain(`The score ranks ${word} better than chance, `),
        strong(auc),
        plain(`, on ${happened}${among}. `),
        ...(missedChurns.total === 0
          ? [plain(`It misses none at the bound of ${format.number(design.atRiskBound)}.`)]
          : [
              plain('It misses '),
              strong(`${format.number(missedChurns.total)} of ${format.number(design.churns)}`),
              plain(` at the bound of ${format.number(design.atRiskBound)}.`),
            ]),
      ];
  }
}

/** `Sep 2024 to Mar 2026`, one month where there is one landmark. */
export function periodText(landmarks: readonly string[], monthYear: Format['monthYear']): string {
  const [first] = landmarks;
  const last = landmarks.at(-1);
  if (first === undefined || last === undefined) return 'no landmark';
  const [from, to] = [monthYear(first), monthYear(last)];
  return from === to ? from : `${from} to ${to}`;
}
