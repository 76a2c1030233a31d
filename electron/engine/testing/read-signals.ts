import type { Day } from '#shared/model/day.ts';
import { decodeSignal, type KnownSignalId, type SignalValue, signalDefinition } from '#shared/model/signals.ts';
import { computeSignals, type SignalSettings } from '../signals/compute.ts';
import { signalColumn } from '../signals/table.ts';
import { buildFacts, type FactRows, readModel } from './fixtures.ts';

/** Settings of the default preset: no industry profiles, resolution targets of 1, 3, 7 and 14 days. */
const DEFAULTS: SignalSettings = readModel('003-signal');

export type ReadSignals = {
  readonly value: (id: KnownSignalId, account?: number) => SignalValue;
  readonly stale: (id: KnownSignalId, account?: number) => boolean;
  readonly factDay: (id: KnownSignalId, account?: number) => Day | undefined;
};

/** Signals of plain rows as of a day, decoded. */
export function readSignals(rows: FactRows, asOf: Day, settings: SignalSettings = DEFAULTS): ReadSignals {
  const table = computeSignals(buildFacts(rows), asOf, settings);
  return {
    value(id, account = 0) {
      const definition = signalDefinition(id);
      return definition ? decodeSignal(definition, table.values[signalColumn(id)]?.[account] ?? Number.NaN) : null;
    },
    stale: (id, account = 0) => table.stale[signalColumn(id)]?.[account] === 1,
    factDay: (id, account = 0) => table.factDay[signalColumn(id)]?.[account],
  };
}
