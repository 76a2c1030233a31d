import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, MENTION_TOPICS } from '#shared/model/facts.ts';
import { isKnown, lowerBound } from './days.ts';
import type { FactsIndex } from './facts-index.ts';
import { type SignalRows, signalWriter } from './table.ts';

const WINDOW_DAYS = 90;
const USING_DAYS = 30;

/**
 * Writes who stands behind the account and what is said there (30-method.md 2.3, 2.7). Sponsor and champion are contacts
 * marked so who have not left; in a workspace that marks any, a contact without a mark is none. They are missing for an
 * account without contacts. Marks and departments are those of the version known on the day.
 * Departments are those of the contacts that were active, or signed in last, in the last 30 days. Texts are read for words
 * (store/reads/facts/mentions.ts); where the workspace has no text by then, mentions are missing.
 */
export function relationshipSignals(
  facts: Facts,
  index: FactsIndex,
  rows: SignalRows,
  days: readonly Day[],
): (row: number, account: number, at: number) => void {
  const { contacts, activity, mentions } = facts;
  const sponsor = signalWriter(rows, 'has_sponsor');
  const champion = signalWriter(rows, 'has_champion');
  const championLeft = signalWriter(rows, 'champion_left_90d');
  const departments = signalWriter(rows, 'departments_using');
  const topics = [
    [MENTION_TOPICS.indexOf('competitor'), signalWriter(rows, 'competitor_mention_90d')],
    [MENTION_TOPICS.indexOf('budget'), signalWriter(rows, 'budget_mention_90d')],
  ] as const;
  /** Last count a department was seen in. */
  const usedStamp = new Int32Array(index.departmentCount);
  let count = 0;
  /** Department of the people of the account at hand on the day, −1 unknown. */
  const departmentOf = new Int32Array(index.highestPerson + 1).fill(-1);

  /** Departments of active people that were not counted yet. */
  function countActive(account: number, asOf: Day): number {
    const end = activity.offsets[account + 1] as number;
    let used = 0;
    for (
      let k = lowerBound(activity.day, asOf - USING_DAYS + 1, activity.offsets[account] as number, end);
      k < end;
      k++
    ) {
      if ((activity.day[k] as number) > asOf) break;
      used += stampDepartment(activity.person[k] as number);
    }
    return used;
  }

  function stampDepartment(person: number): number {
    const department = departmentOf[person] as number;
    if (department < 0 || usedStamp[department] === count) return 0;
    usedStamp[department] = count;
    return 1;
  }

  function writeContacts(row: number, account: number, asOf: Day): void {
    count++;
    let known = 0;
    let sponsors = 0;
    let champions = 0;
    let leftDay: Day = NO_DAY;
    let isPlaced = false;
    let isMeasured = (index.firstActivityDay[account] as number) <= asOf;
    let used = 0;
    const first = contacts.offsets[account] as number;
    const end = contacts.offsets[account + 1] as number;
    for (let k = first; k < end; k++) {
      if ((contacts.createdDay[k] as number) > asOf || !isKnown(contacts, k, asOf)) continue;
      known++;
      departmentOf[contacts.person[k] as number] = index.departmentOfRow[k] as number;
      const left = contacts.leftDay[k] as number;
      const isGone = left !== NO_DAY && left <= asOf;
      if (!isGone) {
        sponsors += Number(contacts.sponsor[k] === 1);
        champions += Number(contacts.champion[k] === 1);
      } else if (contacts.champion[k] === 1) {
        leftDay = Math.max(leftDay, left);
      }
      if ((index.departmentOfRow[k] as number) < 0) continue;
      isPlaced = true;
      const login = contacts.lastLoginDay[k] as number;
      if (login === NO_DAY || login > asOf) continue;
      isMeasured = true;
      if (asOf - login < USING_DAYS) used += stampDepartment(contacts.person[k] as number);
    }
    if (isPlaced && isMeasured) used += countActive(account, asOf);
    for (let k = first; k < end; k++) departmentOf[contacts.person[k] as number] = -1;
    if (known === 0) return;
    if (index.firstSponsorMarkDay <= asOf) sponsor.put(row, Number(sponsors > 0), NO_DAY, false);
    if (index.firstChampionMarkDay <= asOf) {
      champion.put(row, Number(champions > 0), NO_DAY, false);
      championLeft.put(row, Number(leftDay !== NO_DAY && asOf - leftDay < WINDOW_DAYS), leftDay, false);
    }
    if (isPlaced && isMeasured) departments.put(row, used, NO_DAY, false);
  }

  function writeMentions(row: number, account: number, asOf: Day): void {
    const end = mentions.offsets[account + 1] as number;
    const first = lowerBound(mentions.day, asOf - WINDOW_DAYS + 1, mentions.offsets[account] as number, end);
    for (const [topic, writer] of topics) {
      let day: Day = NO_DAY;
      for (let k = first; k < end && (mentions.day[k] as number) <= asOf; k++) {
        if (mentions.topic[k] === topic) day = mentions.day[k] as number;
      }
      writer.put(row, Number(day !== NO_DAY), day, false);
    }
  }

  return (row, account, at) => {
    const asOf = days[at] as Day;
    writeContacts(row, account, asOf);
    if (index.firstTextDay <= asOf) writeMentions(row, account, asOf);
  };
}
