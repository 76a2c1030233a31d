import { expectNoViolations } from './pages/axe.ts';
import { finding, sidewaysScroll } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';
import { takePicture } from './support/picture.ts';

test.use({ at: '#/gallery' });

test('the gallery shows every component in both themes, fits 720 to 1440 px, and axe has nothing against it', async ({
  page,
}) => {
  test.slow();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await expect(finding(page).first()).toHaveText('Every component in every state.');
  // 4 histograms; 15 charts in three states, of which three say in words that nothing is known; 19 in two.
  await expect(page.getByRole('main').locator('.chart svg')).toHaveCount(4 + 15 * 3 - 3 + 19 * 2);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 1100, 900, 720]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await sidewaysScroll(page), `${width} px`).toBe(0);
      await takePicture(page, `gallery-${width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await expectNoViolations(page, 'gallery');
  expect(errors).toEqual([]);
});
