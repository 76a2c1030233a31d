import { describe, expect, it } from 'vitest';
import { computeSignals } from '../signals/compute.ts';
import { indexFacts } from '../signals/facts-index.ts';
import { buildFacts, type FactRows } from '../testing/build-facts.ts';
import { readModel } from '../testing/fixtures.ts';
import { expansionReader } from './inputs.ts';

const AS_OF = 1000;
const SETTINGS = readModel('003-signal');
const read = (rows: Omit<FactRows, 'accounts'>, asOf = AS_OF) => {
  const facts = buildFacts({ accounts: [{ startDay: 0, seats: 10 }, { startDay: 0 }], ...rows });
  const index = indexFacts(facts);
  return expansionReader(facts, index, computeSignals(facts, asOf, SETTINGS, 0, 2, index));
};
const use = (metric: string, day: number, value = 1) => ({ account: 0, day, metric, value });
const ticket = (opened: number, howTo: boolean) => ({ account: 0, opened, howTo });

describe('expansion inputs', () => {
  it('premium features are told by their names', () => {
    const premium = (metric: string, day: number, value = 1) =>
      read({ usage: [use('feature:reports', AS_OF), use(metric, day, value)] })(0).premium_features;
    expect(premium('feature:Premium exports', AS_OF - 29)).toBe(true);
    expect(premium('feature:advanced_search', AS_OF)).toBe(true);
    expect(premium('feature:Premium exports', AS_OF - 30)).toBe(false);
    expect(premium('feature:Premium exports', AS_OF + 1)).toBe(false);
    expect(premium('feature:Premium exports', AS_OF, 0)).toBe(false);
    expect(premium('feature:unadvancedish', AS_OF)).toBeNull();
    expect(premium('logins', AS_OF)).toBeNull();
    expect(read({ usage: [use('feature:premium', AS_OF)] })(1).premium_features).toBeNull();
    // A correction below zero takes nothing away.
    const uses = [use('feature:premium', AS_OF - 1), use('feature:premium', AS_OF, -5)];
    expect(read({ usage: uses })(0).premium_features).toBe(true);
    const other = { ...use('feature:premium', AS_OF), account: 1 };
    expect(read({ usage: [use('feature:reports', AS_OF), other] })(0).premium_features).toBe(false);
  });

  it('how-to tickets are counted over 90 days, and unknown without tickets', () => {
    const met = (...opened: number[]) => read({ tickets: opened.map((day) => ticket(day, true)) })(0).how_to_tickets;
    expect(met(AS_OF, AS_OF - 10, AS_OF - 89)).toBe(true);
    expect(met(AS_OF, AS_OF - 10, AS_OF - 90)).toBe(false);
    expect(met(AS_OF, AS_OF - 10, AS_OF + 1)).toBe(false);
    expect(met()).toBeNull();
    // Tickets that are not delivered any more are unknown after 45 days; those of another account deliver them.
    expect([45, 46].map((age) => met(AS_OF - age))).toEqual([false, null]);
    const plain = [0, 1, 2].map((age) => ticket(AS_OF - age, false));
    expect(read({ tickets: plain })(0).how_to_tickets).toBe(false);
    const other = [0, 1, 2].map((age) => ({ ...ticket(AS_OF - age, true), account: 1 }));
    expect([0, 1].map((account) => read({ tickets: other })(account).how_to_tickets)).toEqual([false, true]);
    // Two of one account and one of the next are three of neither.
    const apart = [0, 0, 1].map((account) => ({ ...ticket(AS_OF, true), account }));
    expect([0, 1].map((account) => read({ tickets: apart })(account).how_to_tickets)).toEqual([false, false]);
    expect(read({ tickets: [ticket(AS_OF, false)] })(0).how_to_tickets).toBe(false);
    expect(read({ tickets: [ticket(AS_OF, false)] })(1).how_to_tickets).toBe(false);
  });

  it('the rest comes from signals', () => {
    const usage = [use('active_users', AS_OF, 9)];
    expect(read({ usage })(0)).toMatchObject({ utilization: true, new_users: null, api_growth: null });
    expect(read({ usage: [use('active_users', AS_OF, 8)] })(0).utilization).toBe(false);
    // 100 a day before the last 30 days, then 110 users (+10 %) and 106 calls (+6 %), or 109 and 105.
    const grown = (users: number, calls: number) =>
      read({
        usage: Array.from({ length: AS_OF + 1 }, (_, day) => [
          use('active_users', day, day > AS_OF - 30 ? users : 100),
          use('api_calls', day, day > AS_OF - 30 ? calls : 100),
        ]).flat(),
      })(0);
    expect(grown(110, 106)).toMatchObject({ new_users: true, api_growth: true });
    expect(grown(109, 105)).toMatchObject({ new_users: false, api_growth: false });
    const using = (...departments: string[]) =>
      read({
        contacts: departments.map((department, person) => ({ account: 0, person: person + 1, department })),
        activity: departments.map((_, person) => ({ account: 0, day: AS_OF, person: person + 1 })),
      })(0).departments;
    expect([using('sales', 'finance'), using('sales', 'sales'), using()]).toEqual([true, false, null]);
  });
});
