import type { Bridge } from '#shared/contract/bridge.ts';

/** What this window's bridges add to the contract: whether the host still answers. */
export type WindowBridge = Bridge & {
  /** Calls back with the present state and on every change. Absent where the host cannot go away. */
  readonly onConnection?: (listener: (connected: boolean) => void) => () => void;
};
