import { describe, expect, it } from 'vitest';
import { chartTheme } from '../theme.ts';
import { agreementOption } from './agreement.ts';
import { beforeAfterOption, valueWindow } from './before-after.ts';
import { ternaryOption, ternaryPoint, ternaryStep } from './ternary.ts';
import { tierEntriesOption } from './tier-entries.ts';
import { tierFlowOption } from './tier-flow.ts';
import { tornadoOption } from './tornado.ts';
import { weightSpaceOption } from './weight-space.ts';

const theme = chartTheme('light');
const money = (amount: number) => `$${amount}`;

/** The parts of an option the tests look at. */
type Series = {
  readonly id?: string;
  readonly type: string;
  readonly data: readonly unknown[];
  readonly links?: readonly { readonly source: string; readonly target: string; readonly value: number }[];
};
const seriesOf = (option: unknown): readonly Series[] => (option as { series: Series[] }).series;

describe('tier flow', () => {
  const before = [
    { name: 'Green', role: 'healthy' },
    { name: 'Red', role: 'critical' },
  ] as const;
  const after = [
    { name: 'Green', role: 'healthy' },
    { name: 'Amber', role: 'moderate' },
    { name: 'Green too', role: 'critical' },
  ] as const;
  const flows = [
    { from: 0, to: 0, accounts: 5, arr: 50 },
    { from: 0, to: 1, accounts: 2, arr: 90 },
    { from: 1, to: 2, accounts: 1, arr: 0 },
  ];
  const draw = (measure: 'accounts' | 'arr') =>
    seriesOf(
      tierFlowOption({ before, after, flows, measure, names: { before: 'A', after: 'B' }, money, locale: 'en' }, theme),
    )[0];

  it('joins tiers by place, so that equal names on both sides stay two nodes', () => {
    const sankey = draw('accounts');
    expect(sankey?.links?.map(({ source, target, value }) => [source, target, value])).toEqual([
      ['from 0', 'to 0', 5],
      ['from 0', 'to 1', 2],
      ['from 1', 'to 2', 1],
    ]);
    expect(sankey?.data.map((node) => (node as { name: string }).name)).toEqual([
      'from 0',
      'from 1',
      'to 0',
      'to 1',
      'to 2',
    ]);
  });

  it('leaves out what has no ARR when ARR is measured', () => {
    const sankey = draw('arr');
    expect(sankey?.links).toHaveLength(2);
    expect(sankey?.data).toHaveLength(3);
  });
});

describe('before and after', () => {
  it('windows values with round ticks, amounts from zero and scores not', () => {
    expect(valueWindow([61, 64], 8, false)).toEqual({ min: 55, max: 70, step: 5 });
    expect(valueWindow([0, 900_000], 1000, true)).toEqual({ min: 0, max: 1_000_000, step: 500_000 });
    expect(valueWindow([], 4, true)).toEqual({ min: 0, max: 4, step: 2 });
  });

  it('draws both sides and names their ends; a side without values has no end', () => {
    const dates = ['2026-01-04', '2026-01-11'];
    const option = beforeAfterOption(
      {
        dates,
        before: [60, 61],
        after: [null, null],
        names: { before: 'official', after: 'scenario' },
        words: String,
        minSpan: 8,
        fromZero: false,
        locale: 'en',
      },
      theme,
    );
    const [first, second, ends] = seriesOf(option);
    expect(first?.data).toEqual([
      [Date.parse('2026-01-04'), 60],
      [Date.parse('2026-01-11'), 61],
    ]);
    expect(second?.data.map((point) => (point as unknown[])[1])).toEqual([null, null]);
    expect(ends?.data).toHaveLength(1);
  });

  it('counts entries per week as bars and an outline', () => {
    const [bars, line] = seriesOf(
      tierEntriesOption({ dates: ['2026-01-04', '2026-01-11'], before: [1, 3], after: [2, 0], locale: 'en' }, theme),
    );
    expect(bars?.data.map((point) => (point as number[])[1])).toEqual([1, 3]);
    expect(line?.data.map((point) => (point as number[])[1])).toEqual([2, 0]);
  });
});

