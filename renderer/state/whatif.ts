import { create } from 'zustand';
import { change, type History, hold, redo, settle, startHistory, undo } from './history.ts';

/** A draft of weights in percent per dimension id, and which of them are locked. */
export type Scenario = { readonly weights: Readonly<Record<string, number>>; readonly locks: readonly string[] };

export type WhatIfState = {
  /** The model version the draft belongs to; a draft of another version is thrown away. */
  readonly modelVersion: string | null;
  readonly history: History<Scenario> | null;
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

/** Draft weights of the what-if view. Kept outside the view, so that leaving it and coming back loses nothing. */
export const useWhatIfStore = create<WhatIfState>()((set, get) => {
  const step = (next: (history: History<Scenario>) => History<Scenario>) =>
    set(({ history }) => (history ? { history: next(history) } : {}));
  return {
    modelVersion: null,
    history: null,
    open: (modelVersion, scenario) => {
      if (get().modelVersion === modelVersion && get().history) return;
      set({ modelVersion, history: startHistory(scenario) });
    },
    adopt: (modelVersion, official, scenario) => {
      get().open(modelVersion, official);
      get().apply(scenario);
    },
    preview: (scenario) => step((history) => hold(history, scenario)),
    commit: () => step((history) => settle(history, same)),
    apply: (scenario) => step((history) => change(history, scenario, same)),
    undo: () => step((history) => undo(history, same)),
    redo: () => step((history) => redo(history, same)),
  };
});
