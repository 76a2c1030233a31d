import type { ReadDb } from '../../open.ts';
import { CSM } from '../hand-edits.ts';
import { OWNER } from './rules.ts';

/** What is known of an account; 0 or 1 each, in the order of the SELECT. */
export type AccountProfile = {
  readonly id: number;
  readonly accountId: string;
  readonly name: string;
  /** It had churned by the as-of date: no renewal is to come, no source has to be fresh. */
  readonly gone: number;
  readonly segment: number;
  readonly csm: number;
  readonly plan: number;
  readonly arr: number;
  readonly seats: number;
  readonly start: number;
  readonly renewal: number;
  readonly email: number;
  readonly usage: number;
  readonly tickets: number;
  readonly surveys: number;
  readonly touchpoints: number;
  readonly invoices: number;
  readonly contracts: number;
};

const owns = (table: string): string => `EXISTS (SELECT 1 FROM ${table} AS t WHERE t.account = a.id)`;
const contractHas = (what: string): string =>
  `EXISTS (SELECT 1 FROM contract AS t WHERE t.account = a.id AND ${what} IS NOT NULL)`;

/** One row for every visible account, one statement for all; inside withCommonTables. */
export function readAccountProfiles(db: ReadDb): AccountProfile[] {
  return db
    .prepare<[], AccountProfile>(
      `SELECT a.id, a.natural_key AS accountId, a.name, a.id IN (SELECT account FROM gone) AS gone,
           a.segment IS NOT NULL AS segment, ${CSM} IS NOT NULL AS csm,
           a.plan IS NOT NULL OR ${contractHas('t.plan')} AS plan,
           coalesce(a.arr, a.mrr) IS NOT NULL OR ${contractHas('coalesce(t.arr, t.mrr)')} AS arr,
           a.seats IS NOT NULL OR ${contractHas('t.seats')} AS seats,
           a.start_date IS NOT NULL OR ${owns('contract')} AS start,
           a.renewal_date IS NOT NULL OR ${contractHas('t.term_end')} AS renewal,
           EXISTS (SELECT 1 FROM contact AS t WHERE t.account = a.id AND t.present = 1 AND t.email IS NOT NULL) AS email,
           EXISTS (SELECT 1 FROM usage AS u WHERE u.key >= a.id * ${OWNER} AND u.key < (a.id + 1) * ${OWNER}) OR ${owns('event')}
             OR EXISTS (SELECT 1 FROM contact AS c CROSS JOIN contact_usage AS u WHERE c.account = a.id AND u.key >= c.id * ${OWNER} AND u.key < (c.id + 1) * ${OWNER}) AS usage,
           ${['ticket', 'survey', 'touchpoint', 'invoice', 'contract'].map((table) => `${owns(table)} AS ${table}s`).join(', ')}
         FROM account AS a WHERE a.present = 1 ORDER BY a.id`,
    )
    .all();
}
