import type { CohortList, CohortRetention } from '../../data/cohorts.ts';
import type { Format } from '../../data/format.ts';
import { cellAt, lostArrOf, shareOf } from './cells.ts';
import { isNamed, type Standing, weakestCohort } from './pair.ts';

/** A sentence in pieces; the strong ones are the numbers that matter. */
export type FindingPart = { readonly text: string; readonly strong: boolean };

const plain = (text: string): FindingPart => ({ text, strong: false });
const strong = (text: string): FindingPart => ({ text, strong: true });

type Words = Pick<Format, 'percent' | 'money' | 'count' | 'number' | 'score'>;
type List = Pick<CohortList, 'cohorts' | 'all'>;
type Retention = Pick<CohortRetention, 'cohorts' | 'all'>;

/** Which cohort keeps fewest of its customers, against everyone, and what left with it; by health where no start is known. */
export function cohortsFinding(list: List, retention: Retention, format: Words): readonly FindingPart[] {
  if (list.all.accounts === 0) return [plain('No account matches these filters.')];
  const [only] = list.cohorts;
  if (list.cohorts.length === 1 && only) {
    return [
      plain(`${everybody(list.all.accounts, format)} in one cohort, `),
      strong(only.label),
      ...stayed(retention, format),
    ];
  }
  if (retention.all.cells.length < 2) return byHealth(list, format);
  const weakest = weakestCohort(retention);
  if (!weakest) return [plain('No cohort keeps fewer customers than the rest'), ...stayed(retention, format)];
  return weakest.evident ? faster(weakest, format) : withinChance(weakest, format);
}

function faster({ row, cell, share, everyone }: Standing, format: Words): readonly FindingPart[] {
  return [
    strong(row.label),
    plain(' leaves faster than the rest: '),
    strong(`${format.percent(share)} against ${format.percent(everyone)}`),
    plain(
      ` of all accounts are still here after ${format.count(cell.month, 'month')}${gone(lostArrOf(cell), 'its', format)}.`,
    ),
  ];
}

function withinChance({ row, cell, share, everyone }: Standing, format: Words): readonly FindingPart[] {
  return [
    strong(`${format.percent(everyone)} of all accounts`),
    plain(` are still here after ${format.count(cell.month, 'month')}. Lowest is `),
    strong(`${row.label} with ${format.percent(share)}`),
    plain(`, which can be chance${gone(lostArrOf(cell), 'its', format)}.`),
  ];
}

function everybody(accounts: number, format: Words): string {
  return accounts === 1 ? 'The only account is' : `All ${format.number(accounts)} accounts are`;
}

function gone(arr: number, whose: string, format: Words): string {
  return arr >= 0.5 ? `, and ${format.money(arr)} of ${whose} ARR is gone` : '';
}

/** Share of everyone still here after a year, or as long as has been observed. */
function stayed({ all }: Retention, format: Words): readonly FindingPart[] {
  const cell = cellAt(all, 12) ?? all.cells.at(-1);
  if (!cell || cell.month === 0) return [plain('.')];
  return [
    plain(': '),
    strong(format.percent(shareOf(cell, 'logo'))),
    plain(` are still here after ${format.count(cell.month, 'month')}${gone(lostArrOf(cell), 'their', format)}.`),
  ];
}

/** Without a start date nothing is known about staying; health still tells cohorts apart. */
function byHealth(list: List, format: Words): readonly FindingPart[] {
  const lowest = list.cohorts
    .filter((cohort) => isNamed(cohort) && !cohort.small && cohort.mean !== null)
    .sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0))[0];
  if (!lowest || list.all.mean === null) {
    return [
      strong(format.count(list.all.accounts, 'account')),
      plain(` in ${format.count(list.cohorts.length, 'cohort')}, without the start dates or scores to compare them.`),
    ];
  }
  const risk = lowest.atRiskArr >= 0.5 ? `, and ${format.money(lowest.atRiskArr)} of its ARR sits below\u00a050` : '';
  return [
    strong(lowest.label),
    plain(' has the lowest health: '),
    strong(`${format.score(lowest.mean)} against ${format.score(list.all.mean)}`),
    plain(` over all accounts${risk}.`),
  ];
}
