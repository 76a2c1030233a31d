import type { Challenge, ChallengerId, Estimate } from '#electron/engine/index.ts';
import type { OutputOf } from '#shared/contract/index.ts';
import { joinWords } from '#shared/format/words.ts';

type Result = OutputOf<'validation.challenge'>;
type Challenger = Result['challengers'][number];

export const NAMES: Readonly<Record<ChallengerId, string>> = {
  logistic: 'Regression with interactions',
  forest: 'Random forest',
};
/** As they stand in a sentence. */
const IN_WORDS: Readonly<Record<ChallengerId, string>> = {
  logistic: 'the logistic regression with interactions',
  forest: 'the random forest',
};

const NOTHING = 'Nothing is gained by a black box here; keep the weights you can explain.';
/** Groups that a sentence names at most. */
const NAMED = 3;

const three = (value: number): string => value.toFixed(3);
const signed = (value: number): string => {
  const text = three(Math.abs(value));
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
};
const span = ({ low, high }: Estimate): string => `${signed(low)} to ${signed(high)}`;
const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export function verdictOf({ low, high }: Estimate): Challenger['verdict'] {
  if (Number.isNaN(low) || Number.isNaN(high)) return 'unknown';
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'same';
}

/** `AUC 0.731, the score 0.744: −0.013 (−0.061 to +0.032), which includes 0.` */
export function sentenceOf(id: ChallengerId, found: Challenge): string {
  const { auc, difference } = found[id];
  const { value, low } = difference.auc;
  const start = `${NAMES[id]}: AUC ${three(auc.value)}, the score ${three(found.official.auc.value)}`;
  if (Number.isNaN(low)) return `${start}: ${signed(value)}, without an interval.`;
  const verdict = verdictOf(difference.auc);
  const end = verdict === 'same' ? 'which includes 0' : verdict === 'better' ? 'better than chance explains' : 'worse';
  const isBolder = difference.brier.low > 0;
  return `${start}: ${signed(value)} (${span(difference.auc)}), ${end}.${isBolder ? ' Its probabilities are further off (Brier).' : ''}`;
}

/** The challenger with the larger difference of the AUC: the one that is spoken of. */
export function leaderOf(found: Challenge): ChallengerId {
  return found.forest.difference.auc.value > found.logistic.difference.auc.value ? 'forest' : 'logistic';
}

/** What the leader owes its AUC to, largest first, where the interval excludes 0. */
function carriersOf(found: Challenge, names: readonly string[]): string[] {
  return found[leaderOf(found)].drops
    .flatMap((drop, group) => (drop && drop.low > 0 ? [{ drop, name: names[group] ?? '' }] : []))
    .sort((a, b) => b.drop.value - a.drop.value)
    .slice(0, NAMED)
    .map(({ name }) => name);
}

/**
 * What the challengers come to: what is left on the table and what carries it, or that nothing is.
 *
 * @param names of the groups, in their order
 */
export function headlineOf(found: Challenge, names: readonly string[], word: string): string {
  const leader = leaderOf(found);
  const { auc, difference } = found[leader];
  const against = `AUC ${three(auc.value)} against ${three(found.official.auc.value)} of the score`;
  switch (verdictOf(difference.auc)) {
    case 'unknown':
      return `${capital(IN_WORDS[leader])} has ${against}; ask for resamples to know whether that is chance.`;
    case 'worse':
      return `${NOTHING} Both challengers tell ${word} worse than the score; the better one, ${IN_WORDS[leader]}, has ${against}.`;
    case 'same':
      return `${NOTHING} The better challenger, ${IN_WORDS[leader]}, has ${against}; the difference of ${signed(difference.auc.value)} (${span(difference.auc)}) includes 0.`;
    case 'better': {
      const carriers = carriersOf(found, names);
      const carried =
        carriers.length === 0
          ? 'No single group of signals carries it.'
          : `What it leans on most: ${joinWords(carriers)}.`;
      return `Something is left on the table: ${IN_WORDS[leader]} tells ${word} better than the score, ${against}, a difference of ${signed(difference.auc.value)} (${span(difference.auc)}). ${carried} No challenger scores an account: look for a rule or a weight that says the same.`;
    }
  }
}
