import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningDouble } from './electron-double/launch.ts';
import { hashOf } from './pages/shell.ts';
import { expect, type RunningApp, test } from './support/fixtures.ts';

test.use({ workspace: 'none' });

function doubleOf(app: RunningApp): RunningDouble {
  if (!app.double) throw new Error('This test belongs to the project electron-double.');
  return app.double;
}

test('R1, R2: one window with exactly these preferences, in a sandbox enabled before anything else', async ({
  app,
}) => {
  const double = doubleOf(app);
  const windows = double.recorded('BrowserWindow');
  expect(windows).toHaveLength(1);
  const { preload, ...preferences } = (windows[0] as { webPreferences: Record<string, unknown> }).webPreferences;
  expect(preferences).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    spellcheck: false,
  });
  expect(preload).toMatch(/^([A-Z]:|\/).*out[/\\]preload[/\\]preload\.cjs$/);
  // The double throws when either is called after the application is ready.
  expect(double.recorded('app.enableSandbox')).toHaveLength(1);
  expect(double.recorded('schemes')).toEqual([
    [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
  ]);
  expect(double.recorded('window.show')).toHaveLength(1);
});

test('R13: the page gets one frozen object with these keys, and nothing of Electron or Node', async ({ page }) => {
  const seen = await page.evaluate(() => ({
    keys: Object.keys(Reflect.get(window, 'appBridge')).sort(),
    frozen: Object.isFrozen(Reflect.get(window, 'appBridge')),
    replaced: Reflect.set(window, 'appBridge', null),
    globals: ['require', 'module', 'process', 'ipcRenderer', '__electronDouble'].filter((name) =>
      Reflect.has(window, name),
    ),
  }));
  expect(seen).toEqual({
    keys: [
      'addDroppedFiles',
      'deliverExport',
      'invoke',
      'pickExportTarget',
      'pickFolder',
      'pickImportSources',
      'pickWorkspace',
      'saveText',
      'subscribe',
    ],
    frozen: true,
    replaced: false,
    globals: [],
  });
});

test('the page is served from app:// under the policy and reaches the core', async ({ app, page }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  const info = await page.evaluate(() => Reflect.get(window, 'appBridge').invoke('app.info', {}));
  expect(info).toMatchObject({ ok: true, data: { host: 'desktop', version: '0.0.0-double' } });
  const policy = await page.evaluate(async () => (await fetch('./')).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(await page.evaluate(async () => (await fetch('./nothing.js')).status)).toBe(404);
  expect(app.violations).toEqual([]);
});

test('R4, R5: no navigation away, no new window, no webview', async ({ app, page }) => {
  const double = doubleOf(app);
  const before = page.url();
  for (const url of [
    'https://example.com/',
    'http://127.0.0.1:9/',
    'app://other/',
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'about:blank',
    'app://bundle.evil/',
  ]) {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
      expect(await double.ask('navigate', event, url), `${event} ${url}`).toBe(true);
    }
    expect(await double.ask('openWindow', url)).toBe('deny');
  }
  expect(await double.ask('openWindow', 'app://bundle/')).toBe('deny');
  expect(await double.ask('navigate', 'will-navigate', 'app://bundle/#/accounts')).toBe(false);
  expect(await double.ask('attachWebview')).toBe(true);

  // And in a real page: a link, a script and a frame.
  await page.evaluate(() => {
    window.location.href = 'http://example.com/';
  });
  await expect.poll(() => double.blocked).toContain('http://example.com/');
  await page.evaluate(() => void window.open('http://example.net/'));
  await expect.poll(() => double.blocked.join()).toContain('example.net');
  await expect.poll(() => page.context().pages().length).toBe(1);
  expect(page.url()).toBe(before);
  app.strays.length = 0;
});

test('R7: every permission is denied', async ({ app }) => {
  const double = doubleOf(app);
  for (const name of [
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'openExternal',
    'fileSystem',
    'hid',
    'usb',
  ]) {
    expect(await double.ask('permission', name)).toEqual({ requested: false, checked: false, device: false });
  }
});

test('R9: nothing but the application itself can be requested', async ({ app }) => {
  const double = doubleOf(app);
  for (const url of [
    'http://example.com/',
    'https://example.com/',
    'ws://example.com/',
    'ftp://example.com/',
    'app://other/x',
    'file:///etc/passwd',
  ]) {
    expect(await double.ask('request', { url, method: 'GET', resourceType: 'xhr' }), url).toBeNull();
  }
  expect(await double.ask('request', { url: 'data:text/html,x', method: 'GET', resourceType: 'subFrame' })).toBeNull();
  expect(
    (await double.ask('request', { url: 'app://bundle/', method: 'GET', resourceType: 'mainFrame' }))?.status,
  ).toBe(200);
});

