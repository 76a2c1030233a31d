import {
  activeRow,
  columnHeader,
  expectTotal,
  firstNames,
  grid,
  groupRows,
  pick,
  rows,
  selectionBar,
  sendEdit,
} from './pages/accounts.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { parseCsv, savedText } from './pages/files.ts';
import { chip } from './pages/portfolio.ts';
import { choose, goTo, hashOf, openView, paramOf, settled } from './pages/shell.ts';
import { CHANGES, expect, HOSTS, type RunningApp, test } from './support/fixtures.ts';

type SortField = 'score' | 'arr' | 'name' | 'change30' | 'renewalDate';

async function names(app: RunningApp, field: SortField, direction: 'asc' | 'desc'): Promise<string[]> {
  const { accounts } = await askCore(app, 'accounts.list', { sort: [{ field, direction }], limit: 4 });
  return accounts.map((account) => account.name);
}

test.use({ at: '#/accounts' });

test.beforeEach(async ({ page }) => {
  await settled(page);
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
  await expect(activeRow(page)).toHaveAttribute('aria-rowindex', String(total + 1));
  await expect(activeRow(page)).toBeInViewport();
  expect(await rows(page).count()).toBeLessThan(70);
  const { accounts } = await askCore(app, 'accounts.list', {
    sort: [{ field: 'score', direction: 'asc' }],
    offset: total - 1,
    limit: 1,
  });
  await expect(activeRow(page)).toContainText(accounts[0]?.name ?? '-');
  await page.keyboard.press('Home');
  await expect(activeRow(page)).toHaveAttribute('aria-rowindex', '2');
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
  await expect(activeRow(page)).toHaveAttribute('aria-rowindex', '33');
  await expect(activeRow(page)).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press('k');
  const account = accounts[30];
  if (!account) throw new Error('The sample is too small.');
  await expect(activeRow(page)).toContainText(account.name);
  await expect(activeRow(page)).toBeInViewport();
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
  await expect(activeRow(page)).toContainText(account.name);
  await expect(activeRow(page)).toBeInViewport();
});

test('the export holds every row the filters leave, with the columns and the order shown', { tag: HOSTS }, async ({
  app,
  page,
}) => {
  await choose(page.getByRole('radio', { name: 'Highest ARR' }));
  const first = await askCore(app, 'accounts.list', { sort: [{ field: 'arr', direction: 'desc' }], limit: 500 });
  const saved = await savedText(app, async () => {
    await pick(page, 'Export', 'CSV');
    await expect(page.getByText(/is saved: /)).toBeVisible();
  });
  expect(saved.name).toBe(`accounts-${first.asOf}.csv`);
  const [header = [], ...lines] = parseCsv(saved.text);
  expect(header.slice(0, 5)).toEqual(['Account id', 'Account', 'Health score', 'Tier', 'Change in 30 days']);
  expect(header).toHaveLength(await grid(page).getByRole('columnheader').count());
  expect(lines.map((line) => line[0])).toEqual(first.accounts.map((account) => account.accountId));
  const arr = header.indexOf('ARR');
  expect(lines.map((line) => line[arr])).toEqual(first.accounts.map((account) => String(account.arr ?? '')));
});

