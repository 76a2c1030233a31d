import { makeFile } from './pages/files.ts';
import { ACCOUNTS_CSV, AMBIGUOUS_CSV, chooseFiles, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { places } from './pages/places.ts';
import { finding, goTo, section } from './pages/shell.ts';
import { field, openWhatIf } from './pages/whatif.ts';
import { expect, test } from './support/fixtures.ts';

// Pictures to look at, in test-results/; nothing is compared with them.
const WIDTHS = [1440, 1100, 900];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`pictures, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('of every view', async ({ app, page }, testInfo) => {
      const take = async (name: string): Promise<void> => {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          await page.screenshot({ path: testInfo.outputPath(`${name}-${width}-${colorScheme}.png`), fullPage: true });
        }
      };
      for (const { name, hash } of await places(app)) {
        await goTo(page, hash);
        await take(name);
      }
      const model = await openWhatIf(app);
      await field(page, model.dimensions[0]?.name ?? '-').fill('45');
      await page.keyboard.press('Enter');
      await expect(finding(page)).toContainText('change tier');
      await take('what-if-scenario');
      await page.keyboard.press('ControlOrMeta+k');
      await expect(page.getByRole('textbox', { name: 'Search or jump to' })).toBeFocused();
      await page.keyboard.type('an');
      await expect(page.locator('.mantine-Spotlight-action').first()).toBeVisible();
      await take('palette');
    });

    test.describe('without a workspace', () => {
      test.use({ workspace: 'none' });

      test('of Welcome and of an import', async ({ app, page }, testInfo) => {
        const take = async (name: string): Promise<void> => {
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            await page.screenshot({ path: testInfo.outputPath(`${name}-${width}-${colorScheme}.png`), fullPage: true });
          }
        };
        await expect(finding(page)).toBeVisible();
        await take('welcome');
        await makeWorkspace(page, 'Client A');
        await take('data-empty');
        await goTo(page, '#/portfolio');
        await take('portfolio-empty');
        await goTo(page, '#/data');
        await chooseFiles(app, [
          makeFile(app, 'tickets.csv', TICKETS_CSV),
          makeFile(app, 'accounts.csv', ACCOUNTS_CSV),
        ]);
        await section(page, 'Files').getByRole('button', { name: 'accounts.csv', exact: true }).click();
        await take('data-review');
        await chooseFiles(app, [makeFile(app, 'tickets-eu.csv', AMBIGUOUS_CSV)]);
        await take('data-question');
      });
    });
  });
}
