import { type FactsIndex, rowScorer } from '#electron/engine/index.ts';
import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { encodeSnapshot } from '../views/snapshot-codec.ts';
import type { Columns } from './columns.ts';

/** Rows (an account as of a day) scored at a time: their columns stay in the processor's cache. */
const BLOCK = 2048;

/** A model with the one that scores accounts in their first days. */
export type ScoredModel = { readonly model: HealthModel; readonly onboarding: HealthModel | null };

/** What scores are computed from. */
export type ScoringInput = {
  readonly facts: Facts;
  readonly index: FactsIndex;
  readonly models: readonly ScoredModel[];
  readonly days: readonly Day[];
};

/** Rows to score under one model, in blocks of accounts. Its arrays are in memory that threads share. */
export type Task = {
  readonly number: number;
  /** Place of the model. */
  readonly model: number;
  /** Places of the days on which something is due. */
  readonly places: Uint16Array;
  /** 1 for an account that is due on a day: a byte an account, day after day. */
  readonly due: Uint8Array;
  readonly accountsPerBlock: number;
  readonly blocks: number;
  /** Next block nobody has taken, and blocks handed in. */
  readonly turn: Int32Array;
};

/** The rows of a block: row k of every column is `accounts[k]` as of the day at place `at[k]`. */
export type ScoredBlock = {
  readonly task: number;
  readonly block: number;
  readonly accounts: Int32Array;
  readonly at: Uint16Array;
  readonly columns: Columns;
};

/** @param due accounts that are due on each of `places`, ascending */
export function taskOf(
  number: number,
  model: number,
  places: Uint16Array,
  due: readonly Int32Array[],
  count: number,
): Task {
  const accountsPerBlock = Math.max(1, Math.floor(BLOCK / places.length));
  const marks = new Uint8Array(new SharedArrayBuffer(places.length * count));
  due.forEach((accounts, day) => {
    for (const account of accounts) marks[day * count + account] = 1;
  });
  const blocks = places.length === 0 ? 0 : Math.ceil(count / accountsPerBlock);
  const turn = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  return { number, model, places, due: marks, accountsPerBlock, blocks, turn };
}

/** Names of the columns of a model's scores. */
export const columnNames = (input: ScoringInput, model: number): string[] => [
  ...columnScorer(input, model)(new Int32Array(), new Uint16Array()).keys(),
];

function columnScorer(input: ScoringInput, place: number): (accounts: Int32Array, at: Uint16Array) => Columns {
  const { facts, index, models, days } = input;
  const { model, onboarding } = models[place] as ScoredModel;
  const most = Math.max(BLOCK, days.length);
  const score = rowScorer(facts, model, days, most, index, { onboarding });
  return (accounts, at) => encodeSnapshot(score(accounts, at), model, onboarding);
}

/** Scores blocks of tasks one after the other. */
export function blockScorer(input: ScoringInput): (task: Task, block: number) => ScoredBlock {
  const { count } = input.facts.accounts;
  const scorers = input.models.map((_, place) => columnScorer(input, place));
  const most = Math.max(BLOCK, input.days.length);
  return ({ number, model, places, due, accountsPerBlock }, block) => {
    const accounts = new Int32Array(most);
    const at = new Uint16Array(most);
    let rows = 0;
    const first = block * accountsPerBlock;
    for (let account = first; account < Math.min(count, first + accountsPerBlock); account++) {
      for (let day = 0; day < places.length; day++) {
        if (due[day * count + account] === 0) continue;
        accounts[rows] = account;
        at[rows] = places[day] as number;
        rows++;
      }
    }
    const own = { accounts: accounts.subarray(0, rows), at: at.subarray(0, rows) };
    const score = scorers[model] as (typeof scorers)[number];
    return { task: number, block, ...own, columns: rows === 0 ? new Map() : score(own.accounts, own.at) };
  };
}
