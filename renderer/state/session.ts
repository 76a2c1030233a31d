/**
 * What the window knows about the data it shows: `epoch` counts workspaces opened, `revision` is the dataset's.
 * Both are part of every query key.
 */
import { create } from 'zustand';

type Session = { readonly epoch: number; readonly revision: number };

export const useSession = create<Session>(() => ({ epoch: 0, revision: 0 }));

/** Revisions only grow inside one workspace. */
export function noteRevision(revision: number): void {
  if (revision > useSession.getState().revision) useSession.setState({ revision });
}

export function noteWorkspace(revision: number): void {
  useSession.setState((session) => ({ epoch: session.epoch + 1, revision }));
}
