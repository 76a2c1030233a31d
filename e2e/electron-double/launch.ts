import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { BrowserContext, Page, Route } from '@playwright/test';
import { preloadScript } from './preload-runtime.ts';
import type { FromMain, Questions, Sender } from './wire.ts';

const APP = 'app://bundle/';
/** Playwright cannot route schemes of one's own; names below `localhost` are as trustworthy and never leave the machine. */
const STAND_IN = 'http://bundle.app.localhost/';
const BINDING = '__electronDouble';

export type DoubleOptions = {
  readonly root: string;
  readonly context: BrowserContext;
  readonly dataDir: string;
  readonly argv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The folder that dropped files pretend to come from. */
  readonly dropFolder?: string;
};

export type Ask = <K extends keyof Questions>(
  name: K,
  ...args: Parameters<Questions[K]>
) => Promise<ReturnType<Questions[K]>>;

export type RunningDouble = {
  /** The first window. */
  readonly page: Page;
  /** Everything recorded of one kind, oldest first. */
  recorded(what: string): readonly unknown[];
  readonly ask: Ask;
  /** Addresses that the shell did not let out, and windows it did not open. */
  readonly blocked: readonly string[];
  /** Closes the window as a user would and answers the exit status of the process. */
  close(): Promise<number | null>;
};

const toApp = (url: string): string => (url.startsWith(STAND_IN) ? APP + url.slice(STAND_IN.length) : url);
const fromApp = (url: string): string => (url.startsWith(APP) ? STAND_IN + url.slice(APP.length) : url);

function talkTo(child: ChildProcess): {
  ask: Ask;
  settle(id: number, value: unknown, error: string | undefined): void;
} {
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  let lastId = 0;
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The application has ended.'));
  });
  return {
    ask: (name, ...args) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        if (child.connected) child.send({ id: lastId, name, args });
        else reject(new Error('The application has ended.'));
      }),
    settle: (id, value, error) => {
      const entry = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) entry?.resolve(value as never);
      else entry?.reject(new Error(error));
    },
  };
}

/** Runs the built desktop shell with Chromium pages as its windows. */
export async function launchDouble(options: DoubleOptions): Promise<RunningDouble> {
  const { context, root } = options;
  const child = fork(
    join(root, 'e2e/electron-double/run.ts'),
    [join(root, 'out/main/main.js'), ...(options.argv ?? [])],
    {
      cwd: root,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      env: { ...process.env, NODE_OPTIONS: '', BELLWETHER_DATA_DIR: options.dataDir, ...options.env },
    },
  );
  let errors = '';
  child.stderr?.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const { ask, settle } = talkTo(child);
  const records: { what: string; value: unknown }[] = [];
  const blocked: string[] = [];
  const pages = new Map<number, Page>();
  const popups: Page[] = [];
  let denied = 0;
  const first = Promise.withResolvers<Page>();

  async function answerRequest(page: Page, route: Route): Promise<void> {
    const request = route.request();
    const url = toApp(request.url());
    if (request.isNavigationRequest()) {
      const frame = request.frame();
      const isMain = frame === page.mainFrame();
      const isOwnLoad = isMain && page.url() === 'about:blank';
      const event = isMain ? 'will-navigate' : 'will-frame-navigate';
      if (!isOwnLoad && (await ask('navigate', event, url))) {
        blocked.push(url);
        return route.abort('aborted');
      }
    }
    const response = await ask('request', { url, method: request.method(), resourceType: request.resourceType() });
    if (response)
      return route.fulfill({ status: response.status, headers: response.headers, body: Buffer.from(response.body) });
    blocked.push(url);
    return route.abort('blockedbyclient');
  }

  /** A request of a page that is no window of ours: what `window.open` or a link with a target has made. */
  async function answerPopup(route: Route): Promise<void> {
    const url = toApp(route.request().url());
    const verdict = await ask('openWindow', url);
    await route.abort('blockedbyclient');
    if (verdict !== 'deny') return;
    blocked.push(url);
    denied += 1;
    await closeDenied();
  }

  /** A popup may be heard of before or after its request: whichever comes second closes it. */
  async function closeDenied(): Promise<void> {
    while (denied > 0) {
      const popup = popups.shift();
      if (!popup) return;
      denied -= 1;
      await popup.close();
    }
  }

  async function open(windowId: number, url: string, preload: string): Promise<void> {
    const shown = pages.get(windowId);
    if (shown) {
      await shown.goto(fromApp(url));
      return;
    }
    const page = await context.newPage();
    pages.set(windowId, page);
    await page.exposeBinding(BINDING, ({ frame }, channel: string, args: readonly unknown[]) => {
      const sender: Sender = { url: toApp(frame.url()), isTop: frame === page.mainFrame() };
      return ask('invoke', sender, channel, args);
    });
    await page.addInitScript({
      content: preloadScript(preload, { binding: BINDING, dropFolder: options.dropFolder ?? '/nowhere' }),
    });
    await page.route('**/*', (route) => answerRequest(page, route).catch(() => {}));
    page.on('popup', (popup) => {
      popups.push(popup);
      void closeDenied();
    });
    await page.goto(fromApp(url));
    await ask('loaded', windowId);
    first.resolve(page);
  }

  await context.route('**/*', (route) => answerPopup(route).catch(() => {}));
  child.on('message', (message: FromMain) => {
    if (message.kind === 'answer') settle(message.id, message.value, message.error);
    else if (message.kind === 'record') records.push(message);
    else if (message.kind === 'load') open(message.windowId, message.url, message.preload).catch(first.reject);
    else if (message.kind === 'close') void pages.get(message.windowId)?.close();
    else {
      const emit = (detail: unknown): boolean => window.dispatchEvent(new CustomEvent('electron-double', { detail }));
      pages
        .get(message.windowId)
        ?.evaluate(emit, { channel: message.channel, args: message.args })
        .catch(() => {});
    }
  });
  void ended.then((code) =>
    first.reject(new Error(`The application ended (status ${code}) before it opened a window.\n${errors}`)),
  );

  const page = await first.promise;
  return {
    page,
    recorded: (what) => records.filter((entry) => entry.what === what).map((entry) => entry.value),
    ask,
    blocked,
    close: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        await ask('closeWindow', 1).catch(() => {});
        const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await ended;
        clearTimeout(killer);
      }
      return ended;
    },
  };
}
