import { readFileSync } from 'node:fs';
import { modelFile } from '#shared/contract/model-file.ts';
import { type Day, dayFromIso, NO_DAY } from '#shared/model/day.ts';
import {
  CONTRACT_CHANGES,
  type Facts,
  INVOICE_STATUSES,
  OUTCOMES,
  SURVEY_KINDS,
  TOUCHPOINT_TYPES,
} from '#shared/model/facts.ts';
import { type HealthModel, modelVersionOf, type PointRule } from '#shared/model/health-model.ts';
import { scoreComposite } from '../score/composite.ts';
import type { Snapshot } from '../score/snapshot.ts';

export function readModel(id: string): HealthModel {
  return modelFile.parse(
    JSON.parse(readFileSync(new URL(`../../../resources/models/${id}.json`, import.meta.url), 'utf8')),
  );
}

/** The point rules of one dimension, none where it is made of parts. */
export function pointRules(model: HealthModel, dimension: number): readonly PointRule[] {
  const scoring = model.dimensions[dimension]?.scoring;
  return scoring?.kind === 'points' ? scoring.rules : [];
}

export function day(iso: string): Day {
  const found = dayFromIso(iso);
  if (found === null) throw new Error(`no such day: ${iso}`);
  return found;
}

type OfAccount = { readonly account: number };
export type AccountRow = {
  startDay?: Day;
  renewalDay?: Day;
  seats?: number;
  arr?: number;
  featuresAvailable?: number;
  segment?: string;
};
export type UsageRow = OfAccount & { day: Day; metric: string; value: number };
export type TicketRow = OfAccount & {
  opened: Day;
  closed?: Day;
  csat?: number;
  escalated?: boolean;
  sentiment?: number;
};
export type SurveyRow = OfAccount & {
  kind?: (typeof SURVEY_KINDS)[number];
  sent: Day;
  responded?: Day;
  rating?: number;
};
export type TouchpointRow = OfAccount & { day: Day; type: (typeof TOUCHPOINT_TYPES)[number]; attended?: boolean };
export type InvoiceRow = OfAccount & {
  issued: Day;
  due?: Day;
  paid?: Day;
  amount?: number;
  status?: (typeof INVOICE_STATUSES)[number];
};
export type ContractRow = OfAccount & {
  day: Day;
  change: (typeof CONTRACT_CHANGES)[number];
  arr?: number;
  seats?: number;
  termEnd?: Day;
  subscription?: number;
};
export type OutcomeRow = OfAccount & { day: Day; outcome: (typeof OUTCOMES)[number] };
export type FactRows = {
  accounts: readonly AccountRow[];
  usage?: readonly UsageRow[];
  tickets?: readonly TicketRow[];
  surveys?: readonly SurveyRow[];
  touchpoints?: readonly TouchpointRow[];
  invoices?: readonly InvoiceRow[];
  contracts?: readonly ContractRow[];
  outcomes?: readonly OutcomeRow[];
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
  const metrics = [...new Set((input.usage ?? []).map((row) => row.metric))];
  const usage = grouped(input.usage, count, (row) => row.day);
  const tickets = grouped(input.tickets, count, (row) => row.opened);
  const surveys = grouped(input.surveys, count, (row) => row.sent);
  const touchpoints = grouped(input.touchpoints, count, (row) => row.day);
  const invoices = grouped(input.invoices, count, (row) => row.issued);
  const contracts = grouped(input.contracts, count, (row) => row.day);
  const outcomes = grouped(input.outcomes, count, (row) => row.day);
  const dated = [
    ...usage.rows.map((row) => row.day),
    ...tickets.rows.map((row) => row.opened),
    ...surveys.rows.map((row) => row.sent),
    ...touchpoints.rows.map((row) => row.day),
    ...invoices.rows.map((row) => row.issued),
    ...contracts.rows.map((row) => row.day),
    ...outcomes.rows.map((row) => row.day),
  ];
  return {
    accounts: {
      count,
      startDay: days(input.accounts, (row) => row.startDay),
      renewalDay: days(input.accounts, (row) => row.renewalDay),
      seats: numbers(input.accounts, (row) => row.seats),
      arr: numbers(input.accounts, (row) => row.arr),
      featuresAvailable: numbers(input.accounts, (row) => row.featuresAvailable),
      segment: input.accounts.map((row) => row.segment ?? ''),
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
      priority: new Uint8Array(tickets.rows.length),
    },
    surveys: {
      offsets: surveys.offsets,
      kind: codes(surveys.rows, SURVEY_KINDS, (row) => row.kind ?? 'nps'),
      sentDay: days(surveys.rows, (row) => row.sent),
      respondedDay: days(surveys.rows, (row) => row.responded),
      rating: numbers(surveys.rows, (row) => row.rating),
    },
    touchpoints: {
      offsets: touchpoints.offsets,
      day: days(touchpoints.rows, (row) => row.day),
      type: codes(touchpoints.rows, TOUCHPOINT_TYPES, (row) => row.type),
      attended: Uint8Array.from(touchpoints.rows, (row) => (row.attended === undefined ? 255 : Number(row.attended))),
    },
    invoices: {
      offsets: invoices.offsets,
      issuedDay: days(invoices.rows, (row) => row.issued),
      dueDay: days(invoices.rows, (row) => row.due),
      paidDay: days(invoices.rows, (row) => row.paid),
      amount: numbers(invoices.rows, (row) => row.amount),
      status: codes(invoices.rows, INVOICE_STATUSES, (row) => row.status),
    },
    contracts: {
      offsets: contracts.offsets,
      day: days(contracts.rows, (row) => row.day),
      change: codes(contracts.rows, CONTRACT_CHANGES, (row) => row.change),
      arr: numbers(contracts.rows, (row) => row.arr),
      seats: numbers(contracts.rows, (row) => row.seats),
      termEndDay: days(contracts.rows, (row) => row.termEnd),
      subscription: Int32Array.from(contracts.rows, (row) => row.subscription ?? 0),
    },
    outcomes: {
      offsets: outcomes.offsets,
      day: days(outcomes.rows, (row) => row.day),
      outcome: codes(outcomes.rows, OUTCOMES, (row) => row.outcome),
    },
    lastFactDay: dated.length > 0 ? dated.reduce((a, b) => Math.max(a, b)) : NO_DAY,
    firstFactDay: dated.length > 0 ? dated.reduce((a, b) => Math.min(a, b)) : NO_DAY,
  };
}

/** A snapshot whose dimension scores are given (null = NaN), with full coverage inside known dimensions. */
export function snapshotOfDimensions(
  model: HealthModel,
  dims: readonly (readonly number[])[],
  segments: readonly string[] = dims.map(() => ''),
): Snapshot {
  const dimensions = model.dimensions.map((_, d) => Float64Array.from(dims, (row) => row[d] as number));
  const dimensionCoverage = dimensions.map((column) => column.map((score) => (Number.isNaN(score) ? 0 : 1)));
  return {
    asOf: 0,
    modelVersion: modelVersionOf(model),
    status: new Uint8Array(dims.length).fill(1),
    phase: new Uint8Array(dims.length),
    ...scoreComposite(model, dimensions, dimensionCoverage, segments),
    preview: new Float64Array(dims.length).fill(Number.NaN),
    dimensions,
    dimensionCoverage,
    onboardingDimensions: [],
    onboardingCoverage: [],
  };
}