test('columns are hidden, found, moved and widened, stay so, and the address carries them', async ({ page }) => {
  await expect(columnHeader(page, '26 weeks')).toBeVisible();
  await page.getByRole('button', { name: 'Columns' }).click();
  const menu = page.getByRole('dialog');
  await menu.getByRole('checkbox', { name: 'Scores of 26 weeks' }).uncheck();
  await expect(columnHeader(page, '26 weeks')).toHaveCount(0);
  await menu.getByRole('textbox', { name: 'Find a column' }).fill('industry');
  await menu.getByRole('checkbox', { name: 'Industry' }).check();
  await menu.getByRole('textbox', { name: 'Find a column' }).fill('');
  await menu.getByRole('button', { name: 'Move ARR forward' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => paramOf(page, 'cols')).toMatch(/^name,score,tier,arr,change30,renewalDate,.*,industry$/);
  await columnHeader(page, 'ARR').getByRole('button').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(() => paramOf(page, 'cols')).toContain('arr~92');
  await openView(page, 'Portfolio');
  await openView(page, 'Accounts');
  await expect(columnHeader(page, 'Industry')).toBeAttached();
  await expect(columnHeader(page, '26 weeks')).toHaveCount(0);
  await expect.poll(() => paramOf(page, 'cols')).toContain('arr~92');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Back to the usual columns' }).click();
  await expect(columnHeader(page, '26 weeks')).toBeVisible();
});

test('groups carry subtotals, open and close, and follow the order of the list', async ({ app, page }) => {
  const { groups } = await askCore(app, 'accounts.list', { group: 'segment', limit: 1 });
  const texts = await coreTexts(app);
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('segment');
  await expect.poll(() => paramOf(page, 'group')).toBe('segment');
  const total = (groups ?? []).reduce((sum, group) => sum + group.accounts, 0);
  await expectTotal(page, total + (groups?.length ?? 0));
  const [largest] = groups ?? [];
  const head = groupRows(page).first();
  await expect(head).toContainText(`${largest?.value}${largest?.accounts}`);
  await expect(head).toContainText(texts.money(largest?.arr ?? null));
  await expect(head.getByRole('img', { name: /^Tiers: Green \d+/ })).toBeVisible();
  await expect(head).toHaveAttribute('aria-expanded', 'true');

  await grid(page).focus();
  await page.keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-expanded', 'false');
  await expectTotal(page, total - (largest?.accounts ?? 0) + (groups?.length ?? 0));
  await page.keyboard.press('ArrowRight');
  await expect(head).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('j');
  await expect(activeRow(page)).toHaveAttribute('aria-level', '2');
  await page.getByRole('button', { name: 'Close all' }).click();
  await expectTotal(page, groups?.length ?? 0);
  await page.getByRole('button', { name: 'Open all' }).click();
  await expectTotal(page, total + (groups?.length ?? 0));
  await page.goBack();
  await expectTotal(page, total);
});

test('accounts are picked with the keyboard, tagged, and that is taken back', { tag: CHANGES }, async ({
  app,
  page,
}) => {
  const { accounts } = await askCore(app, 'accounts.list', { sort: [{ field: 'score', direction: 'asc' }], limit: 4 });
  const tagged = async (): Promise<readonly string[]> => {
    const list = await askCore(app, 'accounts.list', { filters: { tag: ['Board'] } });
    return list.accounts.map(({ accountId }) => accountId).sort();
  };
  await grid(page).focus();
  await page.keyboard.press('x');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('j');
  await page.keyboard.press('Shift+X');
  await expect(selectionBar(page)).toContainText('4 accounts selected');
  await expect(activeRow(page)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('x');
  await expect(selectionBar(page)).toContainText('3 accounts selected');
  await selectionBar(page).getByRole('button', { name: 'Add tag' }).click();
  await sendEdit(page, 'Tag', 'Board', 'Add tag');
  await expect(page.getByText('3 accounts tagged Board')).toBeVisible();
  expect(await tagged()).toEqual(
    accounts
      .slice(0, 3)
      .map(({ accountId }) => accountId)
      .sort(),
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Taken back: 3 accounts tagged Board')).toBeVisible();
  expect(await tagged()).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('3 accounts tagged Board again')).toBeVisible();
  expect(await tagged()).toHaveLength(3);
  await grid(page).focus();
  await page.keyboard.press('Escape');
  await expect(selectionBar(page)).toHaveCount(0);
});

test('a CSM is assigned to all accounts a filter leaves; the ledger has it and takes it back', {
  tag: CHANGES,
}, async ({ app, page }) => {
  const before = await askCore(app, 'accounts.list', { filters: { tier: ['Red'] } });
  await goTo(page, '#/accounts?tier=Red');
  await expectTotal(page, before.total);
  await grid(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selectionBar(page)).toContainText(`${before.total} accounts selected`);
  await selectionBar(page).getByRole('button', { name: 'Assign CSM' }).click();
  await sendEdit(page, 'CSM', 'Nova Reyes', 'Assign');
  await expect(page.getByText(`Nova Reyes assigned to ${before.total} accounts`)).toBeVisible();
  expect((await askCore(app, 'accounts.list', { filters: { csm: ['Nova Reyes'] } })).total).toBe(before.total);

  await openView(page, 'Data');
  const ledger = page.getByRole('region', { name: 'Edits by hand' });
  const entry = ledger.getByRole('row').filter({ hasText: 'Nova Reyes' });
  await expect(entry).toContainText('Ana');
  await entry.getByRole('button', { name: /^Undo/ }).click();
  await expect(entry).toContainText('undone by Ana');
  expect((await askCore(app, 'accounts.list', { filters: { csm: ['Nova Reyes'] } })).total).toBe(0);
});

test('a view is saved, opened, renamed, made the start of Accounts, removed and brought back', {
  tag: CHANGES,
}, async ({ page }) => {
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('csm');
  await choose(page.getByRole('radio', { name: 'Highest ARR' }));
  const name = page.getByRole('dialog').getByRole('textbox', { name: /^Name/ });
  await pick(page, 'Views', 'Save as a new view…');
  await name.fill('My book');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The view My book is saved')).toBeVisible();
  const button = page.getByRole('button', { name: /^My book/ });
  await expect(button).toBeVisible();
  await page.getByRole('combobox', { name: 'Group by' }).selectOption('tier');
  await expect(button).toContainText('changed');
  await pick(page, /^My book/, 'Back to My book');
  await expect.poll(() => paramOf(page, 'group')).toBe('csm');

  await pick(page, /^My book/, 'Rename My book…');
  await name.fill('Whose is whose');
  await page.keyboard.press('Enter');
  await pick(page, /^Whose is whose/, 'Open Accounts with it');
  await expect(page.getByText('Accounts opens with Whose is whose')).toBeVisible();
  await openView(page, 'Portfolio');
  await openView(page, 'Accounts');
  await expect.poll(() => paramOf(page, 'group')).toBe('csm');
  await expect.poll(() => paramOf(page, 'sort')).toBe('arr:desc');

  await pick(page, /^Whose is whose/, 'Remove Whose is whose');
  await expect(page.getByRole('button', { name: /^All accounts/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('button', { name: /^Whose is whose/ })).toBeVisible();
});

test('the monitoring report has its columns and its summary, and leads to the accounts behind it', async ({
  app,
  page,
}) => {
  const { cards, drivers } = await askCore(app, 'portfolio.summary', { filters: { status: ['active'] } });
  await pick(page, 'Views', 'Monitoring report');
  for (const label of ['Account', 'CSM', 'Score', 'Tier', 'Touch', 'Risk notes', 'Action needed', 'vs month'])
    await expect(columnHeader(page, label).first()).toBeAttached();
  const summary = page.locator('.acc-sum');
  await expect(summary).toContainText(`${cards.atRiskAccounts.value} accounts`);
  await expect(summary).toContainText(`${cards.expansionReadyAccounts} accounts`);
  const [worst] = drivers;
  await summary.getByRole('link', { name: new RegExp(`^${worst?.name} `) }).click();
  const filters = { status: ['active' as const], driver: worst?.signal ?? '', scoreMax: 50 };
  const behind = await askCore(app, 'accounts.list', { filters, group: 'csm', limit: 1 });
  expect(behind.total).toBe(worst?.accounts);
  await expectTotal(page, behind.total + (behind.groups?.length ?? 0));
});

test('? shows the keys', async ({ page }) => {
  await grid(page).focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of the account list' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});
