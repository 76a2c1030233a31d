import { expect, it } from 'vitest';
import type { SignalInfo } from './rules.ts';
import { conditionText, curveText } from './texts.ts';

const rate: SignalInfo = {
  id: 'seat_utilization',
  name: 'Seats used',
  type: 'number',
  unit: 'rate',
  values: [],
  better: 'higher',
  source: 'usage',
  measured: '',
};

it('writes conditions in the signal’s own unit', () => {
  expect(conditionText({ op: '>=', value: 0.7 }, rate)).toBe('≥ 70%');
  expect(conditionText({ op: '<', value: -0.1 }, undefined)).toBe('< −0.1');
  expect(conditionText({ op: 'in', values: ['past_due', 'failed'] }, undefined)).toBe('past due or failed');
  expect(conditionText({ op: 'in', values: [true] }, undefined)).toBe('yes');
});

it('writes curves in one line', () => {
  expect(
    curveText(
      {
        kind: 'linear',
        anchors: [
          [0, 0],
          [0.4, 66.66666666],
        ],
      },
      rate,
    ),
  ).toBe('0 at 0%, 66.7 at 40%');
  expect(
    curveText({ kind: 'steps', steps: [{ when: { op: '>=', value: 2 }, value: 100 }], otherwise: null }, undefined),
  ).toBe('100 if ≥ 2, else missing');
});
