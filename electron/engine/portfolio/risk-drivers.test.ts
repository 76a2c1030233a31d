import { expect, it } from 'vitest';
import { lostPoints } from '../explain/lost-points.ts';
import { columnsOf } from '../score/dimensions.ts';
import { computeSignals } from '../signals/compute.ts';
import { buildFacts, readModel, snapshotOfDimensions } from '../testing/fixtures.ts';
import { riskDrivers } from './risk-drivers.ts';

const model = readModel('003-signal');
const same = (score: number) => [score, score, score, score, score];

it('risk drivers split a negative contribution over the bad rules by points', () => {
  const facts = buildFacts({
    accounts: [{}],
    contracts: [
      { account: 0, day: 0, change: 'new', termEnd: 110 },
      { account: 0, day: 90, change: 'downgrade' },
    ],
  });
  const table = computeSignals(facts, 100, readModel('003-signal'));
  const snapshot = snapshotOfDimensions(model, [[40, 50, 20, 50, 50]]);
  // Billing weighs 0.2: (20 − 50) × 0.2 = −6, of which −20 : −10 points; usage has no bad rule behind it.
  expect(riskDrivers(model, lostPoints(model, columnsOf(table), ['']), snapshot, Float64Array.of(1000))).toEqual([
    {
      signal: 'subscription_change',
      name: 'Subscription change',
      dimension: 'billing',
      accounts: 1,
      arrPoints: expect.closeTo(4000, 6),
    },
    {
      signal: 'days_to_renewal',
      name: 'Days to renewal',
      dimension: 'billing',
      accounts: 1,
      arrPoints: expect.closeTo(2000, 6),
    },
  ]);
});

it('risk drivers are ordered by ARR points, then by accounts, then by their id', () => {
  const snapshot = snapshotOfDimensions(model, [same(30), same(30), same(50)]);
  const cost = (signal: string, ...lost: number[]) => ({ dimension: 0, signal, lost: Float64Array.from(lost) });
  const order = (arr: number[], ...costs: ReturnType<typeof cost>[]) =>
    riskDrivers(model, costs, snapshot, Float64Array.from(arr)).map(({ signal, accounts, arrPoints }) => [
      signal,
      accounts,
      arrPoints,
    ]);
  // Usage weighs 0.3: (30 − 50) × 0.3 = −6 of each account; the third is not at risk.
  expect(order([10, 10, 10], cost('z', 1, 0, 9), cost('a', 0, 2, 9))).toEqual([
    ['a', 1, 60],
    ['z', 1, 60],
  ]);
  expect(order([10, 10, 10], cost('a', 1, 0, 9), cost('z', 0, 2, 9))).toEqual([
    ['a', 1, 60],
    ['z', 1, 60],
  ]);
  expect(order([20, 0, 0], cost('a', 1, 0), cost('z', 1, 5))).toEqual([
    ['z', 2, 60],
    ['a', 1, 60],
  ]);
  expect(order([20, 0, 0], cost('a', 1, 5), cost('z', 3, 0))).toEqual([
    ['z', 1, 90],
    ['a', 2, 30],
  ]);
});

it('risk drivers are of accounts below 50 only, and of dimensions that pull them down', () => {
  const cost = (dimension: number, signal: string, ...lost: number[]) => ({
    dimension,
    signal,
    lost: Float64Array.from(lost),
  });
  const drivers = (dims: number[][], include?: Uint8Array) =>
    riskDrivers(
      model,
      [cost(0, 'a', ...dims.map(() => 5)), cost(1, 'b', ...dims.map(() => 5))],
      snapshotOfDimensions(model, dims),
      Float64Array.from(dims, () => 10),
      undefined,
      include,
    ).map(({ signal, accounts, arrPoints }) => [signal, accounts, Math.round(arrPoints)]);
  // 0.3·30 + 0.2·65 + 0.2·65 + 0.15·50 + 0.15·50 = 50, and 49 with 60 for billing: usage alone pulls, 0.3 × −20 × 10.
  expect(drivers([[30, 65, 65, 50, 50]])).toEqual([]);
  expect(drivers([[30, 65, 60, 50, 50]])).toEqual([['a', 1, 60]]);
  // A dimension at 50 neither pulls nor lifts.
  expect(drivers([[30, 50, 50, 50, 50]])).toEqual([['a', 1, 60]]);
  const three = [same(30), same(30), Array<number>(5).fill(Number.NaN)];
  expect(drivers(three)).toEqual([
    ['a', 2, 120],
    ['b', 2, 80],
  ]);
  expect(drivers(three, Uint8Array.of(0, 1, 1))).toEqual([
    ['a', 1, 60],
    ['b', 1, 40],
  ]);
});
