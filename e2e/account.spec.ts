import type { Page } from '@playwright/test';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { expectNoViolations } from './pages/axe.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { finding, goTo, hashOf, paramOf, section, settled, tabTo } from './pages/shell.ts';
import { CHANGES, expect, HOSTS, type RunningApp, test } from './support/fixtures.ts';

const WHY = 'The new sponsor confirmed the renewal on the phone.';

async function worst(app: RunningApp): Promise<AccountRow> {
  const { accounts } = await askCore(app, 'accounts.list', { sort: [{ field: 'score', direction: 'asc' }], limit: 1 });
  const [account] = accounts;
  if (!account) throw new Error('The sample has no account.');
  return account;
}

const dialog = (page: Page, account: AccountRow) => page.getByRole('dialog', { name: `Override ${account.name}` });

async function override(page: Page, account: AccountRow, score: string): Promise<void> {
  await page.getByRole('button', { name: 'Override', exact: true }).click();
  const form = dialog(page, account);
  await form.getByRole('textbox', { name: /^Score, computed/ }).fill(score);
  await form.getByRole('textbox', { name: 'Why' }).fill(WHY);
  await form.getByRole('textbox', { name: 'Your name' }).fill('Dana Reyes');
  await form.getByRole('button', { name: 'Record override' }).click();
  await expect(form).toHaveCount(0);
}

test('a person’s score stands beside the computed one, in the ledger and in what changed, ends and comes back', {
  tag: [CHANGES, HOSTS],
}, async ({ app, page }) => {
  const account = await worst(app);
  const texts = await coreTexts(app);
  await goTo(page, `#/account/${account.accountId}`);
  await override(page, account, '75');

  await expect(page.locator('.facts')).toContainText(texts.score(account.score));
  await expect(page.locator('.facts .said')).toHaveText(/^75says Dana Reyesuntil \d+ \w+/);
  await expect(section(page, 'Overrides').getByRole('row').filter({ hasText: WHY })).toContainText('active, 30 d left');
  await expect(
    section(page, 'What changed').locator('.chart-table tr').filter({ hasText: 'override' }).first(),
  ).toContainText(texts.number(75 - (account.score ?? 0), 1));
  const { rate, overrides } = await askCore(app, 'overrides.list', {});
  expect(overrides).toMatchObject([{ accountId: account.accountId, author: 'Dana Reyes', active: true }]);

  await section(page, 'Overrides').getByRole('link', { name: 'Ledger of the workspace' }).click();
  await expect.poll(() => hashOf(page)).toContain('#/overrides');
  await expect(finding(page)).toHaveText(
    `1 of ${texts.number(rate.scored)} scored accounts carries an override, ${texts.percent(rate.share, 1)}. The target is below 10%.`,
  );
  const row = section(page, 'Override ledger').getByRole('row').filter({ hasText: account.name });
  await expect(row).toContainText('New information.');

  await row.getByRole('button', { name: 'End the override 75 by Dana Reyes' }).click();
  const toast = page.locator('.toast').filter({ hasText: `The override of ${account.name} has ended` });
  // A toast stays while the pointer is on it.
  await toast.hover();
  await expect(row).toContainText('ended by Dana Reyes');
  await expect(finding(page)).toContainText('No score is overridden');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toContainText('active, 30 d left');

  await row.getByRole('link', { name: account.name }).click();
  await expect(page.locator('.facts .said')).toContainText('75');
});

test('recording an override can be undone, and what is missing in it is said field by field', { tag: CHANGES }, async ({
  app,
  page,
}) => {
  const account = await worst(app);
  await goTo(page, `#/account/${account.accountId}`);
  await page.getByRole('button', { name: 'Override', exact: true }).click();
  const form = dialog(page, account);
  await form.getByRole('button', { name: 'Record override' }).click();
  await expect(form.getByRole('textbox', { name: /^Score, computed/ })).toBeFocused();
  await expect(form).toContainText('A number from 0 to 100');
  await form.getByRole('textbox', { name: 'Why' }).fill('Too short');
  await expect(form).toContainText('at least 20 characters; 9 so far');
  await expect(form).toContainText('An override is signed');
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
  expect((await askCore(app, 'overrides.list', {})).overrides).toEqual([]);

  await override(page, account, '62,5');
  const undo = page.getByRole('status').getByRole('button', { name: 'Undo' });
  await undo.hover();
  await expect(page.locator('.facts .said')).toContainText('62.5');
  await undo.click();
  await expect(page.locator('.facts .said')).toHaveCount(0);
  expect((await askCore(app, 'overrides.list', { active: true })).overrides).toEqual([]);

  // The name is remembered.
  await page.getByRole('button', { name: 'Override', exact: true }).click();
  await expect(form.getByRole('textbox', { name: 'Your name' })).toHaveValue('Dana Reyes');
});

test('the parts of an account are one key away, and stand in its address', async ({ app, page }) => {
  const account = await worst(app);
  await goTo(page, `#/account/${account.accountId}`);
  const parts = page.getByRole('navigation', { name: 'Parts of this account' });
  await expect(parts.getByRole('link', { name: 'Score' })).toHaveAttribute('aria-current', 'location');
  await tabTo(page, parts.getByRole('link', { name: 'People and timeline' }), 120);
  await page.keyboard.press('Enter');
  await expect.poll(() => paramOf(page, 'part')).toBe('people');
  await expect(section(page, 'Contacts')).toBeInViewport();
  await expect(parts.getByRole('link', { name: 'People and timeline' })).toHaveAttribute('aria-current', 'location');
  await expect(parts).toBeInViewport();
});

