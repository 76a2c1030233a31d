/**
 * What the shown view offers to the command palette: `useCommands(commands)` while it is mounted. Pass a memoised list.
 * Stable names: `Command`, `useCommands`, `useShownCommands`.
 */
import { useEffect } from 'react';
import { create } from 'zustand';

export type Command = {
  readonly id: string;
  /** What it does, with the name of what it does it to: `Record an override on Halyard`. */
  readonly label: string;
  readonly run: () => void;
};

export const useShownCommands = create<{ readonly commands: readonly Command[] }>(() => ({ commands: [] }));

export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    useShownCommands.setState((shown) => ({ commands: [...shown.commands, ...commands] }));
    return () =>
      useShownCommands.setState((shown) => ({
        commands: shown.commands.filter((command) => !commands.includes(command)),
      }));
  }, [commands]);
}
