/**
 * What the shown view offers to the command palette. Stable names: `useCommand(label, run)` while the view that offers
 * it is mounted, `useShownCommands`.
 */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export type Command = {
  /** What it does, with the name of what it does it to: `Record an override on Halyard`. */
  readonly label: string;
  readonly run: () => void;
};

export const useShownCommands = create<{ readonly commands: readonly Command[] }>(() => ({ commands: [] }));

/** Offers `run` under `label`; null offers nothing. */
export function useCommand(label: string | null, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (label === null) return;
    const command: Command = { label, run: () => latest.current() };
    useShownCommands.setState(({ commands }) => ({ commands: [...commands, command] }));
    return () =>
      useShownCommands.setState(({ commands }) => ({ commands: commands.filter((other) => other !== command) }));
  }, [label]);
}
