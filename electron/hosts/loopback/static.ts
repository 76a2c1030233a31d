import type { ServerResponse } from 'node:http';
import { type AssetMap, readAsset } from './assets.ts';

/** GET of the built renderer: the same files and headers as the desktop's `app://bundle/`. */
export async function handleStatic(
  assets: AssetMap,
  path: string,
  head: boolean,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await readAsset(assets, path);
  response.writeHead(status, { ...headers, 'content-length': body.byteLength });
  response.end(head ? undefined : body);
}
