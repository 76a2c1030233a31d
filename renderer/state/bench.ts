/**
 * What is on the bench of the What-if view: the draft of which model, and the saved scenario it was opened from. The draft
 * itself is the one of {@link useDrafts}, so that What-if and the Models editor work on the same document.
 * Stable names: `useBenchStore`, `OpenedScenario`.
 */
import { create } from 'zustand';
import type { Edited } from './drafts.ts';

export type OpenedScenario = {
  readonly id: number;
  readonly name: string;
  /** As it is stored: what "saved" means. */
  readonly saved: Edited;
};

type BenchState = {
  readonly workspace: string | null;
  /** Model whose draft is on the bench; null for the official one. */
  readonly modelId: string | null;
  readonly opened: OpenedScenario | null;
  /** The scenario in which this window keeps what nobody has saved. */
  readonly keptId: number | null;
  keep(id: number | null): void;
  put(workspace: string, modelId: string | null, opened: OpenedScenario | null): void;
};

export const useBenchStore = create<BenchState>()((set) => ({
  workspace: null,
  modelId: null,
  opened: null,
  keptId: null,
  keep: (keptId) => set({ keptId }),
  put: (workspace, modelId, opened) =>
    set((before) => ({ workspace, modelId, opened, keptId: before.workspace === workspace ? before.keptId : null })),
}));
