import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session } from 'electron';
import { createCore } from '#electron/core/create.ts';
import { dataDirectory } from '#electron/core/data-directory.ts';
import { runShell } from './shell.ts';

const here = import.meta.dirname;

// Not awaited: Electron is not ready before this module has run to its end.
runShell({
  electron: { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session },
  createCore,
  paths: {
    preload: join(here, '../preload/preload.cjs'),
    renderer: join(here, '../renderer'),
    workerEntry: pathToFileURL(join(here, 'worker.js')),
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(here, '../../resources'),
    data: dataDirectory(),
    isolated: Boolean(process.env['BELLWETHER_DATA_DIR']),
  },
  argv: process.argv,
  workingDirectory: process.cwd(),
  now: Date.now,
}).catch(() => {
  dialog.showErrorBox(
    'Bellwether could not start',
    'Its files or its data folder cannot be read. Nothing was changed.',
  );
  app.exit(1);
});
