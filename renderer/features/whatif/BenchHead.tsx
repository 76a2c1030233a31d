import { useMemo, useState } from 'react';
import type { ModelSource } from '#shared/contract/model-source.ts';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../../data/format.ts';
import { useAsOf } from '../../data/workspace.ts';
import { PromoteDialog } from '../../editing/PromoteDialog.tsx';
import { SaveDialog } from '../../editing/SaveDialog.tsx';
import { whatIfFinding } from '../../effect/finding.ts';
import { useBenchStore } from '../../state/bench.ts';
import { useDrafts } from '../../state/drafts.ts';
import { currentAddress, navigate } from '../../state/navigation.ts';
import { showToast } from '../../state/toasts.ts';
import { Button, IconButton } from '../../ui/controls.tsx';
import { Finding } from '../../ui/layout.tsx';
import type { Bench } from './bench/useBench.ts';
import { SaveReport } from './scenarios/SaveReport.tsx';
import { SaveScenario } from './scenarios/SaveScenario.tsx';

type Props = {
  readonly bench: Bench;
  readonly official: ModelInfo;
  readonly readOnly: boolean;
  /** What keeps the draft from being a model. */
  readonly problem: string | null;
  readonly result: WhatIfResult | null;
  readonly format: Format;
  /** What the report is about: the draft, or the scenario that is open as it was saved. */
  readonly source: ModelSource | null;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onReset: () => void;
};

/** What the scenario does in one sentence; back and forward; keeping it and making a version of it. */
export function BenchHead({
  bench,
  official,
  readOnly,
  problem,
  result,
  format,
  source,
  onUndo,
  onRedo,
  onReset,
}: Props) {
  const [dialog, setDialog] = useState<'scenario' | 'version' | 'report' | null>(null);
  const [promoted, setPromoted] = useState<ModelInfo | null>(null);
  const { draft, now, opened, changed, unsaved } = bench;
  const asOf = useAsOf();
  // A saved scenario keeps its name, note and seed in the report.
  const reported: ModelSource | null = opened && !unsaved ? { scenario: opened.id } : source;
  const touched = changed || opened !== null || now.locks.length > 0;
  const canReport = reported !== null && problem === null && changed;
  const { canUndo, canRedo } = bench;
  // The same elements while a slider moves and the sentence alone changes.
  const actions = useMemo(
    () => (
      <>
        <IconButton icon="undo" size={16} label="Undo (Ctrl+Z)" disabled={!canUndo} onClick={onUndo} />
        <IconButton icon="redo" size={16} label="Redo (Ctrl+Shift+Z)" disabled={!canRedo} onClick={onRedo} />
        <Button disabled={!touched} onClick={onReset}>
          Reset
        </Button>
        <Button disabled={!canReport} onClick={() => setDialog('report')}>
          Save report
        </Button>
        <Button disabled={readOnly || problem !== null || !unsaved} onClick={() => setDialog('scenario')}>
          Save scenario
        </Button>
        <Button
          kind="primary"
          disabled={readOnly || problem !== null || !changed}
          title={problem ?? undefined}
          onClick={() => setDialog('version')}
        >
          Make it a version…
        </Button>
      </>
    ),
    [canUndo, canRedo, touched, canReport, readOnly, problem, unsaved, changed, onUndo, onRedo, onReset],
  );
  return (
    <>
      <Finding
        eyebrow={
          <>
            What-if, {opened ? opened.name : changed ? 'unsaved scenario' : 'no scenario'}
            {opened && unsaved && ' (changed)'} against {official.name}, version {official.version}
            {result ? `, snapshot ${format.date(result.asOf)}` : ''}
          </>
        }
        actions={actions}
      >
        {result
          ? whatIfFinding(result, changed, format.locale).map((phrase) =>
              phrase.strong ? <b key={phrase.text}>{phrase.text}</b> : phrase.text,
            )
          : 'Weighing the portfolio.'}
      </Finding>
      {dialog === 'report' && reported && <SaveReport source={reported} asOf={asOf} onClose={() => setDialog(null)} />}
      {dialog === 'scenario' && <SaveScenario bench={bench} onClose={() => setDialog(null)} />}
      {dialog === 'version' && (
        <SaveDialog
          draft={draft}
          format={format}
          onClose={() => setDialog(null)}
          onSaved={(saved) => {
            setDialog(null);
            setPromoted(saved);
            showToast(`${saved.name} is saved as version ${saved.version}. Nothing is scored under it yet.`);
          }}
        />
      )}
      {promoted && (
        <PromoteDialog
          info={promoted}
          model={undefined}
          back={false}
          later
          onClose={() => setPromoted(null)}
          onPromoted={() => {
            // The draft is the official version now: the bench starts afresh from it.
            useDrafts.getState().discard(bench.key);
            useBenchStore.getState().put(bench.workspace, null, null);
            navigate({ params: { ...currentAddress().params, w: '', lock: '', scenario: '' } }, { replace: true });
          }}
        />
      )}
    </>
  );
}
