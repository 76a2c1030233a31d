import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { contract, isMethodName } from '#shared/contract/index.ts';
import { launchDouble, type RunningDouble } from '../electron-double/launch.ts';
import { CLI, ROOT, SAMPLE_TEMPLATE } from './paths.ts';
import { type ServedApp, serve } from './serve.ts';

/** Texts of tables by the name of their file. */
export type WorkspaceFiles = Readonly<Record<string, string>>;

export type HostOptions = {
  /**
   * `test.use({ workspace: 'none' })` starts at Welcome; files start in a workspace that the command line made and scored.
   * In browser mode one program serves the sample to all tests of a worker that are not tagged {@link CHANGES}.
   */
  readonly workspace: 'sample' | 'none' | WorkspaceFiles;
  /** Address that the window opens at, with its `#`; the start view without one. */
  readonly at: string;
};

export type WorkerOptions = {
  /** Set by the project. */
  readonly host: 'browser' | 'electron-double';
};

type Standing = { readonly dataDir: string; readonly served: ServedApp };

/** The running application, the same in both hosts. */
export type RunningApp = {
  readonly host: WorkerOptions['host'];
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

/** What leaves another workspace, or another state of it, to the next test. */
const CHANGING_JOBS: readonly string[] = [
  'import.run',
  'import.fix',
  'import.undo',
  'models.promote',
  'score.run',
  'shadow.start',
];

function changes(path: string): boolean {
  const name = path.slice('/rpc/'.length);
  if (!path.startsWith('/rpc/') || !isMethodName(name) || name === 'job.cancel') return false;
  return contract[name].kind === 'mutation' || CHANGING_JOBS.includes(name);
}

function watch(context: BrowserContext): { violations: string[]; strays: string[]; changed: string[] } {
  const violations: string[] = [];
  const strays: string[] = [];
  const changed: string[] = [];
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    const own = ['127.0.0.1', 'localhost', 'bundle.app.localhost'].includes(url.hostname);
    if (!own && !['data:', 'blob:', 'about:'].includes(url.protocol)) strays.push(request.url());
    if (changes(url.pathname)) changed.push(url.pathname);
  });
  return { violations, strays, changed };
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

const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'bellwether-e2e-'));

async function openServed(context: BrowserContext, served: ServedApp, at: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(at === '' ? served.url : `${served.url}&${at.slice(1)}`);
  // The page takes the token out of its address when it starts: a test that goes elsewhere before would take it away.
  await page.waitForFunction(() => !window.location.hash.includes('token='));
  return page;
}

export const test = base.extend<
  HostOptions & { app: RunningApp },
  WorkerOptions & { standing: () => Promise<Standing> }
>({
  host: ['browser', { option: true, scope: 'worker' }],
  workspace: ['sample', { option: true }],
  at: ['', { option: true }],
  /** The program that serves the sample to the tests which only look; started by the first of them. */
  standing: [
    // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read from this pattern
    async ({}, use) => {
      let started: Promise<Standing> | null = null;
      const start = async (): Promise<Standing> => {
        const dataDir = newDataDir();
        return { dataDir, served: await serve(dataDir, startOf('sample', dataDir)) };
      };
      await use(() => {
        started ??= start();
        return started;
      });
      const standing = await (started as Promise<Standing> | null);
      if (!standing) return;
      await standing.served.stop();
      rmSync(standing.dataDir, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  app: async ({ host, workspace, at, context, standing }, use, { tags }) => {
    const { changed, ...seen } = watch(context);
    if (workspace === 'sample' && host === 'browser' && !tags.includes('@changes')) {
      const { dataDir, served } = await standing();
      const page = await openServed(context, served, at);
      await use({ host, page, dataDir, served, double: null, ...seen });
      expect.soft(changed, 'calls that change the sample other tests look at').toEqual([]);
    } else {
      const dataDir = newDataDir();
      const argv = startOf(workspace, dataDir);
      const served = host === 'browser' ? await serve(dataDir, argv) : null;
      const opened = at === '' ? argv : [...argv, at];
      const double = served ? null : await launchDouble({ root: ROOT, context, dataDir, argv: opened });
      try {
        const page = served ? await openServed(context, served, at) : double?.page;
        if (!page) throw new Error('No page.');
        await use({ host, page, dataDir, served, double, ...seen });
      } finally {
        await served?.stop();
        await double?.close();
        rmSync(dataDir, { recursive: true, force: true });
      }
    }
    expect.soft(seen.violations, 'Content-Security-Policy violations').toEqual([]);
    expect.soft(seen.strays, 'requests that leave the machine').toEqual([]);
  },
  page: async ({ app }, use) => {
    await use(app.page);
  },
});

/** For what goes through the bridge, the dialogs or the shell: proven in both hosts. All else happens in the page or the core. */
export const HOSTS = '@hosts';
/** For what changes the sample (a draft that rests is kept as a scenario), or ends the program: the test gets both for itself. */
export const CHANGES = '@changes';

export { expect };
