import type { Bridge } from '#shared/contract/bridge.ts';
import type { WindowBridge } from './bridge-status.ts';
import { createHttpBridge } from './http-bridge.ts';
import { takeToken } from './token.ts';

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface merges with the DOM's Window.
  interface Window {
    /** Set by the preload of the desktop shell. */
    readonly appBridge?: Bridge;
  }
}

/** The desktop shell's bridge where there is one, HTTP to the loopback server otherwise. */
export function connect(): WindowBridge {
  return window.appBridge ?? createHttpBridge({ token: takeToken(window) });
}
