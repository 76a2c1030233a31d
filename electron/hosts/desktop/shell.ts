import { join } from 'node:path';
import type { App, BrowserWindow, Dialog, IpcMain, Menu, Protocol, Session } from 'electron';
import type { Core, CoreOptions } from '#electron/core/core.ts';
import { checkedHash } from '#shared/contract/address.ts';
import { toWireError } from '#shared/contract/errors.ts';
import { listAssets } from '../loopback/assets.ts';
import { type Launch, readArguments } from './arguments.ts';
import { createDialogs } from './dialogs.ts';
import { pushEvents, registerIpc } from './ipc.ts';
import { createFileLog } from './log.ts';
import { menuTemplate } from './menu.ts';
import { APP_URL } from './origin.ts';
import { APP_SCHEMES, serveApp } from './protocol.ts';
import { hardenApp, hardenSession } from './security.ts';
import { createWindow, type WindowConstructor } from './window.ts';

export type ElectronParts = {
  readonly app: App;
  readonly BrowserWindow: WindowConstructor;
  readonly dialog: Dialog;
  readonly ipcMain: IpcMain;
  readonly Menu: Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>;
  readonly protocol: Protocol;
  readonly session: { readonly defaultSession: Session };
};

export type ShellOptions = {
  readonly electron: ElectronParts;
  readonly createCore: (options: CoreOptions) => Promise<Core>;
  readonly paths: {
    readonly preload: string;
    readonly renderer: string;
    readonly workerEntry: URL;
    readonly resources: string;
    /** Folder of workspaces and lists, shared with browser mode and the command line. */
    readonly data: string;
    /** A data folder of its own was asked for: Electron's own files go there too. */
    readonly isolated: boolean;
  };
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly now: () => number;
};

/** Opens what the command line named. Failures stay with the core, which the window asks for its state anyway. */
async function openRequested(core: Core, launch: Launch): Promise<void> {
  if (launch.workspace !== null) await core.dispatch('workspace.open', { ref: core.addWorkspace(launch.workspace) });
  else if (launch.sample) await core.dispatch('workspace.open', { ref: 'sample' });
}

/** The desktop shell: one core, one window, one process. */
export async function runShell(options: ShellOptions): Promise<void> {
  const { electron, paths, now } = options;
  const { app } = electron;
  // All of this has to happen before the application is ready.
  app.enableSandbox();
  electron.protocol.registerSchemesAsPrivileged(APP_SCHEMES);
  if (paths.isolated) app.setPath('userData', join(paths.data, 'shell'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const dataDir = paths.data;
  const log = createFileLog(join(dataDir, 'logs'), now);
  hardenApp(app, log);

  let window: BrowserWindow | null = null;
  let core: Core | null = null;
  let pending: Launch = readArguments(options.argv, options.workingDirectory);

  /** The view asked for, empty when there is none; what is no view is said, and the window opens as usual. */
  const hashOf = ({ address }: Launch): string => {
    try {
      return address === null ? '' : checkedHash(address);
    } catch (error) {
      electron.dialog.showErrorBox('This address leads nowhere', toWireError(error).message);
      return '';
    }
  };
  const show = (hash = ''): void => {
    if (window && !window.isDestroyed()) {
      if (window.isMinimized()) window.restore();
      if (hash !== '') void window.loadURL(`${APP_URL}${hash}`);
      window.focus();
    } else if (core) {
      window = createWindow(electron.BrowserWindow, paths.preload, hash);
    }
  };
  const open = (launch: Launch): void => {
    pending = launch;
    if (core) void openRequested(core, launch).then(() => show(hashOf(launch)));
  };

  app.on('second-instance', (_event, argv, workingDirectory) => open(readArguments(argv, workingDirectory)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    open(readArguments(['', path], options.workingDirectory));
  });
  app.on('activate', () => show());
  app.on('window-all-closed', () => app.quit());

  let closing = false;
  app.on('before-quit', (event) => {
    if (closing || !core) return;
    closing = true;
    event.preventDefault();
    // A core that does not stop in time has nothing unwritten: every change is one finished transaction.
    const tooLong = setTimeout(() => app.exit(0), 10_000);
    void core.close().finally(() => {
      clearTimeout(tooLong);
      app.exit(0);
    });
  });

  await app.whenReady();
  hardenSession(electron.session.defaultSession, log);
  serveApp(electron.protocol, listAssets(paths.renderer));
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)));
  core = await options.createCore({
    dataDir,
    resourcesDir: paths.resources,
    workerEntry: paths.workerEntry,
    host: 'desktop',
    version: app.getVersion(),
    log,
    now,
  });
  registerIpc({ ipcMain: electron.ipcMain, core, dialogs: createDialogs(electron.dialog, () => window, core), log });
  pushEvents(core, () => (window ? [window] : []));
  await openRequested(core, pending);
  show(hashOf(pending));
  log('shell.started', { version: app.getVersion() });
}
