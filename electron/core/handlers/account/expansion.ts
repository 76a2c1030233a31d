import { conversionBand, EXPANSION_PARTS, expansionPoints, expansionScore, PHASE } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Book } from '../../views/book.ts';
import { orNull } from '../../views/rows.ts';

/** How ready an account is for expansion, and why (30-method.md 2.9); the score of the onboarding model says nothing about it. */
export function expansionOf(book: Book, account: number): AccountDetail['expansion'] {
  const isStandard = book.snapshot.phase[account] === PHASE.standard;
  const health = isStandard ? (book.snapshot.score[account] ?? Number.NaN) : Number.NaN;
  const facts = book.expansion(account);
  const q = expansionPoints(facts);
  const band = conversionBand(health);
  return {
    score: orNull(expansionScore(health, q)),
    q,
    ready: book.expansionReady[account] === 1,
    parts: EXPANSION_PARTS.map(({ id, name, points }) => ({ id, name, points, met: facts[id] })),
    conversion: band && [band[0], band[1]],
  };
}
