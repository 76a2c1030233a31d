import { NO_TIER } from '#electron/engine/index.ts';
import type { AccountRecord } from '#electron/store/reads/accounts.ts';
import type { BreakdownField as Field, PortfolioFrame } from '#shared/contract/portfolio.ts';
import { byName } from '#shared/format/natural.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import type { Book } from '../../views/book.ts';
import { NO_VALUE } from '../../views/filters.ts';
import { money } from '../../views/rows.ts';

type Records = readonly (AccountRecord | undefined)[];
const MAX_GROUPS = 200;

/** The values of a field and which one each account has. */
type Codes = { readonly values: readonly string[]; readonly code: Uint32Array };
const known = new WeakMap<Records, Map<Field, Codes>>();

/** Found once for a list of records, which must not change. */
function codesOf(records: Records, field: Field): Codes {
  const fields = known.get(records) ?? new Map<Field, Codes>();
  known.set(records, fields);
  const found = fields.get(field);
  if (found) return found;
  const numbers = new Map<string, number>();
  const code = Uint32Array.from(records, (record) => {
    const value = record?.[field] ?? NO_VALUE;
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  });
  const codes = { values: [...numbers.keys()], code };
  fields.set(field, codes);
  return codes;
}

/** Active accounts by the values of a field: the groups with the most at-risk ARR, and how many there are. */
export function breakdownOf(book: Book, field: Field, include: Uint8Array): PortfolioFrame['breakdown'][number] {
  const { arr, change30, model } = book;
  const { status, score, tier } = book.snapshot;
  const { values, code } = codesOf(book.records, field);
  const tiers = model.tiers.length;
  const [accounts, arrs, atRiskArr, sums, scored, changes, changed] = Array.from(
    { length: 7 },
    () => new Float64Array(values.length),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  const perTier = new Float64Array(values.length * tiers);
  for (let account = 0; account < include.length; account++) {
    if (include[account] !== 1 || status[account] !== 1) continue;
    const group = code[account] as number;
    const value = arr[account] || 0;
    const health = score[account] as number;
    const change = change30[account] as number;
    accounts[group] = (accounts[group] as number) + 1;
    arrs[group] = (arrs[group] as number) + value;
    if (!Number.isNaN(health)) {
      scored[group] = (scored[group] as number) + 1;
      sums[group] = (sums[group] as number) + health;
      if (health < AT_RISK_SCORE) atRiskArr[group] = (atRiskArr[group] as number) + value;
      if (tier[account] !== NO_TIER) {
        const cell = group * tiers + (tier[account] as number);
        perTier[cell] = (perTier[cell] as number) + 1;
      }
    }
    if (!Number.isNaN(change)) {
      changes[group] = (changes[group] as number) + change;
      changed[group] = (changed[group] as number) + 1;
    }
  }
  const mean = (sum: number | undefined, count: number | undefined): number | null =>
    count === undefined || count === 0 ? null : (sum ?? 0) / count;
  const groups = values.flatMap((value, group) =>
    (accounts[group] ?? 0) === 0
      ? []
      : [
          {
            value,
            accounts: accounts[group] ?? 0,
            arr: money(arrs[group] ?? 0),
            mean: mean(sums[group], scored[group]),
            change30: mean(changes[group], changed[group]),
            tiers: Array.from(perTier.subarray(group * tiers, (group + 1) * tiers)),
            atRiskArr: money(atRiskArr[group] ?? 0),
          },
        ],
  );
  groups.sort((a, b) => b.atRiskArr - a.atRiskArr || b.arr - a.arr || byName(a.value, b.value));
  return { field, total: groups.length, groups: groups.slice(0, MAX_GROUPS) };
}
