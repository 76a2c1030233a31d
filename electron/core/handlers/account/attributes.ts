import { type AccountRecord, readAttributes } from '#electron/store/reads/accounts.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';

/** What is known about the account itself: master data, then custom attributes. */
export function attributesOf(context: ReadContext, record: AccountRecord): AccountDetail['attributes'] {
  const known: [string, string | number | null][] = [
    ['Account ID', record.accountId],
    ['Segment', record.segment],
    ['Industry', record.industry],
    ['Region', record.region],
    ['Country', record.country],
    ['Plan', record.plan],
    ['CSM', record.csm],
    ['CSM manager', record.csmManager],
    ['Seats', record.seats],
    ['Customer since', record.startDay === null ? null : isoFromDay(record.startDay)],
    ['Went live', record.goLiveDay === null ? null : isoFromDay(record.goLiveDay)],
    ['Channel', record.channel],
    ['Use case', record.useCase],
    ['Size', record.size],
    ['Notes', record.notes],
  ];
  const custom = readAttributes(context.db, record.id);
  return [...known.flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }])), ...custom];
}
