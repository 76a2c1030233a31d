import { useCallback, useMemo, useState } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { useFormat } from '../../data/format.ts';
import { type Editor, EditorContext } from '../../editing/editor.ts';
import { problemsOf } from '../../editing/problems.ts';
import { knowsArr, withoutArr } from '../../effect/arr.ts';
import { useUndoKeys } from '../../effect/useUndoKeys.ts';
import { type Edited, useDrafts } from '../../state/drafts.ts';
import { useAddress, useHref } from '../../state/navigation.ts';
import { Button } from '../../ui/controls.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { BenchHead } from './BenchHead.tsx';
import { TABS, tabOf } from './bench/address.ts';
import { leaveScenario } from './bench/open.ts';
import type { Bench } from './bench/useBench.ts';
import { useLiveResult } from './bench/useLiveResult.ts';
import { useRested } from './bench/useRested.ts';
import { Compare } from './compare/Compare.tsx';
import { History } from './history/History.tsx';
import { BenchPanel } from './panel/BenchPanel.tsx';
import { KeptDraft } from './scenarios/KeptDraft.tsx';
import { Scenarios } from './scenarios/Scenarios.tsx';
import { Sensitivity } from './sensitivity/Sensitivity.tsx';
import { Today } from './today/Today.tsx';

type Props = {
  readonly bench: Bench;
  readonly official: ModelInfo;
  readonly models: readonly ModelInfo[];
  readonly workspace: WorkspaceSummary;
};

const FEW = 12;
const MANY = 500;

/** The sentence, the tabs, the controls at the left and what they do at the right. */
export function WhatIfPage({ bench, official, models, workspace }: Props) {
  const shown = useFormat();
  const href = useHref();
  const { params } = useAddress();
  const tab = tabOf(params);
  const [allMovers, setAllMovers] = useState(false);
  const { key, draft, now, held } = bench;
  const live = useLiveResult(key, official.modelVersion, allMovers ? MANY : FEW);
  const noArr = live.answer !== null && !knowsArr(live.answer.before, live.answer.after);
  const format = useMemo(() => (noArr ? withoutArr(shown) : shown), [noArr, shown]);
  const rested = useRested(key, draft);
  const undo = useCallback(() => useDrafts.getState().undo(key), [key]);
  const redo = useCallback(() => useDrafts.getState().redo(key), [key]);
  useUndoKeys(undo, redo);
  const { model, locks } = now;
  const problems = useMemo(() => problemsOf(model), [model]);
  const editor = useMemo((): Editor => {
    const store = useDrafts.getState();
    const editAll = (by: (edited: Edited) => Edited) => store.edit(key, by);
    return {
      draft: key,
      model,
      start: draft.start,
      locks,
      problems,
      signals: [],
      signalOf: () => undefined,
      segments: workspace.facets.segment?.map(({ value }) => value) ?? [],
      models: [],
      format,
      edit: (by) => editAll((edited) => ({ ...edited, model: by(edited.model) })),
      editAll,
      drag: (by) => store.drag(key, by),
      release: () => store.release(key),
    };
  }, [model, draft.start, locks, problems, workspace, format, key]);
  const reset = useCallback(() => {
    useDrafts.getState().edit(key, () => ({ model: draft.start, locks: [] }));
    leaveScenario(bench.workspace, null);
  }, [key, draft.start, bench.workspace]);
  const { answer: result, error } = live;
  const withPanel = tab === '' || tab === 'history' || tab === 'sensitivity';
  return (
    <EditorContext value={editor}>
      <div className="page wi">
        <BenchHead
          bench={bench}
          official={official}
          readOnly={workspace.readOnly}
          problem={problems.values().next().value ?? null}
          result={result}
          format={format}
          source={rested.behind ? null : rested.source}
          onUndo={undo}
          onRedo={redo}
          onReset={reset}
        />
        <KeptDraft bench={bench} readOnly={workspace.readOnly} format={format} />
        <nav className="tabs wi-tabs" aria-label="What-if">
          {TABS.map(({ id, label }) => (
            <a key={id} href={href({ params: { ...params, tab: id } })} aria-current={id === tab ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
        {error && problems.size === 0 && (
          <ErrorState
            title="The scenario could not be calculated"
            cause={error.message}
            safe="The figures below belong to the last weights that could."
            actions={<Button onClick={live.retry}>Try again</Button>}
          />
        )}
        {problems.size > 0 && (
          <p className="note dim wi-problem">
            Shown for the last scenario without errors: {problems.values().next().value}
          </p>
        )}
        {withPanel ? (
          <div className="wi-cols">
            <BenchPanel
              result={result}
              onOfficial={bench.onOfficial}
              editHref={href({ view: 'models', params: { model: draft.base ?? model.id, tab: 'edit' } })}
            />
            <div className="wi-main">
              {tab === '' && (
                <Today
                  live={live}
                  rested={rested}
                  held={held}
                  format={format}
                  allMovers={allMovers}
                  onAllMovers={setAllMovers}
                />
              )}
              {tab === 'history' && <History rested={rested} format={format} />}
              {tab === 'sensitivity' && <Sensitivity rested={rested} model={model} format={format} />}
            </div>
          </div>
        ) : tab === 'compare' ? (
          <Compare rested={rested} bench={bench} models={models} format={format} />
        ) : (
          <Scenarios bench={bench} readOnly={workspace.readOnly} format={format} />
        )}
      </div>
    </EditorContext>
  );
}
