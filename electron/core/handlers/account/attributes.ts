import { type AccountRecord, readAttributes } from '#electron/store/reads/accounts.ts';
import { readCsmEdit } from '#electron/store/reads/hand-edits.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import { formatDate } from '#shared/format/date.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext } from '../../context.ts';

function csmEditText(context: ReadContext, account: number): string | null {
  const edit = readCsmEdit(context.db, account);
  return edit && `by ${edit.author}, ${formatDate(new Date(edit.madeAt).toISOString().slice(0, 10), 'en')}`;
}

/** What is known about the account itself: master data, what people set by hand, then custom attributes. */
export function attributesOf(
  context: ReadContext,
  record: AccountRecord,
  tags: readonly string[],
): AccountDetail['attributes'] {
  const known: [string, string | number | null][] = [
    ['Account ID', record.accountId],
    ['Segment', record.segment],
    ['Industry', record.industry],
    ['Region', record.region],
    ['Country', record.country],
    ['Plan', record.plan],
    ['CSM', record.csm],
    ['CSM assigned', csmEditText(context, record.id)],
    ['Tags', tags.length === 0 ? null : tags.join(', ')],
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
