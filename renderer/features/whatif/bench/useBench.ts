import { useEffect, useMemo, useRef } from 'react';
import type { ModelInfo } from '#shared/contract/models.ts';
import { useApi } from '../../../api/ApiProvider.tsx';
import { asApiError } from '../../../api/api.ts';
import { KEPT_DRAFT } from '../../../data/scenarios.ts';
import { changeOf, isEmptyChange } from '../../../editing/change.ts';
import { replaceWeights } from '../../../editing/edits.ts';
import { type OpenedScenario, useBenchStore } from '../../../state/bench.ts';
import {
  type Draft,
  draftKey,
  type Edited,
  isChanged,
  type ModelDocument,
  sameEdited,
  steadyDraft,
  useDrafts,
} from '../../../state/drafts.ts';
import { currentAddress, navigate, useAddress } from '../../../state/navigation.ts';
import { showToast } from '../../../state/toasts.ts';
import { paramsOf, sameShared, scenarioOf, sharedWeights } from './address.ts';
import { openScenario } from './open.ts';

export type Bench = {
  readonly workspace: string;
  readonly key: string;
  /** Both stand still while a control is held. */
  readonly draft: Draft;
  readonly now: Edited;
  /** The version the draft was made from is the official one. */
  readonly onOfficial: boolean;
  /** It computes something other than the official version. */
  readonly changed: boolean;
  readonly opened: OpenedScenario | null;
  /** Edits that no saved scenario holds. */
  readonly unsaved: boolean;
  readonly held: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

/** The draft on the bench, kept in step with the address in both directions. Null until it is there. */
export function useBench(workspace: string, official: ModelInfo, document: ModelDocument): Bench | null {
  const api = useApi();
  const { params } = useAddress();
  const store = useBenchStore();
  const mine = store.workspace === workspace ? store : null;
  const opened = mine?.opened ?? null;
  const modelId = mine?.modelId ?? official.id;
  const key = draftKey(workspace, modelId);
  const draft = useDrafts(useMemo(() => steadyDraft(key), [key]));
  const wanted = scenarioOf(params);
  const opening = wanted !== null && wanted !== opened?.id;

  useEffect(() => {
    if (draft && (modelId !== official.id || draft.base === official.modelVersion || isChanged(draft))) return;
    if (modelId === official.id) useDrafts.getState().open(key, official.modelVersion, document);
    else useBenchStore.getState().put(workspace, null, null);
  }, [draft, modelId, official, document, key, workspace]);

  useEffect(() => {
    if (!opening || wanted === null) return;
    let left = false;
    openScenario(api, workspace, wanted, () => !left).catch((error: unknown) => {
      if (left) return;
      showToast(asApiError(error).message, null, 'bad');
      navigate({ params: { ...currentAddress().params, scenario: '' } }, { replace: true });
    });
    return () => {
      left = true;
    };
  }, [api, opening, wanted, workspace]);

  useSharedWeights(key, draft, opened, opening);

  const now = draft?.history.present ?? null;
  const start = draft?.start ?? null;
  const change = useMemo(() => (now && start ? changeOf(start, now.model) : null), [now, start]);
  const unsaved = useMemo(() => {
    if (!now || !draft) return false;
    return opened && opened.name !== KEPT_DRAFT ? !sameEdited(opened.saved, now) : isChanged(draft);
  }, [now, draft, opened]);
  if (!draft || !now || opening) return null;
  const onOfficial = draft.base === official.modelVersion;
  return {
    workspace,
    key,
    draft,
    now,
    onOfficial,
    changed: !(onOfficial && isEmptyChange(change)),
    opened,
    unsaved,
    held: draft.history.held !== null,
    canUndo: draft.history.past.length > 0,
    canRedo: draft.history.future.length > 0,
  };
}

/** Takes weights of an address over as one undoable step, and writes those of the draft into it. */
function useSharedWeights(key: string, draft: Draft | null, opened: OpenedScenario | null, opening: boolean): void {
  const { params } = useAddress();
  const written = useRef<string | null>(null);
  const { w = '', lock = '' } = params;
  const there = draft !== null && !opening;

  useEffect(() => {
    const address = `${w}|${lock}`;
    const current = useDrafts.getState().drafts[key];
    if (!there || !current || address === written.current) return;
    written.current = address;
    const { present } = current.history;
    const shared = sharedWeights(w === '' ? {} : { w, lock }, current.start);
    if (!shared || sameShared(shared, present)) return;
    // Weights on their own are a change of the version, not of whatever else is being tried.
    const from = scenarioOf(currentAddress().params) === null ? current.start : present.model;
    useDrafts.getState().edit(key, () => ({ model: replaceWeights(from, shared.weights), locks: shared.locks }));
  }, [w, lock, key, there]);

  const present = there ? draft.history.present : null;
  const start = draft?.start ?? null;
  const held = draft?.history.held != null;
  useEffect(() => {
    if (!present || !start || held) return;
    const next = paramsOf(present, start);
    const scenario = opened ? String(opened.id) : '';
    const { view, params: shown } = currentAddress();
    const same = next.w === (shown.w ?? '') && next.lock === (shown.lock ?? '') && scenario === (shown.scenario ?? '');
    if (view !== 'what-if' || same) return;
    written.current = `${next.w}|${next.lock}`;
    navigate({ params: { ...shown, ...next, scenario } }, { replace: true });
  }, [present, start, held, opened]);
}
