/** What the tab keeps in the address of the view; an option at its default leaves it. */
import type { CalibrationInput } from '#shared/contract/calibration.ts';
import { DAYS, HORIZONS, type Horizon } from '../address.ts';

export const DEFAULT_ALARMS = 50;
export const DEFAULT_COST = 5;

export type CalibrationOptions = {
  readonly model: string | null;
  readonly horizon: Horizon;
  readonly docRanges: boolean;
  /** Percent, 0-99. */
  readonly alarms: number;
  readonly cost: number;
};

function numberOf(text: string | undefined, least: number, most: number, otherwise: number): number {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return value >= least && value <= most ? value : otherwise;
}

export function calibrationOptions(params: Readonly<Record<string, string>>): CalibrationOptions {
  return {
    model: params.model || null,
    horizon: HORIZONS.find(({ value }) => value === params.horizon)?.value ?? '90',
    docRanges: params.doc === '1',
    alarms: numberOf(params.alarms, 0, 99, DEFAULT_ALARMS),
    cost: numberOf(params.cost, 0.01, 1000, DEFAULT_COST),
  };
}

export function calibrationInput({ model, horizon, docRanges, alarms, cost }: CalibrationOptions): CalibrationInput {
  return {
    ...(model === null ? {} : { model }),
    horizon: DAYS[horizon],
    useDocRanges: docRanges,
    falseAlarmTarget: alarms / 100,
    costRatio: cost,
  };
}
