import { type Day, NO_DAY } from '#shared/model/day.ts';
import {
  CONTRACT_CHANGES,
  type Facts,
  INVOICE_STATUSES,
  MENTION_TOPICS,
  MILESTONE_KINDS,
  NEVER,
  OUTCOMES,
  ROI_STATUSES,
  SURVEY_KINDS,
  TOUCHPOINT_TYPES,
} from '#shared/model/facts.ts';

/** The days a row counts on, as Versioned in shared/model/facts.ts says; left out: from its own dates, for good. */
type Known = { readonly known?: Day; readonly until?: Day };
type OfAccount = { readonly account: number };
type OfAccountKnown = OfAccount & Known;
export type AccountRow = {
  startDay?: Day;
  goLiveDay?: Day;
  renewalDay?: Day;
  seats?: number;
  arr?: number;
  featuresAvailable?: number;
  segment?: string;
  industry?: string;
  versions?: readonly (Known & { seats?: number; arr?: number; renewalDay?: Day })[];
};
export type UsageRow = OfAccount & { day: Day; metric: string; value: number };
export type TicketRow = OfAccountKnown & {
  opened: Day;
  closed?: Day;
  csat?: number;
  escalated?: boolean;
  sentiment?: number;
  priority?: number;
  reopened?: boolean;
  resolutionDays?: number;
  closedUndated?: boolean;
  howTo?: boolean;
};
export type SurveyRow = OfAccountKnown & {
  kind?: (typeof SURVEY_KINDS)[number];
  sent: Day;
  responded?: Day;
  rating?: number;
};
export type TouchpointRow = OfAccountKnown & {
  day: Day;
  type: (typeof TOUCHPOINT_TYPES)[number];
  attended?: boolean;
  responded?: boolean;
  opened?: boolean;
  person?: number;
};
export type InvoiceRow = OfAccountKnown & {
  issued: Day;
  due?: Day;
  paid?: Day;
  amount?: number;
  status?: (typeof INVOICE_STATUSES)[number];
};
export type ContractRow = OfAccountKnown & {
  day: Day;
  change: (typeof CONTRACT_CHANGES)[number];
  arr?: number;
  seats?: number;
  termEnd?: Day;
  subscription?: number;
};
export type OutcomeRow = OfAccountKnown & { day: Day; outcome: (typeof OUTCOMES)[number] };
export type ContactRow = OfAccountKnown & {
  person: number;
  created?: Day;
  lastLogin?: Day;
  left?: Day;
  sponsor?: boolean;
  champion?: boolean;
  admin?: boolean;
  department?: string;
};
/** Without a feature: the person was active. */
export type ActivityRow = OfAccount & { day: Day; person: number; feature?: string };
export type MilestoneRow = OfAccountKnown & {
  kind: (typeof MILESTONE_KINDS)[number];
  due?: Day;
  completed?: Day;
  roi?: (typeof ROI_STATUSES)[number];
  roiDay?: Day;
};
export type MentionRow = OfAccount & { day: Day; topic?: (typeof MENTION_TOPICS)[number] };
export type FactRows = {
  accounts: readonly AccountRow[];
  usage?: readonly UsageRow[];
  tickets?: readonly TicketRow[];
  surveys?: readonly SurveyRow[];
  touchpoints?: readonly TouchpointRow[];
  invoices?: readonly InvoiceRow[];
  contracts?: readonly ContractRow[];
  outcomes?: readonly OutcomeRow[];
  contacts?: readonly ContactRow[];
  activity?: readonly ActivityRow[];
  milestones?: readonly MilestoneRow[];
  /** Texts without a topic are texts that mention nothing. */
  mentions?: readonly MentionRow[];
};

function grouped<T extends OfAccount>(
  rows: readonly T[] | undefined,
  count: number,
  on: (row: T) => Day,
): { rows: T[]; offsets: Int32Array } {
  const sorted = [...(rows ?? [])].sort((a, b) => a.account - b.account || on(a) - on(b));
  const offsets = new Int32Array(count + 1);
  for (const row of sorted) offsets[row.account + 1] = (offsets[row.account + 1] as number) + 1;
  for (let k = 0; k < count; k++) offsets[k + 1] = (offsets[k + 1] as number) + (offsets[k] as number);
  return { rows: sorted, offsets };
}

const flags = <T>(rows: readonly T[], pick: (row: T) => boolean | undefined): Uint8Array =>
  Uint8Array.from(rows, (row) => {
    const flag = pick(row);
    return flag === undefined ? 255 : Number(flag);
  });
