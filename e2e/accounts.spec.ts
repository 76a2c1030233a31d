import { columnHeader, expectTotal, firstNames, grid, rows, selectedRow } from './pages/accounts.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { parseCsv, savedText } from './pages/files.ts';
import { chip } from './pages/portfolio.ts';
import { choose, hashOf, openView, paramOf, settled } from './pages/shell.ts';
import { expect, type RunningApp, test } from './support/fixtures.ts';

type SortField = 'score' | 'arr' | 'name' | 'change30' | 'renewalDate';

async function names(app: RunningApp, field: SortField, direction: 'asc' | 'desc'): Promise<string[]> {
  const { accounts } = await askCore(app, 'accounts.list', { sort: [{ field, direction }], limit: 4 });
  return accounts.map((account) => account.name);
}

test.beforeEach(async ({ page }) => {
  await openView(page, 'Accounts');
  await expect(rows(page).first()).toBeVisible();
});

test('the list is the core’s, lowest score first, sorted by a header and by a preset', async ({ app, page }) => {
  const list = await askCore(app, 'accounts.list', {});
  const texts = await coreTexts(app);
  await expectTotal(page, list.total);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(texts.money(list.totals.arr));
  await expect(page.getByRole('heading', { level: 1 })).toContainText(texts.money(list.totals.atRiskArr));
  await expect.poll(() => firstNames(page, 4)).toEqual(await names(app, 'score', 'asc'));
  await expect(columnHeader(page, 'Score')).toHaveAttribute('aria-sort', 'ascending');

  await columnHeader(page, 'ARR').getByRole('button').click();
  await expect(columnHeader(page, 'ARR')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => firstNames(page, 4)).toEqual(await names(app, 'arr', 'desc'));
  expect(paramOf(page, 'sort')).toBe('arr:desc');
  await expect(page.getByRole('radio', { name: 'Highest ARR' })).toBeChecked();
  await columnHeader(page, 'ARR').getByRole('button').click();
  await expect.poll(() => firstNames(page, 4)).toEqual(await names(app, 'arr', 'asc'));
  await columnHeader(page, 'Account').getByRole('button').click();
  await expect.poll(() => firstNames(page, 4)).toEqual(await names(app, 'name', 'asc'));

  for (const [preset, field, direction] of [
    ['Biggest decline', 'change30', 'asc'],
    ['Soonest renewal', 'renewalDate', 'asc'],
    ['Lowest score', 'score', 'asc'],
  ] as const) {
    await choose(page.getByRole('radio', { name: preset }));
    await expect.poll(() => firstNames(page, 4)).toEqual(await names(app, field, direction));
  }

  await columnHeader(page, 'ARR')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect.poll(() => paramOf(page, 'sort')).toBe('score:asc,arr:desc');
});

test('only a window of rows is in the document, wherever the list stands', async ({ app, page }) => {
  const { total } = await askCore(app, 'accounts.list', {});
  expect(total).toBeGreaterThan(200);
  expect(await rows(page).count()).toBeLessThan(70);
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', String(total + 1));
  await expect(selectedRow(page)).toBeInViewport();
  expect(await rows(page).count()).toBeLessThan(70);
  const { accounts } = await askCore(app, 'accounts.list', {
    sort: [{ field: 'score', direction: 'asc' }],
    offset: total - 1,
    limit: 1,
  });
  await expect(selectedRow(page)).toContainText(accounts[0]?.name ?? '-');
  await page.keyboard.press('Home');
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '2');
  await page.mouse.move(700, 600);
  await page.mouse.wheel(0, 4000);
  await expect(grid(page).locator('[aria-rowindex="120"]')).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(70);
});

