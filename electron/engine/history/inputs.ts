import type { Day } from '#shared/model/day.ts';
import type { Facts } from '#shared/model/facts.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { latestDay } from '../signals/days.ts';
import type { FactsIndex } from '../signals/facts-index.ts';
import { featuresSeen } from '../signals/usage-index.ts';
import { addNumber, addText, emptyHash, type Hash64, spread } from './hash.ts';

/**
 * Number of the formulas: stored scores of another number are computed again. Raise it with every change of what the engine
 * makes of the same facts and the same model.
 */
export const ENGINE_REVISION = 4;

/** What signals read of the workspace as a whole, as of a day; of each part of the index, or of none ("per account"). */
const WORKSPACE: {
  readonly [Part in keyof FactsIndex]: ((index: FactsIndex, asOf: Day) => readonly number[]) | null;
} = {
  metricRole: null,
  featureFirstDays: (index, asOf) => [featuresSeen(index, asOf)],
  roleFirstDay: null,
  firstStepDay: null,
  firstKeyActionDay: (index, asOf) => [Number(index.firstKeyActionDay <= asOf)],
  firstFeatureDay: (index, asOf) => [Number(index.firstFeatureDay <= asOf)],
  fractionalRoles: null,
  usageGaps: (index, asOf) => [...index.usageGaps.filter((day) => day <= asOf)],
  firstActivityDay: null,
  departmentOfRow: null,
  departmentCount: null,
  firstSponsorMarkDay: (index, asOf) => [Number(index.firstSponsorMarkDay <= asOf)],
  firstChampionMarkDay: (index, asOf) => [Number(index.firstChampionMarkDay <= asOf)],
  firstTextDay: (index, asOf) => [Number(index.firstTextDay <= asOf)],
  accountFirstDay: null,
  usageDays: (index, asOf) => [latestDay(index.usageDays, asOf)],
  ticketDays: (index, asOf) => [latestDay(index.ticketDays, asOf), Math.min(index.ticketDays[0] ?? asOf + 1, asOf + 1)],
  touchpointDays: (index, asOf) => [latestDay(index.touchpointDays, asOf)],
  invoiceDays: (index, asOf) => [latestDay(index.invoiceDays, asOf)],
  contractDays: (index, asOf) => [latestDay(index.contractDays, asOf)],
  firstTicketCloseDay: (index, asOf) => [Number(index.firstTicketCloseDay <= asOf)],
  firstCommunityDay: (index, asOf) => [Number(index.firstCommunityDay <= asOf)],
  firstTrainingDay: (index, asOf) => [Number(index.firstTrainingDay <= asOf)],
  firstPaymentDay: (index, asOf) => [Number(index.firstPaymentDay <= asOf)],
  personDays: (index, asOf) => [latestDay(index.personDays, asOf)],
  firstPersonFeatureDay: (index, asOf) => [Number(index.firstPersonFeatureDay <= asOf)],
  firstPersonTrainingDay: (index, asOf) => [Number(index.firstPersonTrainingDay <= asOf)],
  firstPersonCommunityDay: (index, asOf) => [Number(index.firstPersonCommunityDay <= asOf)],
  highestPerson: null,
  maxSubscription: null,
  maxContractsPerAccount: null,
};

/**
 * Hash of everything a score depends on besides the account's own facts: the formulas, the model and those it refers to, the
 * stored columns, and the state of the workspace's sources as of a day.
 *
 * @param models the model and what it refers to
 * @param columns names of the columns scores are stored in
 */
export function commonInputs(
  facts: Facts,
  index: FactsIndex,
  models: readonly HealthModel[],
  columns: readonly string[],
): (asOf: Day) => Hash64 {
  const always = emptyHash(ENGINE_REVISION);
  addText(always, JSON.stringify(models));
  addText(always, columns.join(' '));
  return (asOf) => {
    const hash = always.slice();
    addNumber(hash, Math.min(facts.firstFactDay, asOf + 1));
    for (const part of Object.values(WORKSPACE)) for (const value of part?.(index, asOf) ?? []) addNumber(hash, value);
    return hash;
  };
}

/** Combines what is known of each account with what is common to all: two words an account, as they are stored. */
export function scoreInputs(known: Int32Array, common: Hash64): Int32Array {
  const inputs = new Int32Array(known.length);
  for (let at = 0; at < known.length; at++) inputs[at] = spread((known[at] as number) ^ (common[at & 1] as number));
  return inputs;
}
