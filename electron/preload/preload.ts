import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '#shared/contract/bridge.ts';
import type { CoreEvent } from '#shared/contract/events.ts';

const bridge = {
  invoke: (method, input) => ipcRenderer.invoke('rpc', method, input),
  subscribe: (listener) => {
    const receive = (_event: unknown, coreEvent: CoreEvent): void => listener(coreEvent);
    ipcRenderer.on('core-event', receive);
    return () => {
      ipcRenderer.removeListener('core-event', receive);
    };
  },
  pickImportSources: () => ipcRenderer.invoke('pick-import-sources'),
  // Only a file that the user dropped has a path; for anything else a page could make up this throws.
  addDroppedFiles: async (files) =>
    ipcRenderer.invoke('add-dropped-files', files.map((file) => webUtils.getPathForFile(file as File)).filter(Boolean)),
  pickFolder: () => ipcRenderer.invoke('pick-folder'),
  pickWorkspace: () => ipcRenderer.invoke('pick-workspace'),
  saveText: (suggestedName, text) => ipcRenderer.invoke('save-text', suggestedName, text),
  pickExportTarget: (suggestedName) => ipcRenderer.invoke('pick-export-target', suggestedName),
  deliverExport: async () => true,
} satisfies Bridge;

contextBridge.exposeInMainWorld('appBridge', Object.freeze(bridge));
