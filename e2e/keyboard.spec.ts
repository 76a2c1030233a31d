import { activeRow, grid } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { finding, hashOf, jumpTo, navigation, settled, tabTo } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ workspace: 'none' });

test('the whole way without a mouse: sample, filter, account, override, cohorts', async ({ app, page }) => {
  test.slow();
  await expect(finding(page)).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: /sample/i }).first());
  await page.keyboard.press('Enter');
  await expect(navigation(page)).toBeVisible({ timeout: 120_000 });
  await settled(page);

  await tabTo(page, page.getByRole('button', { name: 'Filter', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');

  await tabTo(page, page.getByRole('link', { name: /^Open [\d,]+ accounts/ }));
  await page.keyboard.press('Enter');
  await settled(page);
  expect(hashOf(page)).toContain('#/accounts');
  await tabTo(page, grid(page));
  await page.keyboard.press('j');
  await expect(activeRow(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toContain('#/account/');
  await settled(page);

  const { topAtRisk } = await askCore(app, 'portfolio.summary', {});
  const name = topAtRisk[0]?.name ?? '';
  await jumpTo(page, name, name);
  await settled(page);
  await jumpTo(page, 'override on', `Record an override on ${name}`);
  const dialog = page.getByRole('dialog', { name: `Override ${name}` });
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('textbox', { name: /^Score/ }));
  await page.keyboard.type('55');
  await tabTo(page, dialog.getByRole('textbox', { name: 'Why' }));
  await page.keyboard.type('Their new director signed the renewal on the phone.');
  await tabTo(page, dialog.getByRole('textbox', { name: 'Your name' }));
  await page.keyboard.type('Ida');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(`Your judgement of ${name} is recorded beside the score`)).toBeVisible();

  await jumpTo(page, 'Cohorts', 'Cohorts');
  await settled(page);
  await expect.poll(() => hashOf(page)).toContain('#/cohorts');
});
