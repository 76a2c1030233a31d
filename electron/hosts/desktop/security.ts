import type { App, Session, WebContents } from 'electron';
import type { Log } from '#electron/core/core.ts';
import { isAllowedRequest, isAppUrl } from './origin.ts';

type Preventable = { preventDefault(): void };

/** Electron grants every permission unless told otherwise (R7); and nothing leaves this machine (R9). */
export function hardenSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    log('shell.permission-denied', { permission });
    decide(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    const cancel = !isAllowedRequest(details.url, details.resourceType);
    if (cancel) log('shell.request-blocked', { kind: details.resourceType });
    decide({ cancel });
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** R4, R5, R11. Links of another origin and new windows lead nowhere: the application has no page outside itself. */
export function hardenContents(contents: WebContents, packaged: boolean, log: Log): void {
  const stay = (event: Preventable & { readonly url: string }): void => {
    if (isAppUrl(event.url)) return;
    log('shell.navigation-blocked');
    event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  if (packaged) contents.on('devtools-opened', () => contents.closeDevTools());
}

export function hardenApp(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => hardenContents(contents, app.isPackaged, log));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, decide) => {
    event.preventDefault();
    decide(false);
  });
}
