import { memo } from 'react';
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
import { useHref } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';
import { LoadingState } from '../../../ui/states.tsx';
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

/** The snapshot in view under the scenario: drawn anew at every step of the hand, the workload when it rests. */
export const Today = memo(function Today({ live, rested, held, format, allMovers, onAllMovers }: Props) {
  const api = useApi();
  const href = useHref();
  const result = live.answer;
  if (!result) return live.error ? null : <LoadingState label="Weighing the portfolio" rows={12} />;
  const { source } = rested;
  const exportMovers = async () => {
    if (!source) return;
    try {
      const full = await askOnce(api, source, result.asOf);
      const saved = await api.bridge.saveText(`what-if-movers-${full.asOf}.csv`, moversCsv(full, 'scenario'));
      if (saved) showToast(`${format.count(full.movers.length, 'account')} exported`);
    } catch (error) {
      showToast(asApiError(error).message, null, 'bad');
    }
  };
  return (
    <>
      <Figures result={result} name="Scenario" format={format} />
      <div className="grid g12 wi-grid">
        <Distribution result={result} name="scenario" ceiling={live.ceiling} held={held} format={format} />
        <Migration result={result} name="scenario" format={format} flow held={held} />
        <Workload rested={rested} format={format} />
        <Movers
          result={result}
          format={format}
          all={allMovers}
          onAll={onAllMovers}
          onExport={() => void exportMovers()}
          hrefOf={(id) => href({ view: 'account', id })}
        />
      </div>
    </>
  );
});
