import { expectTotal, rows } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { makeFile } from './pages/files.ts';
import { ACCOUNTS_CSV, importFiles, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { finding, goTo, hashOf, openView, settled } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test.describe('an empty workspace', () => {
  test.use({ workspace: 'none' });

  test('says in every view what to import, and leads there', async ({ page }) => {
    await makeWorkspace(page, 'Empty');
    const main = page.getByRole('main');
    for (const [name, words] of [
      ['Portfolio', /Start with the list of accounts/],
      ['Accounts', /Import a list of accounts/],
      ['Cohorts', /Import a list of accounts with their start dates/],
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
    await expect(finding(page)).toContainText('4 accounts are here, and none has enough data for a score yet');
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
  await expect(finding(page)).toContainText(
    /^No score on day \d+ of 60\. Only \d+% of the onboarding model’s weight has data; missing: /,
  );
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
