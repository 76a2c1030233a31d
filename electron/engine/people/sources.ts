import type { Day } from '#shared/model/day.ts';
import { type Facts, NEVER, TOUCHPOINT_TYPES } from '#shared/model/facts.ts';

/** Since when a workspace says what single people do: what has no source is missing, not nothing (30-method.md 2.5). */
export type PeopleSources = {
  /** Ascending distinct days on which any person was active. */
  readonly personDays: Int32Array;
  /** First day a person used a feature, took part in a training, and wrote in the community or was sent an email. */
  readonly firstPersonFeatureDay: Day;
  readonly firstPersonTrainingDay: Day;
  readonly firstPersonCommunityDay: Day;
  /** Largest number of a person. */
  readonly highestPerson: number;
};

const TRAININGS = [TOUCHPOINT_TYPES.indexOf('training'), TOUCHPOINT_TYPES.indexOf('webinar')];
const COMMUNITY = TOUCHPOINT_TYPES.indexOf('community');
const EMAIL = TOUCHPOINT_TYPES.indexOf('email');

export const isTraining = (type: number): boolean => TRAININGS.includes(type);
export const isCommunity = (type: number): boolean => type === COMMUNITY;
export const isEmail = (type: number): boolean => type === EMAIL;

export function peopleSources({ activity, contacts, touchpoints }: Facts): PeopleSources {
  const first = { feature: NEVER, training: NEVER, community: NEVER };
  let highestPerson = 0;
  const days = new Set<Day>();
  activity.day.forEach((day, k) => {
    days.add(day);
    highestPerson = Math.max(highestPerson, activity.person[k] as number);
    if (activity.what[k] !== 0) first.feature = Math.min(first.feature, day);
  });
  for (const person of contacts.person) highestPerson = Math.max(highestPerson, person);
  touchpoints.person.forEach((person, k) => {
    if (person === 0) return;
    const day = Math.max(touchpoints.day[k] as number, touchpoints.knownDay[k] as number);
    const type = touchpoints.type[k] as number;
    highestPerson = Math.max(highestPerson, person);
    if (isTraining(type)) first.training = Math.min(first.training, day);
    if (isCommunity(type) || isEmail(type)) first.community = Math.min(first.community, day);
  });
  return {
    personDays: Int32Array.from(days).sort(),
    firstPersonFeatureDay: first.feature,
    firstPersonTrainingDay: first.training,
    firstPersonCommunityDay: first.community,
    highestPerson,
  };
}
