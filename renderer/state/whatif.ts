import { create } from 'zustand';

/** A draft of weights in percent per dimension id, and which of them are locked. */
export type Scenario = { readonly weights: Readonly<Record<string, number>>; readonly locks: readonly string[] };

const HISTORY = 200;

export type WhatIfState = {
  /** The model version the draft belongs to; a draft of another version is thrown away. */
  readonly modelVersion: string | null;
  readonly draft: Scenario | null;
  /** The scenario before the gesture in progress; null while nothing is held. */
  readonly held: Scenario | null;
  readonly past: readonly Scenario[];
  readonly future: readonly Scenario[];
  /** Starts (or keeps) the draft for a model version. */
  open(modelVersion: string, scenario: Scenario): void;
  /** Takes over a scenario from outside (a shared address) as one undoable step. */
  adopt(modelVersion: string, official: Scenario, scenario: Scenario): void;
  /** Changes the draft inside a gesture; the whole gesture becomes one undo step at {@link WhatIfState.commit}. */
  preview(scenario: Scenario): void;
  commit(): void;
  /** Changes the draft as one undo step. */
  apply(scenario: Scenario): void;
  undo(): void;
  redo(): void;
};

const same = (a: Scenario, b: Scenario): boolean =>
  a.locks.length === b.locks.length &&
  a.locks.every((id) => b.locks.includes(id)) &&
  Object.keys(a.weights).length === Object.keys(b.weights).length &&
  Object.entries(a.weights).every(([id, value]) => Math.abs(value - (b.weights[id] ?? Number.NaN)) < 1e-9);

const remember = (past: readonly Scenario[], step: Scenario): readonly Scenario[] => [...past, step].slice(-HISTORY);

/** Draft weights of the what-if view. Kept outside the view, so that leaving it and coming back loses nothing. */
export const useWhatIfStore = create<WhatIfState>()((set, get) => ({
  modelVersion: null,
  draft: null,
  held: null,
  past: [],
  future: [],
  open: (modelVersion, scenario) => {
    if (get().modelVersion === modelVersion && get().draft) return;
    set({ modelVersion, draft: scenario, held: null, past: [], future: [] });
  },
  adopt: (modelVersion, official, scenario) => {
    get().open(modelVersion, official);
    get().apply(scenario);
  },
  preview: (scenario) => {
    const { draft, held } = get();
    if (!draft) return;
    set({ draft: scenario, held: held ?? draft });
  },
  commit: () => {
    const { draft, held, past } = get();
    if (!held || !draft) return;
    if (same(held, draft)) set({ held: null });
    else set({ held: null, past: remember(past, held), future: [] });
  },
  apply: (scenario) => {
    get().commit();
    get().preview(scenario);
    get().commit();
  },
  undo: () => {
    get().commit();
    const { draft, past, future } = get();
    const step = past.at(-1);
    if (!step || !draft) return;
    set({ draft: step, past: past.slice(0, -1), future: [draft, ...future] });
  },
  redo: () => {
    get().commit();
    const { draft, past, future } = get();
    const step = future[0];
    if (!step || !draft) return;
    set({ draft: step, past: remember(past, draft), future: future.slice(1) });
  },
}));
