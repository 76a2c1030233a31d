import { computeSignals, modelForSegment, signalColumn, signalPoints, signalReader } from '#electron/engine/index.ts';
import type { AccountDetail } from '#shared/contract/account.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import { decodeSignal, signalDefinition } from '#shared/model/signals.ts';
import type { Book } from '../../views/book.ts';
import { isoOrNull } from '../../views/rows.ts';

/** Every signal of a model with its value, how it was measured, its rule and what it earned. */
export function signalsOf(book: Book, account: number, scoredBy: HealthModel): AccountDetail['signals'] {
  const isActive = book.snapshot.status[account] === 1;
  const behind = computeSignals(book.facts, book.asOf, book.model, account, account + 1, book.index);
  const model = modelForSegment(scoredBy, book.facts.accounts.segment[account] ?? '');
  return signalPoints(model, isActive ? signalReader(book.signals, account) : () => Number.NaN).map((point) => {
    const definition = signalDefinition(point.signal);
    const column = signalColumn(point.signal);
    return {
      id: point.signal,
      name: point.name,
      dimension: point.dimension,
      value: definition ? decodeSignal(definition, point.value) : null,
      unit: definition?.kind.type === 'number' ? definition.kind.unit : (definition?.kind.type ?? ''),
      measured: definition?.measured ?? '',
      state: point.state,
      points: point.points,
      maxPoints: point.maxPoints,
      minPoints: point.minPoints,
      rule: point.rule,
      origin: point.origin,
      factDate: isoOrNull(behind.factDay[column]?.[0]),
      stale: behind.stale[column]?.[0] === 1,
    };
  });
}
