import { expect, it } from 'vitest';
import { chartTheme } from '../theme.ts';
import { cutsOption, cutText } from './calibration-cuts.ts';
import { spreadHeight, spreadOption, spreadText } from './calibration-spread.ts';
import { weightsOption, weightsTop, weightText } from './calibration-weights.ts';

const percent = (value: number): string => `${value}%`;
const share = (value: number): string => `${Math.round(100 * value)}%`;
const score = (value: number): string => String(value);

const row = { name: 'Usage', current: 30, proposed: 45, low: 35.4, high: 58, zeroShare: 0, range: null };

it('weights: the axis reaches the highest mark, in tens', () => {
  expect(weightsTop([row])).toBe(60);
  expect(weightsTop([{ ...row, proposed: 12, current: 10, low: null, high: null }])).toBe(20);
  expect(weightsTop([{ ...row, high: 100 }])).toBe(100);
  expect(weightsTop([])).toBe(20);
});

it('weights: in words, with and without an interval', () => {
  expect(weightText(row, percent)).toBe('now 30%, fitted 45% (80% interval 35% to 58%)');
  expect(weightText({ ...row, low: null, high: null }, percent)).toBe('now 30%, fitted 45% (no interval)');
  expect(weightText({ ...row, zeroShare: 0.035, range: { min: 25, max: 35 } }, percent)).toBe(
    'now 30%, fitted 45% (80% interval 35% to 58%, 0% in 3.5% of refits), documented 25% to 35%',
  );
});

it('weights: one mark a dimension, the first on top', () => {
  const option = weightsOption({ rows: [row, { ...row, name: 'Support' }], percent }, chartTheme('light'));
  expect(option.yAxis).toMatchObject({ inverse: true, data: ['Usage', 'Support'] });
  expect(option.series).toMatchObject([
    {
      data: [
        [45, 0],
        [45, 1],
      ],
    },
  ]);
});

const chosen = { cut: 50.4, falseAlarms: 0.407, recall: 0.254 };

it('cuts: recall against false alarms, the chosen cut named on the side where there is room', () => {
  const data = { curve: [chosen], bounds: [{ ...chosen, name: 'Yellow' }], chosen, percent: share, score };
  const option = cutsOption(data, chartTheme('dark'));
  expect(option.series).toMatchObject([
    { id: 'curve', data: [[0.407, 0.254]] },
    { id: 'bounds', data: [[0.407, 0.254]] },
    { id: 'chosen', label: { position: 'right', formatter: '< 50.4' } },
  ]);
  const far = cutsOption({ ...data, chosen: { ...chosen, falseAlarms: 0.9 } }, chartTheme('dark'));
  expect(far.series).toMatchObject([{}, {}, { label: { position: 'left' } }]);
  expect(cutsOption({ ...data, chosen: null }, chartTheme('light')).series).toMatchObject([{}, {}, { data: [] }]);
});

it('cuts: in words', () => {
  expect(cutText(chosen, share, score)).toBe('Below 50.4: 25% of churns, 41% false alarms');
});

const spread = { name: 'Least cost', cut: 50.4, low: 49.5, high: 53.1, counts: [0, 12, 6] };

it('spread of a cut: a row a criterion on one axis of scores, the bounds of the model through all of them', () => {
  const rows = [spread, { ...spread, name: 'Largest Youden J', cut: null, low: null, high: null }];
  const bounds = [{ name: 'Yellow', from: 40 }];
  const option = spreadOption(
    { rows, bounds, resamples: 20, percent: share, score, exact: score },
    chartTheme('light'),
  );
  expect(option.xAxis).toMatchObject({ min: 0, max: 100 });
  expect(option.yAxis).toMatchObject({ data: ['Least cost', 'Largest Youden J'] });
  expect(option.series).toMatchObject([
    {
      data: [
        [50.4, 0],
        [0, 1],
      ],
    },
    { data: [[40, 0]] },
  ]);
  expect(spreadHeight(2) - spreadHeight(1)).toBe(48);
});

it('spread of a cut: in words', () => {
  expect(spreadText(spread, { resamples: 18, percent: share, score, exact: score })).toBe(
    'Below 50.4; 80% of resamples cut between 49.5 and 53.1',
  );
  expect(
    spreadText({ ...spread, cut: null, low: null, high: null }, { resamples: 20, percent: share, score, exact: score }),
  ).toBe('No cut on the history itself; 10% find no cut');
});