const known = (rows: readonly Known[]) => ({
  knownDay: Int32Array.from(rows, (row) => row.known ?? NO_DAY),
  supersededDay: Int32Array.from(rows, (row) => row.until ?? NEVER),
});
const days = <T>(rows: readonly T[], pick: (row: T) => Day | undefined): Int32Array =>
  Int32Array.from(rows, (row) => pick(row) ?? NO_DAY);
const numbers = <T>(rows: readonly T[], pick: (row: T) => number | undefined): Float64Array =>
  Float64Array.from(rows, (row) => pick(row) ?? Number.NaN);
const codes = <T>(rows: readonly T[], words: readonly string[], pick: (row: T) => string | undefined): Uint8Array =>
  Uint8Array.from(rows, (row) => {
    const word = pick(row);
    return word === undefined ? 255 : words.indexOf(word);
  });

/** Columns from plain rows, as the store would deliver them. */
export function buildFacts(input: FactRows): Facts {
  const count = input.accounts.length;
  const metrics = [
    ...new Set([
      ...(input.usage ?? []).map((row) => row.metric),
      ...(input.activity ?? []).flatMap((row) => (row.feature === undefined ? [] : [`feature:${row.feature}`])),
    ]),
  ];
  const usage = grouped(input.usage, count, (row) => row.day);
  const tickets = grouped(input.tickets, count, (row) => row.opened);
  const surveys = grouped(input.surveys, count, (row) => row.sent);
  const touchpoints = grouped(input.touchpoints, count, (row) => row.day);
  const invoices = grouped(input.invoices, count, (row) => row.issued);
  const contracts = grouped(input.contracts, count, (row) => row.day);
  const outcomes = grouped(input.outcomes, count, (row) => row.day);
  const contacts = grouped(input.contacts, count, () => 0);
  const activity = grouped(input.activity, count, (row) => row.day);
  const milestones = grouped(input.milestones, count, (row) => row.due ?? NO_DAY);
  const texts = input.mentions ?? [];
  const mentions = grouped(
    texts.filter((row) => row.topic !== undefined),
    count,
    (row) => row.day,
  );
  const versions = grouped(
    input.accounts.flatMap((row, account) => (row.versions ?? []).map((version) => ({ account, ...version }))),
    count,
    () => 0,
  );
  const dated = [
    ...usage.rows.map((row) => row.day),
    ...tickets.rows.map((row) => row.opened),
    ...surveys.rows.map((row) => row.sent),
    ...touchpoints.rows.map((row) => row.day),
    ...invoices.rows.map((row) => row.issued),
    ...contracts.rows.map((row) => row.day),
    ...outcomes.rows.map((row) => row.day),
  ].filter((day) => day !== NO_DAY);
  return {
    accounts: {
      count,
      startDay: days(input.accounts, (row) => row.startDay),
      renewalDay: days(input.accounts, (row) => row.renewalDay),
      seats: numbers(input.accounts, (row) => row.seats),
      arr: numbers(input.accounts, (row) => row.arr),
      featuresAvailable: numbers(input.accounts, (row) => row.featuresAvailable),
      goLiveDay: days(input.accounts, (row) => row.goLiveDay),
      segment: input.accounts.map((row) => row.segment ?? ''),
      industry: input.accounts.map((row) => row.industry ?? ''),
    },
    attributes: {
      offsets: versions.offsets,
      seats: numbers(versions.rows, (row) => row.seats),
      arr: numbers(versions.rows, (row) => row.arr),
      renewalDay: days(versions.rows, (row) => row.renewalDay),
      ...known(versions.rows),
    },
    usage: {
      offsets: usage.offsets,
      metrics,
      day: days(usage.rows, (row) => row.day),
      metric: Uint16Array.from(usage.rows, (row) => metrics.indexOf(row.metric)),
      value: numbers(usage.rows, (row) => row.value),
    },
    tickets: {
      offsets: tickets.offsets,
      openedDay: days(tickets.rows, (row) => row.opened),
      closedDay: days(tickets.rows, (row) => row.closed),
      csat: numbers(tickets.rows, (row) => row.csat),
      escalated: Uint8Array.from(tickets.rows, (row) => (row.escalated ? 1 : 0)),
      sentiment: numbers(tickets.rows, (row) => row.sentiment),
      priority: Uint8Array.from(tickets.rows, (row) => row.priority ?? 0),
      reopened: flags(tickets.rows, (row) => row.reopened),
      resolutionDays: numbers(tickets.rows, (row) => row.resolutionDays),
      closedUndated: Uint8Array.from(tickets.rows, (row) => Number(row.closedUndated ?? false)),
      howTo: Uint8Array.from(tickets.rows, (row) => Number(row.howTo ?? false)),
      ...known(tickets.rows),
    },
    surveys: {
      offsets: surveys.offsets,
      kind: codes(surveys.rows, SURVEY_KINDS, (row) => row.kind ?? 'nps'),
      sentDay: days(surveys.rows, (row) => row.sent),
      respondedDay: days(surveys.rows, (row) => row.responded),
      rating: numbers(surveys.rows, (row) => row.rating),
      ...known(surveys.rows),
    },
    touchpoints: {
      offsets: touchpoints.offsets,
      day: days(touchpoints.rows, (row) => row.day),
      type: codes(touchpoints.rows, TOUCHPOINT_TYPES, (row) => row.type),
      attended: flags(touchpoints.rows, (row) => row.attended),
      responded: flags(touchpoints.rows, (row) => row.responded),
      opened: flags(touchpoints.rows, (row) => row.opened),
      person: Int32Array.from(touchpoints.rows, (row) => row.person ?? 0),
      ...known(touchpoints.rows),
    },
    invoices: {
      offsets: invoices.offsets,
      issuedDay: days(invoices.rows, (row) => row.issued),
      dueDay: days(invoices.rows, (row) => row.due),
      paidDay: days(invoices.rows, (row) => row.paid),
      amount: numbers(invoices.rows, (row) => row.amount),
      status: codes(invoices.rows, INVOICE_STATUSES, (row) => row.status),
      ...known(invoices.rows),
    },
    contracts: {
      offsets: contracts.offsets,
      day: days(contracts.rows, (row) => row.day),
      change: codes(contracts.rows, CONTRACT_CHANGES, (row) => row.change),
      arr: numbers(contracts.rows, (row) => row.arr),
      seats: numbers(contracts.rows, (row) => row.seats),
      termEndDay: days(contracts.rows, (row) => row.termEnd),
      subscription: Int32Array.from(contracts.rows, (row) => row.subscription ?? 0),
      ...known(contracts.rows),
    },
    outcomes: {
      offsets: outcomes.offsets,
      day: days(outcomes.rows, (row) => row.day),
      outcome: codes(outcomes.rows, OUTCOMES, (row) => row.outcome),
      ...known(outcomes.rows),
    },
    contacts: {
      offsets: contacts.offsets,
      person: Int32Array.from(contacts.rows, (row) => row.person),
      createdDay: days(contacts.rows, (row) => row.created),
      lastLoginDay: days(contacts.rows, (row) => row.lastLogin),
      leftDay: days(contacts.rows, (row) => row.left),
      sponsor: flags(contacts.rows, (row) => row.sponsor),
      champion: flags(contacts.rows, (row) => row.champion),
      admin: flags(contacts.rows, (row) => row.admin),
      department: contacts.rows.map((row) => row.department ?? ''),
      ...known(contacts.rows),
    },
    activity: {
      offsets: activity.offsets,
      day: days(activity.rows, (row) => row.day),
      person: Int32Array.from(activity.rows, (row) => row.person),
      what: Uint16Array.from(activity.rows, (row) =>
        row.feature === undefined ? 0 : 1 + metrics.indexOf(`feature:${row.feature}`),
      ),
    },
    milestones: {
      offsets: milestones.offsets,
      dueDay: days(milestones.rows, (row) => row.due),
      completedDay: days(milestones.rows, (row) => row.completed),
      kind: codes(milestones.rows, MILESTONE_KINDS, (row) => row.kind),
      roi: codes(milestones.rows, ROI_STATUSES, (row) => row.roi),
      roiDay: days(milestones.rows, (row) => row.roiDay ?? row.completed),
      ...known(milestones.rows),
    },
    mentions: {
      offsets: mentions.offsets,
      day: days(mentions.rows, (row) => row.day),
      topic: codes(mentions.rows, MENTION_TOPICS, (row) => row.topic),
    },
    firstTextDay: texts.reduce((first, row) => Math.min(first, row.day), NEVER),
    reconstructed: 1,
    lastFactDay: dated.length > 0 ? dated.reduce((a, b) => Math.max(a, b)) : NO_DAY,
    firstFactDay: dated.length > 0 ? dated.reduce((a, b) => Math.min(a, b)) : NO_DAY,
  };
}