test('R16, R17: a wrong sender or wrong arguments reach nothing', async ({ app }) => {
  const double = doubleOf(app);
  const channels = double.recorded('ipcMain.handle');
  expect([...channels].sort()).toEqual([
    'add-dropped-files',
    'pick-export-target',
    'pick-folder',
    'pick-import-sources',
    'pick-workspace',
    'rpc',
    'save-text',
  ]);
  const good = { url: 'app://bundle/', isTop: true };
  const wrong = [
    null,
    { url: 'app://bundle/', isTop: false },
    { url: 'https://example.com/', isTop: true },
    { url: 'about:blank', isTop: true },
    { url: '', isTop: true },
  ];
  for (const sender of wrong) {
    await expect(double.ask('invoke', sender, 'rpc', ['app.info', {}])).rejects.toThrow('Refused.');
    await expect(double.ask('invoke', sender, 'pick-workspace', [])).rejects.toThrow('Refused.');
  }
  for (const args of [[], ['app.info'.repeat(20), {}], [1, {}], ['app.info', {}, 'more']]) {
    await expect(double.ask('invoke', good, 'rpc', args)).rejects.toThrow('Refused.');
  }
  await expect(double.ask('invoke', good, 'add-dropped-files', [['/x'], 1])).rejects.toThrow('Refused.');
  await expect(double.ask('invoke', good, 'pick-workspace', ['/etc/passwd'])).rejects.toThrow('Refused.');
  expect(double.recorded('showOpenDialog')).toEqual([]);
  expect(await double.ask('invoke', good, 'rpc', ['app.info', {}])).toMatchObject({ ok: true });
});

test('dialogs: picked files become references, a text is saved whole, and dismissing is not an error', async ({
  app,
  page,
}) => {
  const double = doubleOf(app);
  const file = join(app.dataDir, 'accounts.csv');
  writeFileSync(file, 'account_id,name\n1,Acme\n');
  await double.ask('answerDialog', [file]);
  const sources = await page.evaluate(() => Reflect.get(window, 'appBridge').pickImportSources());
  expect(sources).toEqual([{ ref: expect.any(String), name: 'accounts.csv', bytes: expect.any(Number) }]);
  expect(JSON.stringify(sources)).not.toContain(app.dataDir);
  expect(await page.evaluate(() => Reflect.get(window, 'appBridge').pickWorkspace())).toBeNull();

  const target = join(app.dataDir, 'saved.csv');
  await double.ask('answerDialog', [target]);
  expect(await page.evaluate(() => Reflect.get(window, 'appBridge').saveText('../Portfolio: June?.csv', 'a,b\n'))).toBe(
    true,
  );
  expect(readFileSync(target, 'utf8')).toBe('a,b\n');
  const asked = double.recorded('showSaveDialog')[0] as { defaultPath: string };
  expect(asked.defaultPath.endsWith('Portfolio- June-.csv')).toBe(true);
  expect(await page.evaluate(() => Reflect.get(window, 'appBridge').saveText('x.csv', 'x'))).toBe(false);

  await double.ask('answerDialog', [app.dataDir]);
  const folder = await page.evaluate(() => Reflect.get(window, 'appBridge').pickFolder());
  expect(folder).toMatchObject({ ref: expect.any(String), bytes: 0 });
  expect(double.recorded('showOpenDialog').at(-1)).toMatchObject({ properties: ['openDirectory'] });
  expect(await page.evaluate(() => Reflect.get(window, 'appBridge').pickFolder())).toBeNull();

  await double.ask('answerDialog', [join(app.dataDir, 'accounts.xlsx')]);
  const export1 = await page.evaluate(() => Reflect.get(window, 'appBridge').pickExportTarget('accounts.xlsx'));
  expect(export1).toEqual(expect.any(String));
  expect(export1).not.toContain(app.dataDir);
  expect(await page.evaluate(() => Reflect.get(window, 'appBridge').pickExportTarget('accounts.xlsx'))).toBeNull();
});

test('a start with an address opens the window there; what is no view is said and opens nothing', async ({
  app,
  page,
}) => {
  const double = doubleOf(app);
  await double.ask('secondInstance', ['bellwether', '.', '--sample', '#/accounts?segment=SMB']);
  await expect(page.getByRole('button', { name: 'Remove filter Segment SMB' })).toBeVisible({ timeout: 60_000 });
  expect(hashOf(page)).toContain('#/accounts?');
  await double.ask('secondInstance', ['bellwether', '.', '#/nowhere']);
  await expect
    .poll(() => double.recorded('showErrorBox'))
    .toEqual([
      {
        title: 'This address leads nowhere',
        content:
          "#/nowhere is no view of Bellwether. Addresses look like '#/portfolio', '#/accounts?segment=SMB' or '#/account/A-1042'.",
      },
    ]);
  expect(hashOf(page)).toContain('#/accounts?');
});

test('R10: a second start brings the window to the front; closing the window ends the process', async ({ app }) => {
  const double = doubleOf(app);
  expect(double.recorded('app.requestSingleInstanceLock')).toHaveLength(1);
  await double.ask('secondInstance', ['bellwether', '.']);
  await expect.poll(() => double.recorded('window.focus').length).toBeGreaterThan(0);
  expect(await double.close()).toBe(0);
});

test.describe('with the sample portfolio', () => {
  test.use({ workspace: 'sample' });

  test('opens it and shows a score', async ({ page }) => {
    await expect(page.getByRole('link', { name: 'Portfolio' })).toBeVisible();
    await expect(page.getByText('At-risk ARR', { exact: false }).first()).toBeVisible();
    const reply = await page.evaluate(() =>
      Reflect.get(window, 'appBridge').invoke('accounts.list', {
        limit: 1,
        sort: [{ field: 'score', direction: 'asc' }],
      }),
    );
    const [account] = reply.data.accounts;
    expect(account.score).toBeGreaterThanOrEqual(0);
    await expect(page.getByText(account.name).first()).toBeVisible();
  });
});
