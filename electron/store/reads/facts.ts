import { type Day, NO_DAY } from '#shared/model/day.ts';
import { type Facts, NEVER } from '#shared/model/facts.ts';
import type { ReadDb } from '../open.ts';
import { attributeReader, readAccounts } from './facts/accounts.ts';
import { readActivity, readPeople } from './facts/activity.ts';
import { readMentions } from './facts/mentions.ts';
import { contactReader, milestoneReader } from './facts/people.ts';
import {
  contractReader,
  invoiceReader,
  outcomeReader,
  surveyReader,
  type TableReader,
  ticketReader,
  touchpointReader,
} from './facts/tables.ts';
import { readUsage } from './facts/usage.ts';
import { presenceOf } from './presence.ts';

/** All facts of the workspace as columns, as of one moment; accounts are indexed by surrogate id − 1. */
export function readFacts(db: ReadDb): Facts {
  return db.transaction(() => factsNow(db))();
}

function factsNow(db: ReadDb): Facts {
  const accounts = readAccounts(db);
  const { count } = accounts;
  const presence = presenceOf(db);
  const shown = presence.ofAccount;
  const people = readPeople(db);
  const usage = readUsage(db, count, presence);
  const tickets = ticketReader(db, count, shown);
  const surveys = surveyReader(db, count, shown);
  const touchpoints = touchpointReader(db, count, shown, people.personOf);
  const invoices = invoiceReader(db, count, shown);
  const contracts = contractReader(db, count, shown);
  const outcomes = outcomeReader(db, count, shown);

  let firstFactDay = Number.POSITIVE_INFINITY;
  let lastFactDay = Number.NEGATIVE_INFINITY;
  const dated: readonly Iterable<Day>[] = [
    endsOf(usage),
    ...[tickets, surveys, touchpoints, invoices, contracts, outcomes].map(({ days }) => days),
  ];
  for (const days of dated) {
    for (const day of days) {
      if (day === NO_DAY) continue;
      if (day < firstFactDay) firstFactDay = day;
      if (day > lastFactDay) lastFactDay = day;
    }
  }

  let total = 0;
  let untimed = 0;
  const built = <T>(reader: TableReader<T>): T => {
    total += reader.total;
    untimed += reader.untimed;
    return reader.facts(Number.isFinite(lastFactDay) ? lastFactDay : NEVER);
  };
  return {
    accounts,
    attributes: built(attributeReader(db, count)),
    usage,
    tickets: built(tickets),
    surveys: built(surveys),
    touchpoints: built(touchpoints),
    invoices: built(invoices),
    contracts: built(contracts),
    outcomes: built(outcomes),
    contacts: built(contactReader(db, count, shown)),
    activity: readActivity(db, count, people, usage.metrics, presence),
    milestones: built(milestoneReader(db, count, shown)),
    ...readMentions(db, count, shown),
    reconstructed: total === 0 ? 1 : untimed / total,
    firstFactDay: Number.isFinite(firstFactDay) ? firstFactDay : NO_DAY,
    lastFactDay: Number.isFinite(lastFactDay) ? lastFactDay : NO_DAY,
  };
}

/** First and last day of every account's usage, which is in the order of days. */
function* endsOf({ offsets, day }: Facts['usage']): Generator<Day> {
  for (let account = 0; account + 1 < offsets.length; account++) {
    const [first, end] = [offsets[account] as number, offsets[account + 1] as number];
    if (first === end) continue;
    yield day[first] as number;
    yield day[end - 1] as number;
  }
}
