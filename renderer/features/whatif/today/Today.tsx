import { memo, useCallback, useMemo } from 'react';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import type { Format } from '../../../data/format.ts';
import { Distribution } from '../../../effect/Distribution.tsx';
import { Figures } from '../../../effect/Figures.tsx';
import { Migration } from '../../../effect/Migration.tsx';
import { Movers } from '../../../effect/Movers.tsx';
import { moversCsv } from '../../../effect/movers-csv.ts';
import type { LiveAnswer } from '../../../effect/useLive.ts';
import { useSettled } from '../../../effect/useSettled.ts';
import { useHref } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';
import { LoadingState } from '../../../ui/states.tsx';
import { isWhole } from '../bench/useLiveResult.ts';
import type { Rested } from '../bench/useRested.ts';
import { askOnce } from './ask.ts';
import { Workload } from './Workload.tsx';

type Props = {
  readonly live: LiveAnswer<WhatIfResult>;
  readonly rested: Rested;
  readonly held: boolean;
  readonly format: Format;
  readonly allMovers: boolean;
  readonly onAllMovers: (all: boolean) => void;
};

/** The snapshot in view under the scenario: drawn anew at every step of the hand; movers, flow and workload when it rests. */
export const Today = memo(function Today({ live, rested, held, format, allMovers, onAllMovers }: Props) {
  const api = useApi();
  const href = useHref();
  const result = live.answer;
  const settled = useSettled(result, held || (result !== null && !isWhole(result)));
  const { source, behind } = rested;
  const asOf = settled?.asOf;
  const exportMovers = useCallback(async () => {
    if (!source || asOf === undefined) return;
    try {
      const full = await askOnce(api, source, asOf);
      const saved = await api.bridge.saveText(`what-if-movers-${full.asOf}.csv`, moversCsv(full, 'scenario'));
      if (saved) showToast(`${format.count(full.movers.length, 'account')} exported`);
    } catch (error) {
      showToast(asApiError(error).message, null, 'bad');
    }
  }, [api, source, asOf, format]);
  const movers = useMemo(
    () =>
      settled && (
        <Movers
          result={settled}
          format={format}
          all={allMovers}
          onAll={onAllMovers}
          onExport={behind || !source ? null : () => void exportMovers()}
          hrefOf={(id) => href({ view: 'account', id })}
        />
      ),
    [settled, format, allMovers, onAllMovers, exportMovers, behind, source, href],
  );
  const workload = useMemo(() => <Workload rested={rested} format={format} />, [rested, format]);
  if (!result) return live.error ? null : <LoadingState label="Weighing the portfolio" rows={12} />;
  return (
    <>
      <Figures result={result} name="Scenario" format={format} />
      <div className="grid g12 wi-grid">
        <Distribution result={result} name="scenario" ceiling={live.ceiling} held={held} format={format} />
        <Migration result={result} name="scenario" format={format} flow held={held} />
        {workload}
        {movers}
      </div>
    </>
  );
});
