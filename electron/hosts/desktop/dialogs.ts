import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';
import type { Core } from '#electron/core/core.ts';
import type { ImportSource } from '#shared/contract/bridge.ts';
import { TABLE_EXTENSIONS } from '#shared/model/table-files.ts';
import { safeFileName } from '../file-names.ts';

const TABLES = { name: 'Tables', extensions: [...TABLE_EXTENSIONS] };
const WORKSPACES = { name: 'Bellwether workspaces', extensions: ['bellwether'] };
const EVERYTHING = { name: 'All files', extensions: ['*'] };

export type Dialogs = {
  pickImportSources(): Promise<readonly ImportSource[]>;
  addDroppedFiles(paths: readonly string[]): Promise<readonly ImportSource[]>;
  pickFolder(): Promise<ImportSource | null>;
  pickWorkspace(): Promise<string | null>;
  saveText(suggestedName: string, text: string): Promise<boolean>;
  pickExportTarget(suggestedName: string): Promise<string | null>;
};

/** Whole or not at all: a temporary file beside the target, flushed, then renamed over it (R48). */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path).slice(0, 40)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The native dialogs behind the bridge's intents. Paths stay here and in the core; the window gets references. */
export function createDialogs(dialog: Dialog, currentWindow: () => BrowserWindow | null, core: Core): Dialogs {
  // Electron's dialogs forget the last folder and fall back to Downloads.
  let lastFolder: string | undefined;

  async function choose(asked: Electron.OpenDialogOptions): Promise<readonly string[]> {
    const options = { ...asked, ...(lastFolder === undefined ? {} : { defaultPath: lastFolder }) };
    const window = currentWindow();
    const answer = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options));
    const first = answer.filePaths[0];
    if (answer.canceled || first === undefined) return [];
    lastFolder = dirname(first);
    return answer.filePaths;
  }

  async function chooseTarget(suggestedName: string): Promise<string | null> {
    const name = safeFileName(suggestedName);
    const options: Electron.SaveDialogOptions = {
      defaultPath: lastFolder === undefined ? name : join(lastFolder, name),
    };
    const window = currentWindow();
    const answer = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
    if (answer.canceled || !answer.filePath) return null;
    lastFolder = dirname(answer.filePath);
    return answer.filePath;
  }

  const addAll = async (paths: readonly string[]): Promise<readonly ImportSource[]> => {
    const sources: ImportSource[] = [];
    for (const path of paths) sources.push(await core.addSource(path));
    return sources;
  };

  return {
    pickImportSources: async () =>
      addAll(await choose({ filters: [TABLES, EVERYTHING], properties: ['openFile', 'multiSelections'] })),
    addDroppedFiles: addAll,
    pickFolder: async () => {
      const [path] = await choose({ properties: ['openDirectory'] });
      return path === undefined ? null : core.addSource(path);
    },
    pickWorkspace: async () => {
      const [path] = await choose({ filters: [WORKSPACES, EVERYTHING], properties: ['openFile'] });
      return path === undefined ? null : core.addWorkspace(path);
    },
    saveText: async (suggestedName, text) => {
      const path = await chooseTarget(suggestedName);
      if (path === null) return false;
      await writeWhole(path, text);
      return true;
    },
    pickExportTarget: async (suggestedName) => {
      const path = await chooseTarget(suggestedName);
      return path === null ? null : core.addExportTarget(path);
    },
  };
}
