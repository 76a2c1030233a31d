import type { CustomScheme, Protocol } from 'electron';
import { type AssetMap, readAsset } from '../loopback/assets.ts';
import { APP_SCHEME, isAppUrl } from './origin.ts';

/** Registered before the application is ready (R8): relative addresses, fetch and storage work as under https. */
export const APP_SCHEMES: CustomScheme[] = [
  { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
];

/** Answers `app://bundle/…` from the list of built files; anything else was never there (T7). */
export async function answerAppRequest(assets: AssetMap, method: string, address: string): Promise<Response> {
  const known = method === 'GET' && isAppUrl(address);
  const { status, headers, body } = await readAsset(assets, known ? new URL(address).pathname : '');
  return new Response(Buffer.from(body), { status, headers });
}

export function serveApp(protocol: Protocol, assets: AssetMap): void {
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(assets, request.method, request.url));
}
