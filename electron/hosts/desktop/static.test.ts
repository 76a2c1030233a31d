import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

function textsBelow(folder: string, pattern: RegExp): { name: string; text: string }[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => pattern.test(name) && !/\.i?test\.tsx?$/.test(name))
    .map((name) => ({ name, text: read(name) }));
}

const sources = ['electron', 'renderer', 'shared'].flatMap((folder) => textsBelow(folder, /\.(ts|tsx|html|css)$/));
const shellBundle = ['out/main/main.js', 'out/preload/preload.cjs']
  .filter((name) => existsSync(join(root, name)))
  .map((name) => ({ name, text: read(name) }));
const holding = (texts: readonly { name: string; text: string }[], pattern: RegExp): string[] =>
  texts.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('sources and bundle', () => {
  it.each([
    'experimentalFeatures',
    'enableBlinkFeatures',
    '<webview',
    '@electron/remote',
    '--no-sandbox',
    "'no-sandbox'",
    'disable-web-security',
    'ignore-certificate-errors',
    'loadFile(',
  ])('R3, R8: no %s', (word) => {
    const pattern = new RegExp(word.replaceAll(/[()]/g, '\\$&'));
    expect(holding([...sources, ...shellBundle], pattern)).toEqual([]);
  });

  it('R1, R6, R15: one place for windows and for channels, none for the outside', () => {
    expect(holding(sources, /new BrowserWindow|new Window\(\{/)).toEqual(['electron/hosts/desktop/window.ts']);
    expect(holding(sources, /ipcMain\.(handle|on|once)\b/)).toEqual(['electron/hosts/desktop/ipc.ts']);
    expect(holding(sources, /openExternal/)).toEqual([]);
  });

  it('R23: no code from text in our sources', () => {
    expect(holding(sources, /\beval\(|new Function\(|dangerouslySetInnerHTML|\.innerHTML\s*=/)).toEqual([]);
  });

  it('R13: the preload is short and hands out no channel', () => {
    const preload = read('electron/preload/preload.ts');
    expect(preload.split('\n').length).toBeLessThanOrEqual(50);
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(preload).not.toMatch(/invoke: ipcRenderer|invoke\(channel/);
  });
});

describe('the package', () => {
  const config = read('electron-builder.yml');
  const line = (key: string): string | undefined => new RegExp(`^\\s*${key}:\\s*(.*)$`, 'm').exec(config)?.[1];

  it('R57: every fuse is set as required', () => {
    const fuses: Record<string, boolean> = {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    };
    for (const [name, value] of Object.entries(fuses)) expect(line(name), name).toBe(String(value));
    const known = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
    expect(
      Object.keys(fuses)
        .map((name) => name.toLowerCase())
        .sort(),
    ).toEqual(known.map((name) => name.toLowerCase()).sort());
  });

  it('ships as one checked archive without updater, rebuild or leftovers', () => {
    expect(line('asar')).toBe('true');
    expect(config).not.toContain('disableAsarIntegrity');
    expect(config).toContain("- '**/better-sqlite3/prebuilds/**'");
    expect(line('npmRebuild')).toBe('false');
    expect(line('publish')).toBe('null');
    expect(line('removePackageScripts')).toBe('true');
    expect(line('hardenedRuntime')).toBe('true');
    const bundled = Object.keys(JSON.parse(read('package.json')).dependencies).filter(
      (name) => name !== 'better-sqlite3',
    );
    for (const name of bundled)
      expect(config, `${name} is in the bundle already`).toContain(`'!node_modules/${name}/**'`);
  });
});

describe('the lockfile (R58)', () => {
  const packages: Record<
    string,
    { resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }
  > = JSON.parse(read('package-lock.json')).packages;

  it('has a checksum for everything, from the registry only', () => {
    for (const [path, entry] of Object.entries(packages)) {
      if (path === '' || entry.link) continue;
      expect(entry.integrity, path).toMatch(/^sha(512|1)-/);
      if (entry.resolved) expect(entry.resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });

  it('has no install script that was not looked at', () => {
    const scripted = Object.entries(packages)
      .filter(([, entry]) => entry.hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    const known = Object.keys(JSON.parse(read('package.json')).allowScripts);
    expect(scripted.filter((name) => !known.includes(name) && name !== 'fsevents')).toEqual([]);
  });
});
