import type { AccountProfile } from '#electron/store/reads/quality/accounts.ts';
import type { Finding } from '#electron/store/reads/quality/findings.ts';
import type { StoredKind } from '#shared/model/kinds.ts';

type Part = keyof AccountProfile & string;

export const FIELDS: readonly (readonly [Part, string])[] = [
  ['segment', 'segment'],
  ['csm', 'CSM'],
  ['plan', 'plan'],
  ['arr', 'ARR'],
  ['seats', 'seats'],
  ['start', 'start date'],
  ['renewal', 'renewal date'],
  ['email', 'contact with e-mail'],
];
export const SOURCES: readonly (readonly [Part & StoredKind, string])[] = [
  ['usage', 'usage'],
  ['tickets', 'tickets'],
  ['surveys', 'surveys'],
  ['touchpoints', 'touchpoints'],
  ['invoices', 'invoices'],
  ['contracts', 'contracts'],
];
/** Sources an account may have no row in for want of a reason: they count as there when they are delivered at all. */
const OCCASIONAL = new Set<StoredKind>(['tickets', 'surveys']);

export const FIELD_POINTS = 5;
export const SOURCE_POINTS = 6;
export const CONSISTENCY_POINTS = 24;
export const CONTRADICTION_POINTS = 8;

export type AccountQuality = {
  readonly accountId: string;
  readonly name: string;
  /** 0-100. */
  readonly score: number;
  /** Parts that cost points, by name. */
  readonly missing: readonly string[];
  /** Kinds of contradictions the account takes part in. */
  readonly issues: number;
};

/**
 * One quality score an account: 0-100 =
 *   5 × each of the eight master data fields that is filled (of the account, else of its contracts)
 * + 6 × each of the six sources that is there (half when the source as a whole is stale at the as-of date)
 * + 24 − 8 × kinds of contradictions the account takes part in, at least 0.
 * Tickets and surveys need no row of the account itself: none may mean that all is well. Of a churned account no renewal
 * date is expected and no source has to be fresh.
 */
export function accountQualities(
  profiles: readonly AccountProfile[],
  findings: readonly Finding[],
  state: ReadonlyMap<StoredKind, { readonly rows: number; readonly stale: boolean }>,
): AccountQuality[] {
  const contradictions = new Map<number, number>();
  for (const finding of findings) {
    if (!finding.contradiction) continue;
    for (const account of finding.accounts) contradictions.set(account, (contradictions.get(account) ?? 0) + 1);
  }
  const usageRows = (state.get('usage')?.rows ?? 0) > 0;
  return profiles.map((profile) => {
    const gone = profile.gone === 1;
    const missing: string[] = [];
    let score = 0;
    for (const [field, name] of FIELDS) {
      if (profile[field] === 1 || (gone && field === 'renewal')) score += FIELD_POINTS;
      else missing.push(name);
    }
    for (const [kind, name] of SOURCES) {
      const source = state.get(kind === 'usage' && !usageRows ? 'events' : kind);
      if (profile[kind] !== 1 && !(OCCASIONAL.has(kind) && (source?.rows ?? 0) > 0)) {
        missing.push(name);
      } else if (source?.stale && !gone) {
        score += SOURCE_POINTS / 2;
        missing.push(`fresh ${name}`);
      } else {
        score += SOURCE_POINTS;
      }
    }
    const issues = contradictions.get(profile.id) ?? 0;
    score += Math.max(0, CONSISTENCY_POINTS - CONTRADICTION_POINTS * issues);
    return { accountId: profile.accountId, name: profile.name, score, missing, issues };
  });
}

/** Accounts per decile: 0-10, 10-20 … 90-100. */
export function deciles(accounts: readonly AccountQuality[]): number[] {
  const counts = new Array<number>(10).fill(0);
  for (const { score } of accounts) {
    const decile = Math.min(9, Math.floor(score / 10));
    counts[decile] = (counts[decile] ?? 0) + 1;
  }
  return counts;
}