test('text and segment filter the list, and the address carries both', async ({ app, page }) => {
  const { accounts } = await askCore(app, 'accounts.list', { limit: 1, sort: [{ field: 'arr', direction: 'desc' }] });
  const word = accounts[0]?.name.split(' ')[0] ?? '';
  await page.keyboard.press('/');
  const find = page.getByRole('searchbox', { name: 'Find accounts by name, id or CSM' });
  await expect(find).toBeFocused();
  await page.keyboard.type(word);
  await expectTotal(page, (await askCore(app, 'accounts.list', { filters: { text: word } })).total);
  await expect(rows(page).first()).toContainText(word);
  await find.fill('');
  await expect.poll(() => paramOf(page, 'text')).toBeNull();

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const popover = page.getByRole('dialog');
  await popover.getByRole('button', { name: /^Segment/ }).click();
  await choose(popover.getByRole('checkbox').first());
  await expect.poll(() => paramOf(page, 'segment')).not.toBeNull();
  await page.keyboard.press('Escape');
  const segment = paramOf(page, 'segment') ?? '';
  const bySegment = await askCore(app, 'accounts.list', { filters: { segment: [segment] } });
  await expectTotal(page, bySegment.total);
  await expect(chip(page, 'Segment', segment)).toBeVisible();
  await find.fill('no account is called this');
  await expect(page.getByText('No account matches these filters.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Clear all filters' }).click();
  await expectTotal(page, (await askCore(app, 'accounts.list', {})).total);
  await expect(find).toHaveValue('');
});

test('j, k, Space and Enter move, preview and open, and back returns to the row', async ({ app, page }) => {
  const { accounts } = await askCore(app, 'accounts.list', { sort: [{ field: 'score', direction: 'asc' }], limit: 60 });
  await grid(page).focus();
  for (let step = 0; step < 31; step += 1) await page.keyboard.press('j');
  // All of it, with the header of the columns above and nothing cut off below.
  await expect(selectedRow(page)).toHaveAttribute('aria-rowindex', '33');
  await expect(selectedRow(page)).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('k');
  const account = accounts[30];
  if (!account) throw new Error('The sample is too small.');
  await expect(selectedRow(page)).toContainText(account.name);
  await expect(selectedRow(page)).toBeInViewport();
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'account-row-30');
  await page.keyboard.press('Space');
  const preview = page.getByRole('complementary', { name: `Preview of ${account.name}` });
  await expect(preview).toContainText((await coreTexts(app)).moneyExact(account.arr));
  await expect(preview).toContainText('Dimensions');
  await page.keyboard.press('j');
  await expect(page.getByRole('complementary', { name: `Preview of ${accounts[31]?.name}` })).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toBe(`#/account/${account.accountId}`);
  await expect(page.locator('.acct-name .n')).toHaveText(account.name);
  await page.goBack();
  await settled(page);
  await expect(selectedRow(page)).toContainText(account.name);
  await expect(selectedRow(page)).toBeInViewport();
});

test('the export holds every row the filters leave, with the columns shown', async ({ app, page }) => {
  await choose(page.getByRole('radio', { name: 'Highest ARR' }));
  const labels = await grid(page).getByRole('columnheader').allInnerTexts();
  const first = await askCore(app, 'accounts.list', { sort: [{ field: 'arr', direction: 'desc' }], limit: 500 });
  const saved = await savedText(app, async () => {
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await expect(page.getByText(/accounts exported as CSV/)).toBeVisible();
  });
  expect(saved.name).toBe(`accounts-${first.asOf}.csv`);
  const [header = [], ...lines] = parseCsv(saved.text);
  expect(header).toEqual(['Account id', ...labels.map((label) => label.replace(/ [↑↓].*$/, ''))]);
  expect(lines).toHaveLength(first.total);
  expect(lines.map((line) => line[0])).toEqual(first.accounts.map((account) => account.accountId));
  const arr = header.indexOf('ARR');
  expect(lines.map((line) => line[arr])).toEqual(first.accounts.map((account) => String(account.arr ?? '')));
});

test('a column switched off leaves the list and stays off', async ({ page }) => {
  await expect(columnHeader(page, '26 weeks')).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: '26 weeks' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(columnHeader(page, '26 weeks')).toHaveCount(0);
  await openView(page, 'Portfolio');
  await openView(page, 'Accounts');
  await expect(columnHeader(page, 'Score')).toBeVisible();
  await expect(columnHeader(page, '26 weeks')).toHaveCount(0);
});