test('from unusual usage to the account, its outlook, and an account like it', async ({ app, page }) => {
  const texts = await coreTexts(app);
  const unusual = await askCore(app, 'portfolio.unusual', {});
  const [largest] = unusual.accounts;
  if (!largest) throw new Error('Nothing is unusual in the sample.');
  await goTo(page, '#/portfolio');
  const list = section(page, 'Unusual usage');
  await list.scrollIntoViewIfNeeded();
  await expect(list).toContainText(`${texts.number(unusual.total)} accounts`);
  await list.getByRole('link', { name: largest.name }).click();
  await expect(section(page, 'Key metrics')).toContainText('Usage shifted from');

  const { churnProbability, similar } = await askCore(app, 'accounts.outlook', { accountId: largest.accountId });
  await expect(section(page, 'Churn within 90 days')).toContainText(texts.percent(churnProbability.p, 1));
  await expect(section(page, 'Churn within 90 days')).toContainText('Calibrated on your data');
  const cases = section(page, 'Similar accounts and what became of them').getByRole('row');
  await expect(cases).toHaveCount(6);
  await cases.getByRole('link').first().click();
  expect(hashOf(page)).toContain(`#/account/${similar.cases[0]?.accountId}`);
});

test('a contact has a page of their own, reached from the account and by name', async ({ app, page }) => {
  const account = await worst(app);
  const { contacts } = await askCore(app, 'accounts.get', { accountId: account.accountId });
  const contact = contacts.find(
    ({ name, marks, health }) => name !== null && marks.length > 0 && health.score !== null,
  );
  if (!contact?.name) throw new Error('The account has no key user with a health.');
  await goTo(page, `#/account/${account.accountId}`);
  await section(page, 'Contacts').getByRole('link', { name: contact.name }).click();
  await expect.poll(() => hashOf(page)).toBe(`#/contact/${contact.contactId}`);
  await settled(page);
  await expect(page.locator('.acct-name')).toContainText(contact.name);
  await expect(page).toHaveTitle('Contact · Bellwether');
  const health = section(page, 'User health');
  const detail = await askCore(app, 'contacts.get', { contactId: contact.contactId });
  await expect(health.locator('tbody tr')).toHaveCount(detail.health.parts.length);
  await expect(health.locator('tfoot')).toContainText(String(Math.floor(detail.health.score ?? 0)));
  for (const part of detail.health.parts)
    await expect(health.getByRole('row').filter({ hasText: part.name })).toContainText(`of ${part.max}`);
  await page.getByRole('main').getByRole('link', { name: account.name }).last().click();
  await expect.poll(() => hashOf(page)).toBe(`#/account/${account.accountId}`);

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('textbox', { name: 'Search or jump to' }).fill(contact.name);
  await page.locator('.mantine-Spotlight-action').filter({ hasText: account.name }).first().click();
  await expect.poll(() => hashOf(page)).toBe(`#/contact/${contact.contactId}`);
});

test('an unknown contact has a way out', async ({ page }) => {
  await goTo(page, '#/contact/nobody');
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('There is no contact nobody');
  await alert.getByRole('link', { name: 'All accounts' }).click();
  await expect.poll(() => hashOf(page)).toBe('#/accounts');
});

test('an account in its first days says so, with its check-ins and what scores it', async ({ app, page }) => {
  const { accounts } = await askCore(app, 'accounts.list', { filters: { status: ['active'] }, limit: 500 });
  const account = accounts.find(({ onboarding, score }) => onboarding && score !== null);
  if (!account) throw new Error('The sample has no account that is scored by the onboarding model.');
  const { onboarding } = await askCore(app, 'accounts.get', { accountId: account.accountId });
  if (!onboarding) throw new Error('The account has no onboarding.');
  await goTo(page, `#/account/${account.accountId}`);
  await expect(finding(page)).toContainText(`Day ${onboarding.day} of ${onboarding.lastDay}: onboarding at`);
  await expect(page.locator('.facts')).toContainText('Onboarding score, of 100');
  const panel = section(page, 'Onboarding');
  for (const { day } of onboarding.checkIns) await expect(panel).toContainText(`Check-in, day ${day}`);
  for (const { name } of onboarding.dimensions) await expect(panel).toContainText(name);
  await expect(panel).toContainText('Standard score, preview');
});

test.describe('on paper', () => {
  test.use({ colorScheme: 'dark' });

  test('an account is light, says what it is, and has no controls', async ({ app, page }) => {
    const account = await worst(app);
    await goTo(page, `#/account/${account.accountId}`);
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    expect(await scheme()).toBe('dark');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await scheme()).toBe('light');
    await expect(page.locator('.print-head')).toBeVisible();
    await expect(page.locator('.print-head')).toContainText(
      /Sample portfolio, scores as of .+ higher is healthier\. Model .+ v1\./,
    );
    for (const gone of [page.getByRole('navigation', { name: 'Main' }), page.getByRole('button', { name: 'Print' })])
      await expect(gone).toBeHidden();
    // what is left of A4 between the margins
    await page.setViewportSize({ width: Math.floor(((210 - 28) / 25.4) * 96), height: 1000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.emulateMedia({ media: null, colorScheme: 'dark' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await scheme()).toBe('dark');
  });
});

test('axe has nothing against an overridden account, its dialog and its ledger, in both themes', {
  tag: CHANGES,
}, async ({ app, page }) => {
  const account = await worst(app);
  await goTo(page, `#/account/${account.accountId}`);
  await override(page, account, '75');
  await expect(page.locator('.facts .said')).toBeVisible();
  await expectNoViolations(page, 'account');
  await page.getByRole('button', { name: 'Override', exact: true }).click();
  await dialog(page, account).getByRole('button', { name: 'Record override' }).click();
  await expectNoViolations(page, 'dialog');
  await page.keyboard.press('Escape');
  await goTo(page, '#/overrides');
  await expectNoViolations(page, 'ledger');
});
