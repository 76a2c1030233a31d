/**
 * Stands in for the module `electron` in the process under test: records what it is asked, and passes windows on to the
 * browser at the other end of the process's channel. Only what the desktop shell uses; a call of anything else fails.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Electron from 'electron';
import type { FromMain, Questions } from './wire.ts';

const tell = (message: FromMain): void => {
  process.send?.(message);
};
const record = (what: string, value: unknown = null): void => tell({ kind: 'record', what, value });

class Preventable {
  defaultPrevented = false;
  readonly url: string;
  constructor(url = '') {
    this.url = url;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

let ready = false;
const readiness = Promise.withResolvers<void>();

/** As in Electron, the application becomes ready only after the main module has run to its end. */
export function markReady(): void {
  ready = true;
  readiness.resolve();
}

function onlyBeforeReady(what: string): void {
  if (ready) throw new Error(`${what} was called after the application was ready.`);
  record(what);
}

function onlyWhenReady(what: string): void {
  if (!ready) throw new Error(`${what} was called before the application was ready.`);
}

const paths = new Map<string, string>();

export const app = Object.assign(new EventEmitter(), {
  isPackaged: process.env['DOUBLE_PACKAGED'] === '1',
  enableSandbox: () => onlyBeforeReady('app.enableSandbox'),
  requestSingleInstanceLock: () => {
    record('app.requestSingleInstanceLock');
    return process.env['DOUBLE_SECOND'] !== '1';
  },
  whenReady: () => readiness.promise,
  getVersion: () => '0.0.0-double',
  getPath: (name: string) => paths.get(name) ?? mkdtempSync(join(tmpdir(), `double-${name}-`)),
  setPath: (name: string, path: string) => {
    paths.set(name, path);
  },
  quit: () => {
    const event = new Preventable();
    app.emit('before-quit', event);
    if (!event.defaultPrevented) app.exit(0);
  },
  exit: (code?: number) => process.exit(code ?? 0),
} satisfies Partial<Electron.App>);

type WindowOpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

class DoubleContents extends EventEmitter {
  openHandler: WindowOpenHandler | null = null;
  readonly windowId: number;
  constructor(windowId: number) {
    super();
    this.windowId = windowId;
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.openHandler = handler;
  }
  closeDevTools(): void {
    record('closeDevTools');
  }
  send(channel: string, ...args: unknown[]): void {
    tell({ kind: 'send', windowId: this.windowId, channel, args });
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all = new Map<number, BrowserWindow>();
  readonly id = BrowserWindow.all.size + 1;
  readonly webContents = new DoubleContents(this.id);
  readonly #options: Electron.BrowserWindowConstructorOptions;
  #destroyed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    onlyWhenReady('new BrowserWindow');
    this.#options = options;
    BrowserWindow.all.set(this.id, this);
    record('BrowserWindow', options);
    app.emit('web-contents-created', new Preventable(), this.webContents);
  }
  async loadURL(url: string): Promise<void> {
    const preload = this.#options.webPreferences?.preload;
    tell({ kind: 'load', windowId: this.id, url, preload: preload === undefined ? '' : readFileSync(preload, 'utf8') });
  }
  show(): void {
    record('window.show');
  }
  focus(): void {
    record('window.focus');
  }
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  close(): void {
    this.#destroyed = true;
    tell({ kind: 'close', windowId: this.id });
    this.emit('closed');
    if ([...BrowserWindow.all.values()].every((window) => window.isDestroyed())) app.emit('window-all-closed');
  }
}

const dialogAnswers: (readonly string[])[] = [];

function askUser(what: string, parts: readonly unknown[]): readonly string[] {
  record(what, parts.at(-1));
  return dialogAnswers.shift() ?? [];
}

export const dialog = {
  showOpenDialog: async (...parts: unknown[]) => {
    const filePaths = [...askUser('showOpenDialog', parts)];
    return { canceled: filePaths.length === 0, filePaths };
  },
  showSaveDialog: async (...parts: unknown[]) => {
    const [filePath] = askUser('showSaveDialog', parts);
    return { canceled: filePath === undefined, filePath: filePath ?? '' };
  },
  showErrorBox: (title: string, content: string) => record('showErrorBox', { title, content }),
} satisfies Partial<Electron.Dialog>;

