import type { Page } from '@playwright/test';
import { makeFile } from './pages/files.ts';
import { ACCOUNTS_CSV, AMBIGUOUS_CSV, chooseFiles, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { places } from './pages/places.ts';
import { finding, goTo, section } from './pages/shell.ts';
import { field, openWhatIf } from './pages/whatif.ts';
import { CHANGES, expect, test } from './support/fixtures.ts';
import { takePicture } from './support/picture.ts';

// Pictures to look at, in .cache/pictures (`npm run pictures`); nothing is compared with them.
const WIDTHS = [1440, 1100, 900];
const THEMES = ['light', 'dark'] as const;

async function take(page: Page, name: string): Promise<void> {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await takePicture(page, `${name}-${width}-${colorScheme}`);
    }
  }
}

// In parts, so that the workers share them.
for (const part of [0, 1]) {
  test(`pictures of every view, part ${part + 1} of 2`, async ({ app, page }) => {
    test.slow();
    for (const { name, hash } of (await places(app)).filter((_, index) => index % 2 === part)) {
      await goTo(page, hash);
      await take(page, name);
    }
  });
}

test('pictures of a scenario and of the palette', { tag: CHANGES }, async ({ app, page }) => {
  const model = await openWhatIf(app);
  await field(page, model.dimensions[0]?.name ?? '-').fill('45');
  await page.keyboard.press('Enter');
  await expect(finding(page)).toContainText('change tier');
  await take(page, 'what-if-scenario');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Search or jump to' })).toBeFocused();
  await page.keyboard.type('an');
  await expect(page.locator('.mantine-Spotlight-action').first()).toBeVisible();
  await take(page, 'palette');
});

test.describe('without a workspace', () => {
  test.use({ workspace: 'none' });

  test('pictures of Welcome and of an import', async ({ app, page }) => {
    await expect(finding(page)).toBeVisible();
    await take(page, 'welcome');
    await makeWorkspace(page, 'Client A');
    await take(page, 'data-empty');
    await goTo(page, '#/portfolio');
    await take(page, 'portfolio-empty');
    await goTo(page, '#/data');
    await chooseFiles(app, [makeFile(app, 'tickets.csv', TICKETS_CSV), makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
    await section(page, 'Files').getByRole('button', { name: 'accounts.csv', exact: true }).click();
    await take(page, 'data-review');
    await chooseFiles(app, [makeFile(app, 'tickets-eu.csv', AMBIGUOUS_CSV)]);
    await take(page, 'data-question');
  });
});
