import AxeBuilder from '@axe-core/playwright';
import { finding, sidewaysScroll } from './pages/shell.ts';
import { expect, PAGE_ONLY, test } from './support/fixtures.ts';

// Pictures to look at, in test-results/; nothing is compared with them.
for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`gallery, ${colorScheme}`, () => {
    test.use({ colorScheme });

    test(
      'shows every component, fits 720 to 1440 px, and axe has nothing against it',
      PAGE_ONLY,
      async ({ page }, testInfo) => {
        await expect(finding(page)).toBeVisible();
        await page.evaluate(() => {
          window.location.hash = '#/gallery';
        });
        await expect(finding(page)).toHaveText('Every component in every state.');
        await expect(page.getByRole('main').locator('.chart svg')).toHaveCount(4);
        for (const width of [1440, 1100, 900, 720]) {
          await page.setViewportSize({ width, height: 900 });
          expect(await sidewaysScroll(page), `${width} px`).toBe(0);
          await page.screenshot({ path: testInfo.outputPath(`gallery-${width}-${colorScheme}.png`), fullPage: true });
        }
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)).toEqual([]);
      },
    );
  });
}
