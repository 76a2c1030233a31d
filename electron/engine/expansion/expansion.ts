import { round6 } from '../math/round.ts';

/** What Q is made of, in the order it is shown (30-method.md 2.9). */
export const EXPANSION_PARTS = [
  { id: 'utilization', name: 'Seats used above 85%', points: 30 },
  { id: 'premium_features', name: 'Premium or advanced features used', points: 20 },
  { id: 'new_users', name: 'Active users up 10% in 90 days', points: 20 },
  { id: 'departments', name: 'Two or more departments', points: 15 },
  { id: 'api_growth', name: 'API use up 5% in 90 days', points: 10 },
  { id: 'how_to_tickets', name: 'Three or more how-to tickets in 90 days', points: 5 },
] as const;
export type ExpansionPartId = (typeof EXPANSION_PARTS)[number]['id'];

/** Whether each part is met; null where the data does not say. */
export type ExpansionFacts = Readonly<Record<ExpansionPartId, boolean | null>>;

/** What the parts are judged by, of one account; NaN unknown. */
export type ExpansionInput = {
  readonly seatUtilization: number;
  /** Uses of features that are premium or advanced by name, last 30 days. */
  readonly premiumUses: number;
  readonly userChange90: number;
  readonly departments: number;
  readonly apiChange90: number;
  readonly howToTickets90: number;
};

const known = (value: number, isMet: boolean): boolean | null => (Number.isNaN(value) ? null : isMet);

export function expansionFacts(input: ExpansionInput): ExpansionFacts {
  const { seatUtilization, premiumUses, userChange90, departments, apiChange90, howToTickets90 } = input;
  return {
    utilization: known(seatUtilization, seatUtilization > 0.85),
    premium_features: known(premiumUses, premiumUses > 0),
    new_users: known(userChange90, round6(userChange90) >= 0.1),
    departments: known(departments, departments >= 2),
    api_growth: known(apiChange90, round6(apiChange90) > 0.05),
    how_to_tickets: known(howToTickets90, howToTickets90 >= 3),
  };
}

/** Q: the points of the parts that are met, 0-100; unknown parts give none. */
export function expansionPoints(facts: ExpansionFacts): number {
  return EXPANSION_PARTS.reduce((sum, { id, points }) => sum + (facts[id] === true ? points : 0), 0);
}

/** E = 0.6·H + 0.4·Q at 6 decimals, NaN without a score (30-method.md 2.9). */
export function expansionScore(health: number, q: number): number {
  return round6(0.6 * health + 0.4 * q);
}

const READY_HEALTH = 80;
const READY_POINTS = 30;

/** Expansion-ready: H ≥ 80, trend not declining and Q ≥ 30 (30-method.md 2.9). */
export function isExpansionReady(health: number, isDeclining: boolean, q: number): boolean {
  return health >= READY_HEALTH && !isDeclining && q >= READY_POINTS;
}

/** Share of expansion conversations that convert, from … to, by health; of requirement text 001, illustrative. */
export function conversionBand(health: number): readonly [from: number, to: number] | null {
  if (Number.isNaN(health)) return null;
  if (health >= 80) return [0.4, 0.5];
  return health >= 60 ? [0.15, 0.25] : [0, 0.1];
}
