import type { ModelInfo } from '#shared/contract/models.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../../data/format.ts';
import { Distribution } from '../../effect/Distribution.tsx';
import { Figures } from '../../effect/Figures.tsx';
import { whatIfFinding } from '../../effect/finding.ts';
import { Migration } from '../../effect/Migration.tsx';
import { Movers } from '../../effect/Movers.tsx';
import type { LiveAnswer } from '../../effect/useLive.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { Finding } from '../../ui/layout.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import type { ScenarioBinding } from './useScenario.ts';
import { WeightPanel } from './WeightPanel.tsx';

export type WhatIfPageProps = {
  readonly model: ModelInfo;
  readonly scenario: ScenarioBinding;
  readonly changed: boolean;
  readonly live: LiveAnswer<WhatIfResult>;
  readonly format: Format;
  readonly allMovers: boolean;
  readonly onAllMovers: (all: boolean) => void;
  readonly onMove: (id: string, value: number) => void;
  readonly onRelease: () => void;
  readonly onPut: (id: string, value: number) => void;
  readonly onToggleLock: (id: string) => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onReset: () => void;
  readonly onExport: () => void;
  readonly hrefOf: (accountId: string) => string;
  readonly modelsHref: string;
};

export function WhatIfPage({ model, scenario, changed, live, format, ...act }: WhatIfPageProps) {
  const { answer: result, error } = live;
  const touched = changed || scenario.draft.locks.length > 0;
  return (
    <div className="page wi">
      <Finding
        eyebrow={`What-if, unsaved scenario against ${model.name}, version ${model.version}${result ? `, snapshot ${format.date(result.asOf)}` : ''}`}
        actions={
          <>
            <IconButton icon="undo" size={16} label="Undo (Ctrl+Z)" disabled={!scenario.canUndo} onClick={act.onUndo} />
            <IconButton
              icon="redo"
              size={16}
              label="Redo (Ctrl+Shift+Z)"
              disabled={!scenario.canRedo}
              onClick={act.onRedo}
            />
            <Button disabled={!touched} onClick={act.onReset}>
              Reset
            </Button>
          </>
        }
      >
        {result
          ? whatIfFinding(result, changed, format.locale).map((phrase) =>
              phrase.strong ? <b key={phrase.text}>{phrase.text}</b> : phrase.text,
            )
          : 'Weighing the portfolio.'}
      </Finding>
      <div className="wi-cols">
        <WeightPanel
          model={model}
          scenario={scenario}
          result={result}
          format={format}
          modelsHref={act.modelsHref}
          onMove={act.onMove}
          onRelease={act.onRelease}
          onPut={act.onPut}
          onToggleLock={act.onToggleLock}
        />
        <div className="wi-main">
          {error && (
            <ErrorState
              title="The scenario could not be calculated"
              cause={error.message}
              safe="The figures below belong to the last weights that could."
              actions={<Button onClick={live.retry}>Try again</Button>}
            />
          )}
          {result ? (
            <>
              <Figures result={result} name="Scenario" format={format} />
              <div className="grid g12 wi-grid">
                <Distribution
                  result={result}
                  name="scenario"
                  ceiling={live.ceiling}
                  held={scenario.held}
                  format={format}
                />
                <Migration result={result} name="scenario" format={format} />
                <Movers
                  result={result}
                  format={format}
                  all={act.allMovers}
                  onAll={act.onAllMovers}
                  onExport={act.onExport}
                  hrefOf={act.hrefOf}
                />
              </div>
            </>
          ) : (
            !error && <LoadingState label="Weighing the portfolio" rows={12} />
          )}
        </div>
      </div>
    </div>
  );
}
