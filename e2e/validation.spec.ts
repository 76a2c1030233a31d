import type { Locator, Page } from '@playwright/test';
import { askCore } from './pages/core.ts';
import { parseCsv, savedText } from './pages/files.ts';
import { finding, goTo, hashOf, openView, paramOf, section, settled } from './pages/shell.ts';
import { CHANGES, expect, test } from './support/fixtures.ts';

/** A back-test reads the whole history, which takes its time on a busy machine. */
const BACK_TEST = { timeout: 60_000 };

/** A figure of the panel beside the curves. */
function figure(page: Page, name: string): Locator {
  return section(page, 'Where to draw the line').locator('dl > div').filter({ hasText: name }).locator('dd');
}

const percentOf = async (shown: Locator): Promise<number> => Number((await shown.innerText()).replace('%', ''));

test('a back-test says what the score is worth, follows the cut and leads to whom it missed', async ({ app, page }) => {
  await openView(page, 'Validation');
  await expect(finding(page)).toContainText('AUC', BACK_TEST);
  await expect(finding(page)).toContainText(/AUC 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)/);
  await expect(finding(page)).toContainText(/on \d+ churns of \d+ accounts/);
  await expect(page.locator('.gate')).toContainText('churns');
  await expect(page.locator('.gate')).toContainText(
    /Plain accuracy is not shown: .* already right 9\d\.\d% of the time/,
  );

  const slider = page.getByRole('slider', { name: /^Flag scores below/ });
  await slider.fill('30');
  const strict = await percentOf(figure(page, 'Recall'));
  await slider.fill('70');
  const loose = await percentOf(figure(page, 'Recall'));
  expect(loose).toBeGreaterThan(strict);
  const { text } = await savedText(app, () => page.getByRole('button', { name: 'Export CSV: thresholds' }).click());
  const [header, ...lines] = parseCsv(text);
  const recall = lines.find(([below]) => below === '70')?.[header?.indexOf('recall') ?? -1];
  expect(loose).toBeCloseTo(Number(recall) * 100, 1);
  await slider.press('ArrowRight');
  await expect.poll(() => paramOf(page, 'cut')).toBe('71');

  const missed = section(page, 'Missed churns').getByRole('link').first();
  const name = await missed.innerText();
  await missed.click();
  await settled(page);
  expect(hashOf(page)).toMatch(/#\/account\/.*asOf=\d{4}-\d\d-\d\d/);
  await expect(page.getByRole('main')).toContainText(name);
});

test('challengers say what the score leaves unsaid, and which signals carry it', async ({ app, page }) => {
  await openView(page, 'Validation');
  const challengers = section(page, 'Challengers');
  await challengers.getByRole('button', { name: 'Let challengers try' }).click(BACK_TEST);
  await expect(challengers).toContainText(/^Challengers.*Something is left on the table: the random forest/, BACK_TEST);
  await expect(challengers.getByRole('row', { name: /^Random forest/ })).toContainText(/\+0\.\d{3} \(.*\) better/);
  const importance = section(page, 'What the challengers look at');
  await expect(importance.getByRole('img', { name: /^AUC lost/ })).toHaveAccessibleName(
    /Billing 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\)/,
  );
  const signals = section(page, 'Signal by signal');
  await expect(signals.getByRole('row').nth(1)).toContainText('Days to renewal');
  const { text } = await savedText(app, () =>
    signals.getByRole('button', { name: 'Export CSV: leading signals' }).click(),
  );
  const [, first] = parseCsv(text);
  await expect(signals.getByRole('row').nth(1)).toContainText(Number(first?.[4]).toFixed(3));
});

test('a running back-test can be cancelled and started again', { tag: CHANGES }, async ({ page }) => {
  await page.goto(`${page.url().split('#')[0]}#/validation?horizon=180`);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('main')).toContainText('The back-test was cancelled.');
  await page.getByRole('button', { name: 'Run the back-test' }).click();
  await expect(finding(page)).toContainText('AUC', BACK_TEST);
});

test('a review is closed with what was looked at, and a candidate runs beside the official model', {
  tag: CHANGES,
}, async ({ app, page }) => {
  const { due } = await askCore(app, 'reviews.list', {});
  const [monthly] = due;
  if (!monthly) throw new Error('No review is due.');
  await goTo(page, '#/validation?tab=reviews');
  await page.getByRole('button', { name: 'Do the monthly review' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: monthly.items[0]?.title ?? '' }).check();
  await dialog.getByRole('textbox', { name: /^Note What was decided/ }).fill('Nothing to change');
  await dialog.getByRole('textbox', { name: 'Your name' }).fill('Robin');
  await dialog.getByRole('button', { name: 'Close the review' }).click();
  const done = section(page, 'Done').getByRole('row', { name: /^Monthly/ });
  await expect(done).toContainText('Robin');
  await expect(done).toContainText('Nothing to change');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(done).toBeHidden();
  await page.getByRole('button', { name: 'Do the monthly review' }).click();
  await expect(dialog.getByRole('checkbox', { name: monthly.items[0]?.title ?? '' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Close the review' }).click();
  await expect(done).toContainText('Robin');

  await page.getByRole('button', { name: 'Start a shadow run' }).click();
  await dialog.getByRole('spinbutton', { name: 'Weeks' }).fill('12');
  await dialog.getByLabel('From').fill('2026-03-01');
  await dialog.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(section(page, 'Shadow runs')).toContainText('Both would have alerted on');
  await expect(section(page, 'Shadow runs').getByRole('button', { name: /^Promote v/ })).toBeVisible();
});

test.describe('where a column knows who left', () => {
  // Too little is known for a score, and the vendor's own score was written after the fact.
  test.use({
    workspace: {
      'accounts.csv': `account_id,name,churned,vendor_score\n${Array.from(
        { length: 60 },
        (_, at) => `A-${at},Customer ${at},${at < 20},${(at < 20 ? 10 : 60) + (at % 20)}\n`,
      ).join('')}`,
      'tickets.csv':
        'ticket_id,account_id,opened_at,severity\nT-1,A-1,2026-01-05,2\nT-2,A-40,2026-06-20,3\nT-3,A-41,2026-06-27,3\n',
    },
  });

  test('the leak is named, though there is no score to judge', async ({ page }) => {
    await openView(page, 'Validation');
    await expect(finding(page)).toContainText('20 accounts are marked as churned, but nothing says when', BACK_TEST);
    const warning = page.getByRole('region', { name: 'Too good to be true' });
    await expect(warning.getByRole('row', { name: /^vendor_score 1\.000/ })).toBeVisible(BACK_TEST);
    await expect(warning).toContainText('probably written with the outcome in view');
  });
});
