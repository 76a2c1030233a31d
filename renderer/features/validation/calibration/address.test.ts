import { expect, it } from 'vitest';
import { calibrationInput, calibrationOptions } from './address.ts';

it('an empty address has the options every run starts with', () => {
  expect(calibrationInput(calibrationOptions({}))).toEqual({
    horizon: 90,
    useDocRanges: false,
    falseAlarmTarget: 0.5,
    costRatio: 5,
  });
});

it('options of the address are what is asked for; what is out of range is left out', () => {
  expect(
    calibrationInput(
      calibrationOptions({ model: 'a@2', horizon: 'renewal', doc: '1', alarms: '20', cost: '2.5', tab: 'calibration' }),
    ),
  ).toEqual({ model: 'a@2', horizon: 'renewal', useDocRanges: true, falseAlarmTarget: 0.2, costRatio: 2.5 });
  expect(calibrationOptions({ horizon: '91', alarms: '100', cost: '0', doc: 'yes' })).toEqual(calibrationOptions({}));
});
