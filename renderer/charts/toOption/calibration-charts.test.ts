import { expect, it } from 'vitest';
import { chartTheme } from '../theme.ts';
import { cutsOption, cutText } from './calibration-cuts.ts';
import { weightsOption, weightsTop, weightText } from './calibration-weights.ts';

const percent = (value: number): string => `${value}%`;
const share = (value: number): string => `${Math.round(100 * value)}%`;
const score = (value: number): string => String(value);

const row = { name: 'Usage', current: 30, proposed: 45, low: 35.4, high: 58 };

it('weights: the axis reaches the highest mark, in tens', () => {
  expect(weightsTop([row])).toBe(60);
  expect(weightsTop([{ ...row, proposed: 12, current: 10, low: null, high: null }])).toBe(20);
  expect(weightsTop([{ ...row, high: 100 }])).toBe(100);
  expect(weightsTop([])).toBe(20);
});

it('weights: in words, with and without an interval', () => {
  expect(weightText(row, percent)).toBe('now 30%, fitted 45% (80% interval 35% to 58%)');
  expect(weightText({ ...row, low: null, high: null }, percent)).toBe('now 30%, fitted 45% (no interval)');
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
