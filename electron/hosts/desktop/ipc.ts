import type { IpcMain } from 'electron';
import { z } from 'zod';
import type { Core, Log } from '#electron/core/core.ts';
import { AppError, toWireError } from '#shared/contract/errors.ts';
import type { CoreEvent } from '#shared/contract/events.ts';
import type { Dialogs } from './dialogs.ts';
import { isAppUrl } from './origin.ts';

/** The part of a `WebFrameMain` that tells who is speaking. */
export type SenderFrame = { readonly url: string; readonly top: SenderFrame | null };

/** R16: the top frame of one of our own pages; not a frame inside it, not a page that is gone, not another origin. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.top === frame && isAppUrl(frame.url);
}

const LIMIT = { text: 64 * 1024, files: 500, document: 64 * 1024 * 1024 };
const nothing = z.tuple([]);
const rpcCall = z.tuple([z.string().min(1).max(64), z.unknown()]);
const paths = z.tuple([z.array(z.string().min(1).max(LIMIT.text)).max(LIMIT.files)]);
const fileName = z.tuple([z.string().max(1024)]);
const document = z.tuple([z.string().max(1024), z.string().max(LIMIT.document)]);

export const EVENT_CHANNEL = 'core-event';

export type IpcParts = { readonly ipcMain: IpcMain; readonly core: Core; readonly dialogs: Dialogs; readonly log: Log };

/** The whole surface the window can reach: seven channels, each with a checked sender and checked arguments (R15-R19). */
export function registerIpc({ ipcMain, core, dialogs, log }: IpcParts): void {
  function handle<Args extends unknown[]>(
    channel: string,
    schema: z.ZodType<Args>,
    run: (...args: Args) => Promise<unknown>,
  ): void {
    ipcMain.handle(channel, async (event, ...args: unknown[]) => {
      if (!isTrustedSender(event.senderFrame)) {
        log('ipc.refused', { channel, reason: 'sender' });
        throw new Error('Refused.');
      }
      const parsed = schema.safeParse(args);
      if (!parsed.success) {
        log('ipc.refused', { channel, reason: 'arguments' });
        throw new Error('Refused.');
      }
      try {
        return await run(...parsed.data);
      } catch (error) {
        if (!(error instanceof AppError)) log('ipc.failed', { channel });
        throw new Error(toWireError(error).message);
      }
    });
  }

  handle('rpc', rpcCall, (method, input) => core.dispatch(method, input));
  handle('pick-import-sources', nothing, () => dialogs.pickImportSources());
  handle('add-dropped-files', paths, ([...files]) => dialogs.addDroppedFiles(files));
  handle('pick-folder', nothing, () => dialogs.pickFolder());
  handle('pick-workspace', nothing, () => dialogs.pickWorkspace());
  handle('save-text', document, (name, text) => dialogs.saveText(name, text));
  handle('pick-export-target', fileName, (name) => dialogs.pickExportTarget(name));
}

type Receiver = { isDestroyed(): boolean; readonly webContents: { send(channel: string, event: CoreEvent): void } };

/** Pushes the core's events to every open window. */
export function pushEvents(core: Core, windows: () => readonly Receiver[]): () => void {
  return core.subscribe((event) => {
    for (const window of windows()) {
      if (!window.isDestroyed()) window.webContents.send(EVENT_CHANNEL, event);
    }
  });
}
