import { askCore } from './pages/core.ts';
import { goTo, hashOf, navigation, openView, sidewaysScroll, VIEWS } from './pages/shell.ts';
import { CHANGES, expect, test } from './support/fixtures.ts';

// What depends on the page alone, or on a program that can end before its window; project browser only.

test('when the program behind the window ends, the window says so, and what is safe', { tag: CHANGES }, async ({
  app,
  page,
}) => {
  const { accounts } = await askCore(app, 'accounts.list', { limit: 2, sort: [{ field: 'score', direction: 'asc' }] });
  const [seen, unseen] = accounts;
  await goTo(page, `#/account/${seen?.accountId}`);
  await expect(page.locator('.acct-name .n')).toHaveText(seen?.name ?? '-');
  await app.served?.stop();
  await page.evaluate((id) => {
    window.location.hash = `#/account/${id}`;
  }, unseen?.accountId);
  const banner = page.getByRole('alert').filter({ hasText: 'Connection lost.' });
  await expect(banner).toContainText('nothing is lost');
  const failed = page.getByRole('main').getByRole('alert');
  await expect(failed).toContainText('This account could not be read');
  await expect(failed).toContainText('Nothing was changed.');
  await expect(failed.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await expect(failed.getByRole('link', { name: 'All accounts' })).toBeVisible();
  await page.goBack();
  await expect(page.locator('.acct-name .n')).toHaveText(seen?.name ?? '-');
});

test('the dark scheme is kept, and the system’s is followed', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const scheme = page.locator('html');
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'light');
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await expect.poll(background).not.toBe(light);
  await openView(page, 'Settings');
  await page.getByRole('radio', { name: 'Light' }).check();
  await expect.poll(background).toBe(light);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.emulateMedia({ colorScheme: 'light' });
  await expect(scheme).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('no view scrolls sideways from 900 px on, and the rail takes over the navigation', async ({ app, page }) => {
  const { accounts } = await askCore(app, 'accounts.list', { limit: 1, sort: [{ field: 'score', direction: 'asc' }] });
  const hashes = [...VIEWS.map((view) => view.hash), `#/account/${accounts[0]?.accountId}`];
  const wide = (await navigation(page).boundingBox())?.width ?? 0;
  for (const width of [1440, 1100, 900]) {
    await page.setViewportSize({ width, height: 900 });
    for (const hash of hashes) {
      await goTo(page, hash);
      expect.soft(await sidewaysScroll(page), `${hash} at ${width} px`).toBe(0);
    }
  }
  expect((await navigation(page).boundingBox())?.width ?? 0).toBeLessThan(wide / 2);
  const link = navigation(page).getByRole('link', { name: 'Models', exact: true });
  await link.hover();
  await expect(link.getByText('Models')).toBeVisible();
  await link.click();
  await expect.poll(() => hashOf(page)).toBe('#/models');
  await expect(page.getByRole('button', { name: 'Search or jump to' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'As-of date' })).toBeVisible();
});
