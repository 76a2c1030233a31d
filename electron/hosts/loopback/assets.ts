import { type Dirent, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** R21. Mantine needs inline styles; scripts only ever come from the bundle. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** On every reply of both hosts (R32). */
export const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

export type Asset = { readonly file: string; readonly type: string };
/** Address path, exactly as a browser sends it, → file. What is not in the map does not exist. */
export type AssetMap = ReadonlyMap<string, Asset>;

/** Lists the built renderer once; no path of a request is ever joined to a folder (T7). Links and unknown types stay out. */
export function listAssets(folder: string): AssetMap {
  const assets = new Map<string, Asset>();
  const visit = (directory: string, prefix: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      const file = join(directory, entry.name);
      const address = `${prefix}/${encodeURIComponent(entry.name)}`;
      if (entry.isDirectory()) {
        visit(file, address);
      } else if (entry.isFile()) {
        const type = TYPES[entry.name.slice(entry.name.lastIndexOf('.') + 1)];
        if (type) assets.set(address, { file, type });
      }
    }
  };
  visit(folder, '');
  const index = assets.get('/index.html');
  if (index) assets.set('/', index);
  return assets;
}

export type AssetReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** The answer both hosts give for a path of the renderer. */
export async function readAsset(assets: AssetMap, path: string): Promise<AssetReply> {
  const asset = assets.get(path);
  if (asset) {
    try {
      return {
        status: 200,
        headers: { ...SECURITY_HEADERS, 'content-type': asset.type },
        body: await readFile(asset.file),
      };
    } catch {
      // Rebuilt or removed since the start: the same as never having been there.
    }
  }
  return {
    status: 404,
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' },
    body: new TextEncoder().encode('Not found.\n'),
  };
}