type InvokeListener = (event: { readonly senderFrame: Frame | null }, ...args: unknown[]) => unknown;
type Frame = { readonly url: string; readonly top: Frame | null };
const invokeListeners = new Map<string, InvokeListener>();

export const ipcMain = {
  handle: (channel: string, listener: InvokeListener) => {
    record('ipcMain.handle', channel);
    invokeListeners.set(channel, listener);
  },
};

type ProtocolHandler = Parameters<Electron.Protocol['handle']>[1];
const protocolHandlers = new Map<string, ProtocolHandler>();

export const protocol = {
  registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => {
    onlyBeforeReady('protocol.registerSchemesAsPrivileged');
    record('schemes', schemes);
  },
  handle: (scheme: string, handler: ProtocolHandler) => {
    onlyWhenReady('protocol.handle');
    protocolHandlers.set(scheme, handler);
  },
} satisfies Partial<Electron.Protocol>;

type BeforeRequest = (
  details: { url: string; resourceType: string },
  decide: (response: { cancel?: boolean }) => void,
) => void;
type PermissionRequest = (contents: null, permission: string, decide: (granted: boolean) => void) => void;
const guards: {
  beforeRequest?: BeforeRequest;
  request?: PermissionRequest;
  check?: () => boolean;
  device?: () => boolean;
} = {};

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: PermissionRequest) => {
      guards.request = handler;
    },
    setPermissionCheckHandler: (handler: () => boolean) => {
      guards.check = handler;
    },
    setDevicePermissionHandler: (handler: () => boolean) => {
      guards.device = handler;
    },
    webRequest: {
      onBeforeRequest: (listener: BeforeRequest) => {
        guards.beforeRequest = listener;
      },
    },
  }),
};

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (template: Electron.MenuItemConstructorOptions[]) => record('menu', template),
};

function currentContents(): DoubleContents {
  const window = [...BrowserWindow.all.values()].at(-1);
  if (!window) throw new Error('There is no window.');
  return window.webContents;
}

/** What the browser side asks; the keys and types are those of `Questions`. */
export const answers: {
  [K in keyof Questions]: (...args: Parameters<Questions[K]>) => Promise<ReturnType<Questions[K]>>;
} = {
  request: async ({ url, method, resourceType }) => {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    // Electron lets everything through unless a listener is set; so does the double.
    if (guards.beforeRequest)
      guards.beforeRequest({ url, resourceType }, (verdict) => resolve(verdict.cancel === true));
    else resolve(false);
    const handler = protocolHandlers.get(new URL(url).protocol.slice(0, -1));
    if ((await promise) || !handler) return null;
    const response = await handler(new Request(url, { method }));
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: new Uint8Array(await response.arrayBuffer()),
    };
  },
  invoke: async (sender, channel, args) => {
    const listener = invokeListeners.get(channel);
    if (!listener) throw new Error(`No handler registered for '${channel}'`);
    const top: { url: string; top: Frame | null } = { url: sender?.url ?? '', top: null };
    top.top = top;
    const frame = sender === null ? null : sender.isTop ? top : { url: sender.url, top };
    return listener({ senderFrame: frame }, ...args);
  },
  navigate: async (name, url) => {
    const event = new Preventable(url);
    currentContents().emit(name, event);
    return event.defaultPrevented;
  },
  openWindow: async (url) => {
    const details = {
      url,
      frameName: '',
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'default' },
    } as const;
    return currentContents().openHandler?.(details).action ?? 'allow';
  },
  attachWebview: async () => {
    const event = new Preventable();
    currentContents().emit('will-attach-webview', event);
    return event.defaultPrevented;
  },
  permission: async (name) => {
    let requested = true;
    guards.request?.(null, name, (granted) => {
      requested = granted;
    });
    return { requested, checked: guards.check?.() ?? true, device: guards.device?.() ?? true };
  },
  answerDialog: async (filePaths) => {
    dialogAnswers.push(filePaths);
    return null;
  },
  secondInstance: async (argv) => {
    app.emit('second-instance', new Preventable(), argv, process.cwd());
    return null;
  },
  loaded: async (windowId) => {
    BrowserWindow.all.get(windowId)?.emit('ready-to-show');
    return null;
  },
  closeWindow: async (windowId) => {
    BrowserWindow.all.get(windowId)?.close();
    return null;
  },
};
