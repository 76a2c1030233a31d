import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { launchDouble, type RunningDouble } from '../electron-double/launch.ts';
import { CLI, ROOT, SAMPLE_TEMPLATE } from './paths.ts';
import { type ServedApp, serve } from './serve.ts';

/** Texts of tables by the name of their file. */
export type WorkspaceFiles = Readonly<Record<string, string>>;

export type HostOptions = {
  /** Set by the project. */
  readonly host: 'browser' | 'electron-double';
  /** `test.use({ workspace: 'none' })` starts at Welcome; files start in a workspace that the command line made and scored. */
  readonly workspace: 'sample' | 'none' | WorkspaceFiles;
};

/** The running application, the same in both hosts. */
export type RunningApp = {
  readonly host: HostOptions['host'];
  readonly page: Page;
  readonly dataDir: string;
  /** Present in the project `browser`. */
  readonly served: ServedApp | null;
  /** Present in the project `electron-double`. */
  readonly double: RunningDouble | null;
  /** What the browser reported against the policy; every test ends with a check that this is empty (R22). */
  readonly violations: string[];
  /** Requests that would have left the machine; empty at the end as well (T18). */
  readonly strays: string[];
};

function watch(context: BrowserContext): { violations: string[]; strays: string[] } {
  const violations: string[] = [];
  const strays: string[] = [];
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const own = ['127.0.0.1', 'localhost', 'bundle.app.localhost'].includes(url.hostname);
    if (!own && !['data:', 'blob:', 'about:'].includes(url.protocol)) strays.push(request.url());
  });
  return { violations, strays };
}

/** Makes a workspace of files with the command line and answers its path. */
function importFiles(dataDir: string, files: WorkspaceFiles): string {
  const workspace = join(dataDir, 'imported.bellwether');
  const folder = join(dataDir, 'tables');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, [CLI, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', BELLWETHER_DATA_DIR: dataDir },
    });
  run('init', workspace, '--name', 'Imported');
  if (Object.keys(files).length > 0) {
    run('import', workspace, folder);
    run('score', workspace);
  }
  return workspace;
}

function startOf(workspace: HostOptions['workspace'], dataDir: string): readonly string[] {
  if (workspace === 'none') return [];
  if (workspace !== 'sample') return [importFiles(dataDir, workspace)];
  cpSync(SAMPLE_TEMPLATE, dataDir, { recursive: true });
  return ['--sample'];
}

async function openServed(context: BrowserContext, served: ServedApp): Promise<Page> {
  const page = await context.newPage();
  await page.goto(served.url);
  // The page takes the token out of its address when it starts: a test that goes elsewhere before would take it away.
  await expect.poll(() => page.url()).not.toContain('#token=');
  return page;
}

export const test = base.extend<HostOptions & { app: RunningApp }>({
  host: ['browser', { option: true }],
  workspace: ['sample', { option: true }],
  app: async ({ host, workspace, context }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'bellwether-e2e-'));
    const argv = startOf(workspace, dataDir);
    const seen = watch(context);
    const served = host === 'browser' ? await serve(dataDir, argv) : null;
    const double = host === 'browser' ? null : await launchDouble({ root: ROOT, context, dataDir, argv });
    try {
      const page = served ? await openServed(context, served) : double?.page;
      if (!page) throw new Error('No page.');
      await use({ host, page, dataDir, served, double, ...seen });
      expect.soft(seen.violations, 'Content-Security-Policy violations').toEqual([]);
      expect.soft(seen.strays, 'requests that leave the machine').toEqual([]);
    } finally {
      await served?.stop();
      await double?.close();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
  page: async ({ app }, use) => {
    await use(app.page);
  },
});

/** For what happens between page and core alone, the same in both hosts: proven once. */
export const PAGE_ONLY = { tag: '@page' } as const;

export { expect };
