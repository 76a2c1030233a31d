import {
  ACCOUNT_STATUS,
  activeRiskFactors,
  flagsOf,
  momentumColour,
  NO_TIER,
  type OfficialTier,
  officialTier,
  riskIndex,
  signalReader,
  TREND_CLASSES,
  tierOf,
} from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { RiskFactor } from '#shared/model/health-model.ts';
import { flagText } from '#shared/model/rule-text.ts';
import type { Book } from '../../views/book.ts';
import { scoringOf } from '../../views/rows.ts';

/** What stands beside the score of one account: flags, risk factors, why its tier is another than the score's, momentum. */
export function standingOf(
  book: Book,
  account: number,
): Pick<AccountDetail, 'flags' | 'tierReason' | 'risk' | 'momentumColour'> {
  const { model, snapshot } = book;
  const isActive = snapshot.status[account] === ACCOUNT_STATUS.active;
  const mask = snapshot.flags[account] ?? 0;
  const ofScore = tierOf(scoringOf(book, account).bounds, snapshot.score[account] ?? Number.NaN);
  const decided = officialTier(model, mask, ofScore);
  const factors = isActive ? activeRiskFactors(model.riskOverlay, signalReader(book.signals, account)) : [];
  const shown = model.tiers[snapshot.tier[account] ?? NO_TIER];
  return {
    flags: flagsOf(model, mask).map(({ id, name, effect }) => ({
      id,
      name,
      effect: effect.kind,
      applied: id === decided.flag?.id,
    })),
    tierReason: tierReason(book, decided, factors, ofScore),
    risk: {
      index: riskIndex(model.riskOverlay, factors),
      factors: factors.map(({ id, name, grade }) => ({ id, name, grade, points: model.riskOverlay.points[grade] })),
    },
    momentumColour: shown ? momentumColour(shown.role, TREND_CLASSES[book.trend[account] ?? 0] ?? null) : null,
  };
}

/** Why the tier is another than the score's: "Red flag: Tickets > 5. Red; the score alone would be Green." */
function tierReason(
  { model }: Book,
  { tier, flag, isCapped }: OfficialTier,
  factors: readonly RiskFactor[],
  ofScore: number,
): string | null {
  const name = (index: number): string => model.tiers[index]?.name ?? '';
  const result = `${name(tier)}; the score alone would be ${name(ofScore)}.`;
  if (isCapped) {
    const critical = factors.filter(({ grade }) => grade === 'critical').map((factor) => factor.name);
    return `Critical risk factor: ${critical.join(', ')}. No better than ${result}`;
  }
  return flag && `${flagText(flag)}. ${flag.effect.kind === 'cap' ? 'No better than ' : ''}${result}`;
}
