import type { BrowserWindow, BrowserWindowConstructorOptions, WebPreferences } from 'electron';
import { APP_URL } from './origin.ts';

/** R1: exactly these, for every window. */
export function webPreferences(preload: string): WebPreferences {
  return {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    spellcheck: false,
    preload,
  };
}

export type WindowConstructor = new (options: BrowserWindowConstructorOptions) => BrowserWindow;

/** The only place that makes a window; `hash` is the address of a view, empty for the first one. */
export function createWindow(Window: WindowConstructor, preload: string, hash: string): BrowserWindow {
  const window = new Window({
    title: 'Bellwether',
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    show: false,
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${APP_URL}${hash}`);
  return window;
}
