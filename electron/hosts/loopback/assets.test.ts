import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { answerAppRequest } from '../desktop/protocol.ts';
import { type AssetMap, CONTENT_SECURITY_POLICY, listAssets, readAsset, SECURITY_HEADERS } from './assets.ts';

let assets: AssetMap;

beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'bellwether-assets-'));
  const folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.html'), 'secret');
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'let a;');
  writeFileSync(join(folder, 'assets', 'index-abc.js.map'), '{}');
  writeFileSync(join(folder, 'assets', 'font.woff2'), 'font');
  writeFileSync(join(folder, 'assets', 'odd name.svg'), '<svg/>');
  symlinkSync(join(root, 'secret.html'), join(folder, 'link.html'));
  assets = listAssets(folder);
});

const corpus = [
  '/../secret.html',
  '/..%2fsecret.html',
  '/%2e%2e/secret.html',
  '/%2e%2e%2fsecret.html',
  '/..%5csecret.html',
  '/..\\secret.html',
  '/assets/../../secret.html',
  '/assets/..;/secret.html',
  '//secret.html',
  '/./index.html',
  '/index.html%00',
  '/index.html\u0000.js',
  '/link.html',
  '/assets',
  '/assets/',
  '/assets/index-abc.js.map',
  '/INDEX.HTML',
  '/etc/passwd',
  '/C:/Windows/win.ini',
  '/\\\\server\\share\\x.html',
  '/file:///etc/passwd',
  '/__proto__',
  '/constructor',
  '',
];

describe('the list of files', () => {
  it('has what was built, and no source maps, links or folders', () => {
    expect([...assets.keys()].sort()).toEqual([
      '/',
      '/assets/font.woff2',
      '/assets/index-abc.js',
      '/assets/odd%20name.svg',
      '/index.html',
    ]);
  });

  it.each(corpus)('knows nothing of %j', async (path) => {
    const reply = await readAsset(assets, path);
    expect(reply.status).toBe(404);
    expect(new TextDecoder().decode(reply.body)).toBe('Not found.\n');
  });

  it('an empty folder serves nothing', async () => {
    expect((await readAsset(listAssets('/nowhere/at/all'), '/')).status).toBe(404);
  });
});

describe('app:// on the desktop', () => {
  it.each(corpus)('answers %j with nothing but the built files', async (path) => {
    const address = `app://bundle${path}`;
    if (!URL.canParse(address)) return;
    const response = await answerAppRequest(assets, 'GET', address);
    // The address parser may turn a path into that of a built file; it can never reach another one.
    expect(['Not found.\n', '<!doctype html>']).toContain(await response.text());
  });

  it.each([
    'app://other/',
    'app://bundle:80/',
    'app://user@bundle/',
    'http://bundle/',
    'file:///index.html',
    'app:bundle',
    'app://bundle.evil/',
  ])('%s is another place', async (address) => {
    expect((await answerAppRequest(assets, 'GET', address)).status).toBe(404);
  });

  it('serves the page with its headers, and only to GET', async () => {
    const response = await answerAppRequest(assets, 'GET', 'app://bundle/#/accounts');
    expect(response.status).toBe(200);
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) expect(response.headers.get(name)).toBe(value);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect((await answerAppRequest(assets, 'POST', 'app://bundle/')).status).toBe(404);
  });
});

it('R21: the policy has no hole for scripts', () => {
  const policy = new Map(CONTENT_SECURITY_POLICY.split('; ').map((part) => [part.split(' ')[0], part]));
  expect(policy.get('script-src')).toBe("script-src 'self'");
  expect(policy.get('default-src')).toBe("default-src 'none'");
  for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'object-src'])
    expect(policy.get(name)).toBe(`${name} 'none'`);
  expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe-eval');
});
