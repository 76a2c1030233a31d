export const APP_SCHEME = 'app';
const APP_HOST = 'bundle';
export const APP_URL = `${APP_SCHEME}://${APP_HOST}/`;

/** True for an address of the renderer itself. `URL.origin` says 'null' for schemes of one's own, so the parts are compared. */
export function isAppUrl(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === `${APP_SCHEME}:` && url.host === APP_HOST && url.username === '' && url.password === '';
}

/** What may be requested at all: the renderer's files, and pictures written out in its own style sheets (R9). */
export function isAllowedRequest(address: string, resourceType: string): boolean {
  return isAppUrl(address) || (resourceType === 'image' && address.startsWith('data:image/'));
}
