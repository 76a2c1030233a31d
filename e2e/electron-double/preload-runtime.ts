export type PreloadSetup = { readonly binding: string; readonly dropFolder: string };
type CommonJs = (require: (name: string) => unknown, module: { exports: unknown }, exports: unknown) => void;

/** The init script: the policy of the page forbids `eval`, so the preload is spliced in as text. */
export function preloadScript(source: string, setup: PreloadSetup): string {
  return `(${runPreload.toString()})(${JSON.stringify(setup)}, function (require, module, exports) {\n${source}\n});`;
}

/**
 * Runs in the page before anything else, as a sandboxed preload does: top frame only, and `require` knows only
 * `electron`. Becomes text, so it refers to nothing outside itself.
 */
function runPreload({ binding, dropFolder }: PreloadSetup, preload: CommonJs): void {
  if (window !== window.top) return;
  type Invoke = (channel: string, args: readonly unknown[]) => Promise<unknown>;
  type Listener = (event: unknown, ...args: readonly unknown[]) => void;
  const invoke: Invoke = Reflect.get(window, binding);
  // The page's own world never sees the channel itself.
  Reflect.deleteProperty(window, binding);
  const listeners = new Map<string, Set<Listener>>();
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, value: unknown) =>
        Object.defineProperty(window, name, { value, enumerable: true, writable: false, configurable: false }),
    },
    ipcRenderer: {
      invoke: (channel: string, ...args: readonly unknown[]) => invoke(channel, structuredClone(args)),
      on: (channel: string, listener: Listener) =>
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener)),
      removeListener: (channel: string, listener: Listener) => listeners.get(channel)?.delete(listener),
    },
    webUtils: {
      getPathForFile: (file: unknown) => {
        if (!(file instanceof File)) throw new TypeError('Not a file.');
        return `${dropFolder}/${file.name}`;
      },
    },
  };
  window.addEventListener('electron-double', (event) => {
    if (!(event instanceof CustomEvent)) return;
    const { channel, args }: { channel: string; args: unknown[] } = event.detail;
    for (const listener of listeners.get(channel) ?? []) listener({ sender: null }, ...args);
  });
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot require '${name}'.`);
    return electron;
  };
  preload(require, { exports: {} }, {});
}
