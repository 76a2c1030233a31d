import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe holds against the page, in a form that reads well in a report. The page has no frames: it runs in the page alone. */
async function violations(page: Page, rules: readonly string[] | null): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations: found } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(
      (node) => `${id} (${help}): ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`,
    ),
  );
}

/** Every rule in the light theme; in the dark one, where nothing but colours differs, those of colours. */
export async function expectNoViolations(page: Page, name: string): Promise<void> {
  expect.soft(await violations(page, null), name).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect.soft(await violations(page, COLOUR_RULES), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}