describe('tornado', () => {
  const step = (accounts: number, deltaAuc: number | null) => ({ weight: 30, accounts, arr: accounts * 10, deltaAuc });
  const bars = [{ name: 'Usage', less: step(7, -0.02), more: step(4, null) }];
  const draw = (measure: 'accounts' | 'arr' | 'deltaAuc') =>
    seriesOf(tornadoOption({ bars, measure, step: 5, words: String, locale: 'en' }, theme)).map(({ data }) => data);

  it('has less at the left and more at the right of one zero', () => {
    expect(draw('accounts')).toEqual([[-7], [4]]);
    expect(draw('arr')).toEqual([[-70], [40]]);
  });

  it('is as long as a difference of the AUC is large, whatever its sign; unknown is no bar', () => {
    expect(draw('deltaAuc')).toEqual([[-0.02], [0]]);
  });
});

describe('ternary plot', () => {
  it('puts all of one weight into its corner and equal shares into the middle', () => {
    const round = (point: readonly [number, number]) => point.map((value) => Number(value.toFixed(3)));
    expect(round(ternaryPoint([60, 0, 0]))).toEqual([0.5, 0.866]);
    expect(round(ternaryPoint([0, 60, 0]))).toEqual([0, 0]);
    expect(round(ternaryPoint([0, 0, 60]))).toEqual([1, 0]);
    expect(round(ternaryPoint([20, 20, 20]))).toEqual([0.5, 0.289]);
    expect(round(ternaryPoint([0, 0, 0]))).toEqual([0.5, 0.289]);
  });

  it('knows the size of a cell from how many there are', () => {
    const cells = (count: number) =>
      Array.from({ length: count }, () => ({ weights: [1, 1, 1] as [number, number, number], value: 0 }));
    expect(ternaryStep(cells(15))).toBeCloseTo(1 / 4);
    expect(ternaryStep(cells(120))).toBeCloseTo(1 / 14);
  });

  it('marks where the scenario stands', () => {
    const option = ternaryOption(
      {
        names: ['Usage', 'Support', 'Billing'],
        cells: [{ weights: [10, 20, 30], value: 4 }],
        now: [0, 60, 0],
        words: String,
        locale: 'en',
      },
      theme,
    );
    expect(seriesOf(option).find(({ id }) => id === 'now')?.data).toEqual([[0, 0]]);
  });
});

describe('models against each other', () => {
  const side = (label: string) => ({
    label,
    tiers: [
      { name: 'Good', role: 'healthy', from: 60 },
      { name: 'Bad', role: 'critical', from: 0 },
    ] as const,
  });
  const draw = (density: readonly (readonly [number, number, number])[]) =>
    seriesOf(
      agreementOption(
        {
          points: [[40, 60, 0]],
          names: [{ name: 'Fernhollow' }],
          density,
          a: side('A'),
          b: side('B'),
          score: String,
          locale: 'en',
        },
        theme,
      ),
    )[0]?.data;

  it('are one point an account, or cells where there are too many', () => {
    expect(draw([])).toEqual([[40, 60, 0]]);
    expect(draw([[16, 24, 9]])).toEqual([[41.25, 61.25, 9]]);
  });

  it('are left out of the weight space where the AUC is not known', () => {
    const [samples, now] = seriesOf(
      weightSpaceOption(
        {
          points: [
            { changed: 3, rocAuc: 0.8 },
            { changed: 5, rocAuc: null },
          ],
          currentAuc: null,
          locale: 'en',
        },
        theme,
      ),
    );
    expect(samples?.data).toEqual([[3, 0.8]]);
    expect(now?.data).toEqual([]);
  });
});
