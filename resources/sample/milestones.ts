/** What was agreed with a customer: steps of the onboarding, and a success plan with value goals, use cases and reviews. */
import type { Account } from './accounts.ts';
import { USE_CASES } from './names.ts';
import { ASOF, at, clamp, iso, type Rng, START, stream, toBusiness, weekOf } from './rng.ts';
import type { Life } from './story.ts';
import { SETUP_STEPS, TRAINING_STEPS, VALUE_GOALS } from './texts.ts';
import type { Cell, Table } from './write.ts';

type Milestone = {
  name: string;
  due: number;
  completed: number | undefined;
  kind: 'setup' | 'training' | 'value_goal' | 'use_case' | undefined;
  roi?: 'demonstrated' | 'in_progress' | 'none';
};

/** Days from the contract until the onboarding steps are entered: nothing is known of a customer who has just signed. */
const ENTERED_AFTER = 14;
const SIZES = {
  Enterprise: { steps: 9, trainings: 3, goals: 5, useCases: 4, unplanned: 0.04, reviewEvery: 182 },
  'Mid-Market': { steps: 8, trainings: 3, goals: 4, useCases: 3, unplanned: 0.1, reviewEvery: 364 },
  SMB: { steps: 6, trainings: 2, goals: 3, useCases: 2, unplanned: 0.3, reviewEvery: 364 },
} as const;

/** A working day up to the last day of the account, else not reached. */
const reached = (life: Life, day: number): number | undefined => {
  const done = toBusiness(day);
  return done <= life.last ? done : undefined;
};

/** Steps in order, at the pace of the customer; an onboarding that stalls after its first ones goes on weeks later. */
const onboarding = (life: Life): readonly Milestone[] => {
  const a = life.account;
  const rng = stream(`onboarding/${a.key}`);
  const { steps, trainings } = SIZES[a.segment];
  const pace = Math.exp(-0.22 * a.base + 0.15 * rng.norm());
  const stalls = rng.chance(clamp(0.1 - 0.3 * a.base, 0, 0.7));
  const firstOnes = Math.max(1, Math.round(3 + 1.2 * a.base + 0.5 * rng.norm()));
  const stall = { after: stalls ? firstOnes : steps, days: rng.int(25, 60) };
  const day = (offset: number, step: number): number =>
    Math.max(a.start, a.start + Math.round(offset * pace) + rng.int(-2, 2) + (step < stall.after ? 0 : stall.days));
  const list: Milestone[] = [];
  for (const [step, name] of SETUP_STEPS.slice(0, steps).entries()) {
    const offset = 3 + Math.round((42 * step) / (steps - 1));
    list.push({
      name,
      due: toBusiness(a.start + offset),
      completed: reached(life, day(offset, step)),
      kind: 'setup',
    });
  }
  for (const [step, name] of TRAINING_STEPS.slice(0, trainings).entries()) {
    const offset = 16 + 12 * step;
    const isHeld = rng.chance(clamp(0.85 + 0.12 * a.base, 0.3, 1));
    const held = day(offset, 2 * step + 1);
    list.push({
      name,
      due: toBusiness(a.start + offset),
      completed: isHeld ? reached(life, held) : undefined,
      kind: 'training',
    });
  }
  return list;
};

/** Day on which something due is reached: about then, months late, or never, by how the customer fares at that time. */
const outcome = (rng: Rng, life: Life, due: number): number | undefined => {
  const promise = clamp(0.62 + 0.1 * life.account.base + 0.2 * life.mood(due), 0.08, 0.94);
  const isKept = rng.chance(promise);
  const isLate = rng.chance(0.5);
  const delay = isKept ? rng.int(-25, 50) : rng.int(110, 260);
  return isKept || isLate ? reached(life, due + delay) : undefined;
};

const shuffled = <T>(rng: Rng, list: readonly T[]): readonly T[] =>
  list
    .map((item) => ({ item, place: rng.next() }))
    .sort((x, y) => x.place - y.place)
    .map(({ item }) => item);

const plannedUseCases = (rng: Rng, a: Account): readonly string[] => [
  a.useCase,
  ...shuffled(rng, USE_CASES).filter((name) => name !== a.useCase),
];

/** Goals and use cases, agreed with the contract or, of older customers, in the year or so before the data begin. */
const successPlan = (life: Life): readonly Milestone[] => {
  const a = life.account;
  const rng = stream(`plan/${a.key}`);
  const size = SIZES[a.segment];
  if (rng.chance(size.unplanned) || life.last - life.first < 30) {
    return [];
  }
  const agreed = Math.max(a.start, START - rng.int(150, 600));
  const list: Milestone[] = [];
  let due = agreed + rng.int(80, 150);
  for (const name of shuffled(rng, VALUE_GOALS).slice(0, size.goals)) {
    list.push({ name, due: toBusiness(due), completed: outcome(rng, life, due), kind: 'value_goal' });
    due += rng.int(140, 220);
  }
  due = Math.max(agreed + 20, a.goLive + 14);
  for (const [i, name] of plannedUseCases(rng, a).slice(0, size.useCases).entries()) {
    // The first use case is what the product was bought for.
    const completed = i === 0 ? reached(life, due + rng.int(-10, 25)) : outcome(rng, life, due);
    list.push({ name: `${name} in use`, due: toBusiness(due), completed, kind: 'use_case' });
    due += rng.int(110, 200);
  }
  const first = a.start > START - 150 ? a.start + rng.int(120, 170) : START - rng.int(5, size.reviewEvery);
  for (let day = first; day <= life.last; day += size.reviewEvery) {
    const held = toBusiness(day);
    const week = weekOf(held);
    const trouble = a.story.channels.usage * at(life.stress, week);
    const shown = 0.6 * at(life.health, week) - 1.2 * trouble + 0.6 * rng.norm();
    const roi = shown > 0.1 ? 'demonstrated' : shown > -0.95 ? 'in_progress' : 'none';
    list.push({ name: `Value review ${iso(held).slice(0, 7)}`, due: held, completed: held, kind: undefined, roi });
  }
  return list;
};

export const milestonesTable = (lives: readonly Life[]): Table => ({
  file: 'milestones.csv',
  header: ['account_id', 'name', 'due_date', 'completed_at', 'kind', 'roi_status'],
  rows: lives.flatMap((life) => {
    const { id, start } = life.account;
    const isNew = start > START - 60 && start <= ASOF - ENTERED_AFTER;
    return [...(isNew ? onboarding(life) : []), ...successPlan(life)].map((m): readonly Cell[] => [
      ...[id, m.name, iso(m.due), m.completed === undefined ? undefined : iso(m.completed), m.kind, m.roi],
    ]);
  }),
});
