import { expectTotal, rows } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { makeFile } from './pages/files.ts';
import { ACCOUNTS_CSV, importFiles, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { finding, goTo, hashOf, navigation, openView, settled, sidewaysScroll, VIEWS } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test.describe('an empty workspace', () => {
  test.use({ workspace: 'none' });

  test('says in every view what to import, and leads there', async ({ page }) => {
    await makeWorkspace(page, 'Empty');
    const main = page.getByRole('main');
    for (const [name, words] of [
      ['Portfolio', /Start with the list of accounts/],
      ['Accounts', /Import a list of accounts/],
      ['What-if', /Import accounts and at least one of usage/],
    ] as const) {
      await openView(page, name);
      await expect(main).toContainText(words);
      await main.getByRole('link', { name: /^Import/ }).click();
      await expect.poll(() => hashOf(page)).toBe('#/data');
    }
    await expect(main).toContainText('Nothing is imported yet');
    await expect(main.getByRole('row').filter({ hasText: 'ticket_id, account_id, opened_at' })).toBeVisible();
    await openView(page, 'Models');
    await expect(finding(page)).toContainText('signals');
    await openView(page, 'Settings');
    await expect(finding(page)).toContainText('0 accounts');
    await goTo(page, '#/account/A-1');
    await expect(main).toContainText('Nothing is scored yet.');
  });

  test('with accounts and tickets only nothing is scored, and each account says why', async ({ app, page }) => {
    await makeWorkspace(page, 'Two files');
    await importFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV), makeFile(app, 'tickets.csv', TICKETS_CSV)]);
    const summary = await askCore(app, 'portfolio.summary', {});
    expect(summary.cards).toMatchObject({ accounts: 4, scored: 0, provisional: 0, unscored: 4 });
    await openView(page, 'Portfolio');
    await expect(finding(page)).toContainText('4 accounts are here, and none has enough data for a score yet.');
    await openView(page, 'Accounts');
    await expectTotal(page, 4);
    await expect(rows(page).filter({ hasText: 'no score' })).toHaveCount(4);
    await rows(page).filter({ hasText: 'Alder Foods' }).getByRole('link').click();
    await settled(page);
    await expect(finding(page)).toContainText('No score. Only');
    await expect(finding(page)).toContainText(/missing: .*usage/i);
    await openView(page, 'What-if');
    await expect(finding(page)).toContainText('nothing to re-weight');
  });
});

test('an account without a score says why in words', async ({ app, page }) => {
  const { accounts } = await askCore(app, 'accounts.list', { filters: { state: ['none'], status: ['active'] } });
  const [account] = accounts;
  if (!account) throw new Error('The sample has no account without a score.');
  await goTo(page, `#/account/${account.accountId}`);
  await expect(finding(page)).toContainText(/No score\. Only \d+% of the model’s weight has data; missing: /);
  await expect(page.locator('.facts')).toContainText('needs a score');
  await goTo(page, '#/accounts?state=none&status=active');
  await expectTotal(page, accounts.length);
  await expect(rows(page).filter({ hasText: 'no score' })).toHaveCount(accounts.length);

  const churned = await askCore(app, 'accounts.list', { filters: { status: ['churned'] }, limit: 1 });
  await goTo(page, `#/account/${churned.accounts[0]?.accountId}`);
  await expect(finding(page)).toContainText('This account has churned.');
});

test('an unknown account and a hostile address have a way out', async ({ page }) => {
  await goTo(page, '#/account/%3Cimg%20src=x%3E');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('There is no account <img src=x>');
  await expect(alert).toContainText('Nothing was changed.');
  await alert.getByRole('link', { name: 'All accounts' }).click();
  await expect.poll(() => hashOf(page)).toBe('#/accounts');
  await goTo(page, '#/no-such-view?scoreMin=abc&status=asleep&asOf=never&sort=;drop');
  await expect(finding(page)).toContainText('Mean health');
  await goTo(page, '#/accounts?sort=nonsense:up&segment=Nowhere');
  await expect(page.getByText('No account matches these filters.').first()).toBeVisible();
});

test('when the program behind the window ends, the window says so, and what is safe', async ({ app, page }) => {
  test.skip(app.served === null, 'In the desktop shell the window ends with the program.');
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
