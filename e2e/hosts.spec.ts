import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.ts';

test.use({ workspace: 'none' });

/** Another local web application, as any developer has running. */
async function startStranger(): Promise<{ server: Server; url: string; seen: IncomingHttpHeaders[] }> {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><title>Stranger</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, seen };
}

/** A call that the page's own origin makes without the token. */
async function callWithoutToken(page: Page): Promise<number> {
  return page.evaluate(
    async () =>
      (await fetch('/rpc/app.info', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }))
        .status,
  );
}

test('the token leaves the address bar and the history, and is kept for this tab only', async ({ app, page }) => {
  await expect.poll(() => page.url()).not.toContain('token');
  expect(await page.evaluate(() => window.location.hash)).not.toContain('token');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(app.served?.token ?? '-');
  expect(await page.context().cookies()).toEqual([]);
  await page.reload();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await callWithoutToken(page)).toBe(401);
});

test('the page loads under its policy, which refuses injected scripts', async ({ app, page }) => {
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(app.violations).toEqual([]);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.__pwned = true';
    document.body.append(script);
    return Reflect.has(window, '__pwned');
  });
  expect(ran).toBe(false);
  await expect.poll(() => app.violations.length).toBeGreaterThan(0);
  app.violations.length = 0;
});

test('another origin can neither call, read nor frame it, token or not', async ({ app, context }) => {
  const stranger = await startStranger();
  try {
    const page = await context.newPage();
    const answered: number[] = [];
    const own = `http://127.0.0.1:${app.served?.port}`;
    page.on('response', (response) => {
      if (response.url().startsWith(own)) answered.push(response.status());
    });
    await page.goto(stranger.url);
    const outcome = await page.evaluate(
      async ([own, token]) => {
        const attempt = async (init: RequestInit): Promise<string> => {
          try {
            return (await fetch(`${own}/rpc/app.info`, { method: 'POST', body: '{}', ...init })).type;
          } catch {
            return 'failed';
          }
        };
        return {
          withToken: await attempt({ headers: { 'content-type': 'application/json', 'x-bellwether-token': token } }),
          simple: await attempt({ mode: 'no-cors', headers: { 'content-type': 'text/plain' } }),
          read: await fetch(`${own}/`).then(
            () => 'read',
            () => 'failed',
          ),
        };
      },
      [own, app.served?.token ?? ''] as const,
    );
    expect(outcome).toEqual({ withToken: 'failed', simple: 'failed', read: 'failed' });
    const frames = await page.evaluate(async (own) => {
      const frame = document.createElement('iframe');
      frame.src = `${own}/`;
      document.body.append(frame);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return frame.contentDocument === null;
    }, own);
    expect(frames).toBe(true);
    expect(app.violations.join()).toContain("frame-ancestors 'none'");
    app.violations.length = 0;
    expect(answered.filter((status) => status < 400)).toEqual([]);
    const secret = app.served?.token ?? '-';
    expect(
      stranger.seen.every((headers) => !JSON.stringify(headers).includes(secret) && headers.cookie === undefined),
    ).toBe(true);
  } finally {
    stranger.server.close();
  }
});

test('a rebound name is refused before anything is served', async ({ app, playwright, launchOptions }) => {
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP evil.test 127.0.0.1'],
  });
  try {
    const page = await browser.newPage();
    const response = await page.goto(`http://evil.test:${app.served?.port}/`);
    expect(response?.status()).toBe(403);
    expect(await page.content()).not.toContain('id="root"');
  } finally {
    await browser.close();
  }
});

test('the hand-off page of a file leads into the application', async ({ app, context }) => {
  const { handOffPage } = await import('../electron/hosts/loopback/open-browser.ts');
  const { writeFileSync } = await import('node:fs');
  const file = `${app.dataDir}/open-bellwether.html`;
  writeFileSync(file, handOffPage(app.served?.url ?? ''));
  const page = await context.newPage();
  await page.goto(`file://${file}`);
  await page.waitForURL(/^http:\/\/127\.0\.0\.1/);
  await expect(page.locator('#root')).not.toBeEmpty();
  app.strays.length = 0;
});

test('an address after the token opens that view, and the token goes all the same', async ({ app, context }) => {
  const page = await context.newPage();
  await page.goto(`${app.served?.url}&/data?tab=export`);
  await expect(page.locator('#root')).not.toBeEmpty();
  await expect.poll(() => new URL(page.url()).hash).toBe('#/data?tab=export');
});

test('it ends cleanly on Ctrl-C', async ({ app }) => {
  expect(await app.served?.stop()).toBe(0);
});
