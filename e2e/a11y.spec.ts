import { activeRow, grid } from './pages/accounts.ts';
import { expectNoViolations } from './pages/axe.ts';
import { askCore } from './pages/core.ts';
import { makeFile } from './pages/files.ts';
import { ACCOUNTS_CSV, AMBIGUOUS_CSV, chooseFiles, importAll, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { places } from './pages/places.ts';
import { chip } from './pages/portfolio.ts';
import { finding, goTo, hashOf, navigation, paramOf, section, settled, tabTo } from './pages/shell.ts';
import { field, lock, slider } from './pages/whatif.ts';
import { CHANGES, expect, test } from './support/fixtures.ts';

test.describe('axe, in both themes', () => {
  // In parts, so that the workers share them.
  for (const part of [0, 1]) {
    test(`has nothing against any view, part ${part + 1} of 2`, async ({ app, page }) => {
      test.slow();
      const shown = (await places(app)).filter((_, index) => index % 2 === part);
      for (const { name, hash } of shown) {
        await goTo(page, hash);
        if (hash.includes('preview')) await expect(page.getByRole('complementary')).toContainText('Dimensions');
        if (hash === '#/validation') await expect(page.locator('.gate')).toBeVisible({ timeout: 60_000 });
        await expectNoViolations(page, name);
      }
    });
  }

  test('has nothing against what opens over a view', async ({ page }) => {
    await expect(finding(page)).toBeVisible();
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('a');
    await expect(page.locator('.mantine-Spotlight-action').first()).toBeVisible();
    await expectNoViolations(page, 'palette');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNoViolations(page, 'filter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Workspace / }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoViolations(page, 'workspace menu');
  });

  test.describe('without a workspace', () => {
    test.use({ workspace: 'none' });

    test('has nothing against Welcome, its dialog, an empty workspace and a review', async ({ app, page }) => {
      test.slow();
      await expect(finding(page)).toBeVisible();
      await expectNoViolations(page, 'welcome');
      await page.getByRole('button', { name: 'New workspace' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expectNoViolations(page, 'new workspace');
      await page.keyboard.press('Escape');
      await makeWorkspace(page, 'Client A');
      for (const view of ['data', 'portfolio', 'accounts', 'cohorts', 'what-if', 'validation']) {
        await goTo(page, `#/${view}`);
        await expectNoViolations(page, `empty ${view}`);
      }
      await goTo(page, '#/data');
      await chooseFiles(app, [makeFile(app, 'tickets.csv', TICKETS_CSV), makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
      await expectNoViolations(page, 'review');
      await page.getByRole('button', { name: /^renewal_date becomes/ }).click();
      await expectNoViolations(page, 'choosing a column');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'How it is read' }).click();
      await chooseFiles(app, [makeFile(app, 'tickets-eu.csv', AMBIGUOUS_CSV)]);
      await expectNoViolations(page, 'question');
      await page.getByRole('button', { name: 'Day first in opened_at' }).click();
      await importAll(page);
      await expectNoViolations(page, 'result');
    });
  });
});

test('the main journey works with the keyboard alone', { tag: CHANGES }, async ({ app, page }) => {
  await expect(finding(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  // Portfolio: a tier filters, and a row of the list of accounts at risk opens.
  const { tiers, topAtRisk } = await askCore(app, 'portfolio.summary', {});
  const worst = tiers.at(-1)?.name ?? '';
  await tabTo(page, page.getByRole('group', { name: 'Accounts per tier' }).getByRole('button', { name: worst }));
  await page.keyboard.press('Space');
  await expect(chip(page, 'Tier', worst)).toBeVisible();
  const link = section(page, 'Top 10 at risk by ARR').getByRole('link', { name: topAtRisk[0]?.name ?? '-' });
  await tabTo(page, link, 120);
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toContain(`#/account/${topAtRisk[0]?.accountId}`);
  await settled(page);

  // Account: a dimension opens and closes; back leads to the portfolio.
  const expander = section(page, 'Dimensions and signals').locator('button.expander').first();
  await tabTo(page, expander, 120);
  const open = await expander.getAttribute('aria-expanded');
  await page.keyboard.press('Enter');
  await expect(expander).toHaveAttribute('aria-expanded', open === 'true' ? 'false' : 'true');
  await page.keyboard.press('Alt+ArrowLeft');
  await settled(page);

  // Accounts: the grid is one stop, and answers to j and Enter.
  await tabTo(page, navigation(page).getByRole('link', { name: 'Accounts', exact: true }));
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, grid(page), 60);
  await page.keyboard.press('j');
  await expect(activeRow(page)).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toContain('#/account/');
  await settled(page);

  // What-if: lock, slide, type.
  await tabTo(page, navigation(page).getByRole('link', { name: 'What-if', exact: true }), 200);
  await page.keyboard.press('Enter');
  await expect(section(page, 'Distribution')).toBeVisible();
  const { model } = await askCore(app, 'workspace.summary', {});
  const [first, second] = model.dimensions;
  await tabTo(page, lock(page, second?.name ?? '-'), 60);
  await page.keyboard.press('Space');
  await expect(slider(page, second?.name ?? '-')).toBeDisabled();
  await tabTo(page, slider(page, first?.name ?? '-'), 120);
  await page.keyboard.press('PageUp');
  await expect(field(page, first?.name ?? '-')).toHaveValue(((first?.weight ?? 0) + 5).toFixed(1));
  await expect.poll(() => paramOf(page, 'lock')).toBe(second?.id ?? '-');

  // The as-of date.
  await tabTo(page, page.getByRole('slider', { name: 'As-of date' }), 120);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => paramOf(page, 'asOf')).not.toBeNull();
});
