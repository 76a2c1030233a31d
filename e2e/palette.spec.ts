import { askCore } from './pages/core.ts';
import { finding, goTo, hashOf, jumpTo, openView, settled } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test('starts with what was looked at last, newest first, and keeps none of it', async ({ app, page }) => {
  const { topAtRisk } = await askCore(app, 'portfolio.summary', {});
  const account = topAtRisk[0];
  if (!account) throw new Error('The sample has no account at risk.');
  const { contacts } = await askCore(app, 'accounts.get', { accountId: account.accountId });
  const contact = contacts[0];
  if (!contact) throw new Error('The account has no contact.');
  await goTo(page, `#/account/${account.accountId}`);
  await goTo(page, `#/contact/${contact.contactId}`);
  await openView(page, 'Models');
  await openView(page, 'Portfolio');

  await page.keyboard.press('ControlOrMeta+k');
  const entries = page.getByRole('dialog', { name: 'Search or jump to' }).locator('.mantine-Spotlight-action');
  await expect(entries.nth(0)).toContainText('Models');
  await expect(entries.nth(1)).toContainText(contact.name ?? contact.contactId);
  await expect(entries.nth(2)).toContainText(account.name);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toBe(`#/contact/${contact.contactId}`);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(account.name);
});

test('finds models, snapshots and what the view offers, and says when nothing is found', async ({ app, page }) => {
  await expect(finding(page)).toBeVisible();
  await jumpTo(page, 'Composite', 'Composite');
  await expect.poll(() => hashOf(page)).toContain('#/models?model=');

  const { snapshots } = await askCore(app, 'workspace.summary', {});
  const date = snapshots.at(-20) ?? '';
  await jumpTo(page, date, 'Go to the snapshot of');
  await expect.poll(() => hashOf(page)).toContain(`asOf=${date}`);
  await jumpTo(page, 'latest', 'Go to the latest snapshot');
  await expect.poll(() => hashOf(page)).not.toContain('asOf');

  const { topAtRisk } = await askCore(app, 'portfolio.summary', {});
  await goTo(page, `#/account/${topAtRisk[0]?.accountId}`);
  await jumpTo(page, 'override on', `Record an override on ${topAtRisk[0]?.name}`);
  await expect(page.getByRole('dialog', { name: `Override ${topAtRisk[0]?.name}` })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('qqqq');
  await expect(page.getByRole('status').filter({ hasText: 'is called “qqqq”' })).toBeVisible();
});

test('opens saved views of the account list and does what they offer', async ({ page }) => {
  await expect(finding(page)).toBeVisible();
  await jumpTo(page, 'Monitoring report', 'Monitoring report');
  await expect.poll(() => hashOf(page)).toContain('saved=monitoring');
  await settled(page);
  const download = page.waitForEvent('download');
  await jumpTo(page, 'export the accounts', 'Export the accounts shown as CSV');
  expect((await download).suggestedFilename()).toMatch(/^accounts-\d{4}-\d\d-\d\d\.csv$/);
  await jumpTo(page, 'dark', 'Use the dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});
