import { MS_PER_DAY } from '#shared/model/day.ts';
import { type Facts, MENTION_TOPICS, NEVER } from '#shared/model/facts.ts';
import type { ReadDb } from '../../open.ts';
import { bytes, fillColumns, ints, type Row } from './grouped.ts';

/**
 * Words that make a text speak of a topic: whole words, any case. Texts are notes, ticket subjects, survey comments and
 * notes of touchpoints, as they stand now; each counts from its own day, or from the update time its file gives.
 */
const WORDS: Readonly<Record<(typeof MENTION_TOPICS)[number], RegExp>> = {
  competitor:
    /\b(competitors?|competing (product|vendor|offer|tool|solution)s?|competition|(other|another|alternative) (vendor|supplier|provider|tool|solution)s?|alternatives to|looking at alternatives|switch(ing)? (vendor|supplier|provider)s?|vendor (comparison|evaluation)|rfp|wettbewerb(er)?|konkurren(t|z|ten))\b/i,
  budget:
    /\b(budgets?|budgetary|budgeting|cost[\s-](cut|cuts|cutting|reduction|reductions|saving|savings)|cut(ting)? costs|reduc(e|ing) (costs|spend|spending)|(spending|spend|hiring) (freeze|review|cuts?)|sparmaßnahmen|sparprogramm)\b/i,
};

/** What the texts of the workspace mention, by account and day. */
export function readMentions(
  db: ReadDb,
  accounts: number,
  shown: (account: string) => string,
): Pick<Facts, 'mentions' | 'firstTextDay'> {
  const ms = (column: string): string => `CAST(floor(${column} / ${MS_PER_DAY}.0) AS INTEGER)`;
  const from = (own: string): string => `max(${own}, coalesce(${ms('source_updated_at')}, ${own}))`;
  const text = (table: string, column: string, own: string): string =>
    `SELECT account, ${from(own)} AS day, "${column}" AS text FROM ${table} WHERE "${column}" IS NOT NULL AND ${own} IS NOT NULL AND ${shown('account')}`;
  const sources = [
    text('note', 'text', 'date'),
    text('ticket', 'subject', ms('opened_at')),
    text('survey', 'comment', ms('coalesce(responded_at, sent_at)')),
    text('touchpoint', 'notes', 'date'),
  ];
  const rows: Row[] = [];
  let firstTextDay = NEVER;
  for (const source of sources) {
    for (const [account, day, words] of db.prepare<[], [number, number, string]>(source).raw(true).iterate()) {
      if (day < firstTextDay) firstTextDay = day;
      MENTION_TOPICS.forEach((topic, index) => {
        if (WORDS[topic].test(words)) rows.push([account, day, index]);
      });
    }
  }
  rows.sort((a, b) => Number(a[0]) - Number(b[0]) || Number(a[1]) - Number(b[1]) || Number(a[2]) - Number(b[2]));
  const specs = { day: ints((row) => Number(row[1])), topic: bytes((row) => Number(row[2])) };
  return { mentions: fillColumns([rows], accounts, rows.length, specs), firstTextDay };
}
