import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { activeRow, grid } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { makeFile } from './pages/files.ts';
import { ACCOUNTS_CSV, AMBIGUOUS_CSV, chooseFiles, importAll, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { places } from './pages/places.ts';
import { chip } from './pages/portfolio.ts';
import { finding, goTo, hashOf, navigation, paramOf, section, settled, tabTo } from './pages/shell.ts';
import { field, lock, slider } from './pages/whatif.ts';
import { expect, test } from './support/fixtures.ts';

/** What axe holds against the page, in a form that reads well in a report. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id} (${help}): ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe, ${colorScheme}`, () => {
    test.use({ colorScheme });

    // In two halves: every view under axe in one test outlasts its time on a busy machine.
    for (const half of [0, 1]) {
      test(`has nothing against any view, half ${half + 1} of 2`, async ({ app, page }) => {
        test.slow();
        const shown = (await places(app)).filter((_, index) => index % 2 === half);
        for (const { name, hash } of shown) {
          await goTo(page, hash);
          if (hash.includes('preview')) await expect(page.getByRole('complementary')).toContainText('Dimensions');
          expect.soft(await violations(page), name).toEqual([]);
        }
      });
    }

    test('has nothing against what opens over a view', async ({ page }) => {
      await expect(finding(page)).toBeVisible();
      await page.keyboard.press('ControlOrMeta+k');
      await page.keyboard.type('a');
      await expect(page.locator('.mantine-Spotlight-action').first()).toBeVisible();
      expect.soft(await violations(page), 'palette').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect.soft(await violations(page), 'filter').toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Workspace / }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      expect.soft(await violations(page), 'workspace menu').toEqual([]);
    });

    test.describe('without a workspace', () => {
      test.use({ workspace: 'none' });

      test('has nothing against Welcome, its dialog, an empty workspace and a review', async ({ app, page }) => {
        await expect(finding(page)).toBeVisible();
        expect.soft(await violations(page), 'welcome').toEqual([]);
        await page.getByRole('button', { name: 'New workspace' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        expect.soft(await violations(page), 'new workspace').toEqual([]);
        await page.keyboard.press('Escape');
        await makeWorkspace(page, 'Client A');
        for (const view of ['data', 'portfolio', 'accounts', 'cohorts', 'what-if']) {
          await goTo(page, `#/${view}`);
          expect.soft(await violations(page), `empty ${view}`).toEqual([]);
        }
        await goTo(page, '#/data');
        await chooseFiles(app, [
          makeFile(app, 'tickets.csv', TICKETS_CSV),
          makeFile(app, 'accounts.csv', ACCOUNTS_CSV),
        ]);
        expect.soft(await violations(page), 'review').toEqual([]);
        await page.getByRole('button', { name: /^renewal_date becomes/ }).click();
        expect.soft(await violations(page), 'choosing a column').toEqual([]);
        await page.keyboard.press('Escape');
        await page.getByRole('button', { name: 'How it is read' }).click();
        await chooseFiles(app, [makeFile(app, 'tickets-eu.csv', AMBIGUOUS_CSV)]);
        expect.soft(await violations(page), 'question').toEqual([]);
        await page.getByRole('button', { name: 'Day first in opened_at' }).click();
        await importAll(page);
        expect.soft(await violations(page), 'result').toEqual([]);
      });
    });
  });
}

test('the main journey works with the keyboard alone', async ({ app, page }) => {
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
