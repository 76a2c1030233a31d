import { ACCOUNT_STATUS, signalReader } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { Book } from '../../views/book.ts';
import { orNull } from '../../views/rows.ts';

/** Words of 30-method.md 2.7. */
const ADJUSTED = 'Usage is down but consistent with seasonal pattern, score adjusted';

/** What the season made of the login ratio (30-method.md 2.7), with both values; null where there is no ratio. */
export function seasonalityOf(book: Book, account: number): AccountDetail['seasonality'] {
  const { raw, lastYear, factor, applied } = book.signals.seasonal;
  const measured = orNull(raw[account]);
  if (measured === null || book.snapshot.status[account] !== ACCOUNT_STATUS.active) return null;
  const adjusted = signalReader(book.signals, account)('login_ratio_30_90');
  const isApplied = applied[account] === 1;
  const by = orNull(factor[account]);
  return {
    raw: measured,
    adjusted: orNull(adjusted) ?? measured,
    lastYear: orNull(lastYear[account]),
    factor: by,
    applied: isApplied,
    sentence: isApplied && by !== null ? appliedText(measured, by) : reasonText(book, by),
  };
}

function appliedText(ratio: number, factor: number): string {
  if (factor < 1) return ratio < 1 ? ADJUSTED : 'Usage holds up in a season in which it usually falls, score adjusted';
  return factor === 1
    ? 'Usage usually stays as it is at this time of the year'
    : 'Usage usually rises at this time of the year, score adjusted';
}

/** Why nothing was adjusted. */
function reasonText(book: Book, factor: number | null): string {
  const { enabled, guard } = book.model.seasonalPolicy;
  if (!enabled) return 'This model does not adjust for the season';
  return factor === null
    ? 'Too little history to know the season: it takes 395 days, and both periods of last year delivered to 80%'
    : `Usage is below ${Math.round(guard * 100)}% of the same weeks last year, which no season explains; not adjusted`;
}
