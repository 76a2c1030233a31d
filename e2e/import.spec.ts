import { expectTotal, rows } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { makeFile } from './pages/files.ts';
import {
  ACCOUNTS_CSV,
  AMBIGUOUS_CSV,
  batchCount,
  chooseFiles,
  importAll,
  importButton,
  importFiles,
  makeWorkspace,
  TICKETS_CSV,
} from './pages/importing.ts';
import { finding, openView, section } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ workspace: 'none' });

test.beforeEach(async ({ page }) => {
  await makeWorkspace(page, 'Client A');
  await expect(finding(page)).toContainText('Nothing is imported yet');
});

test('two files are read, shown with what is wrong, stored on Import and not before', async ({ app, page }) => {
  await chooseFiles(app, [makeFile(app, 'tickets.csv', TICKETS_CSV), makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
  await expect(finding(page)).toContainText('8 of 11 rows are ready.');
  await expect(finding(page)).toContainText('Nothing is stored until you import.');
  expect(await batchCount(app)).toBe(0);
  expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(0);

  const files = section(page, 'Files');
  await files.getByRole('button', { name: 'accounts.csv', exact: true }).click();
  await expect(files.getByRole('row').filter({ hasText: 'accounts.csv' })).toContainText(/6\s*4\s*2/);
  await expect(section(page, 'Issues')).toContainText('2 rows rejected');
  await expect(section(page, 'Issues')).toContainText('account_id is missing');
  const preview = section(page, 'Preview');
  await expect(preview).toContainText('Alder Foods');
  await preview.getByRole('radio', { name: /^Rejected/ }).check();
  await expect(preview.getByRole('row').filter({ hasText: 'No Id Ltd' })).toContainText('account_id is missing.');
  await expect(preview.getByRole('row').filter({ hasText: 'Elm Labs' })).toContainText('is not an existing date');
  const renewal = section(page, 'Mapping').getByRole('combobox', { name: 'renewal_date becomes' });
  await expect(renewal).toHaveValue('renewal_date');
  expect(await batchCount(app)).toBe(0);

  await expect(importButton(page)).toHaveText('Import 8 rows');
  await importAll(page);
  await expect(finding(page)).toContainText('8 of 11 rows are stored');
  await expect(section(page, 'Result').getByRole('row').filter({ hasText: 'accounts.csv' })).toContainText('Accounts');
  const { batches } = await askCore(app, 'data.batches', {});
  expect(batches.map(({ file, rowsRead, accepted, rejected }) => ({ file, rowsRead, accepted, rejected }))).toEqual([
    { file: 'tickets.csv', rowsRead: 5, accepted: 4, rejected: 1 },
    { file: 'accounts.csv', rowsRead: 6, accepted: 4, rejected: 2 },
  ]);

  const ledger = section(page, 'Ledger');
  await expect(ledger.getByRole('row').filter({ hasText: 'tickets.csv' })).toContainText('Tickets');
  await ledger.getByRole('button', { name: '2 rejected rows of accounts.csv' }).click();
  const rejected = page.getByRole('dialog', { name: 'Rejected rows of accounts.csv' });
  await expect(rejected.getByRole('row')).toHaveCount(3);
  await expect(rejected.getByRole('textbox', { name: 'renewal_date, line 7' })).toHaveValue('2026-13-45');
  await page.keyboard.press('Escape');
  await expect(rejected).toHaveCount(0);
  await expect(section(page, 'Sources').getByRole('row').filter({ hasText: 'Accounts' })).toContainText('4');

  await openView(page, 'Accounts');
  await expectTotal(page, 4);
  await expect(rows(page).filter({ hasText: 'Birch Tools' })).toContainText('$180k');
});

test('the same file again changes nothing and says so', async ({ app, page }) => {
  const file = makeFile(app, 'accounts.csv', ACCOUNTS_CSV);
  await importFiles(app, [file]);
  await page.getByRole('button', { name: 'Import more' }).click();
  await chooseFiles(app, [file]);
  await expect(section(page, 'After import').locator('div', { hasText: 'Unchanged' }).last()).toContainText('4');
  await importAll(page);
  await expect(finding(page)).toContainText('0 new, 0 changed, 4 unchanged');
  const { batches } = await askCore(app, 'data.batches', {});
  expect(batches[0]).toMatchObject({ created: 0, updated: 0, unchanged: 4, rejected: 2 });
  expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(4);
});

test('a file that is no table says what it is and stores nothing', async ({ app, page }) => {
  const html = makeFile(app, 'page.csv', '<!doctype html><html><body><h1>Sign in</h1></body></html>');
  const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 97 + (index >> 3) * 31) % 256);
  const binary = makeFile(app, 'photo.csv', bytes);
  await chooseFiles(app, [html]);
  const problem = page.getByRole('region', { name: 'Question about this file' });
  await expect(problem).toContainText('it is a web page (HTML); export the table as CSV');
  await expect(importButton(page)).toBeDisabled();
  await problem.getByRole('button', { name: 'Leave this file out' }).click();
  await expect(finding(page)).toContainText('Nothing is imported yet');

  await chooseFiles(app, [binary]);
  await expect(problem).toContainText('it is a binary file');
  await expect(importButton(page)).toBeDisabled();
  expect(await batchCount(app)).toBe(0);

  // Beside a good file it holds nothing up, and the result says that it was left.
  await chooseFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
  await expect(section(page, 'Files').getByRole('row').filter({ hasText: 'photo.csv' })).toContainText(
    'cannot be read',
  );
  await importAll(page);
  await expect(section(page, 'Result').getByRole('row').filter({ hasText: 'photo.csv' })).toContainText('not stored');
  expect(await batchCount(app)).toBe(1);
});

test('ambiguous dates ask, and one click settles them', async ({ app, page }) => {
  await importFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
  await page.getByRole('button', { name: 'Import more' }).click();
  await chooseFiles(app, [makeFile(app, 'tickets-eu.csv', AMBIGUOUS_CSV)]);
  const problem = page.getByRole('region', { name: 'Question about this file' });
  await expect(problem).toContainText('03/04/2026');
  await expect(problem).not.toContainText('--date-format');
  await expect(importButton(page)).toBeDisabled();
  await expect(importButton(page)).toHaveText('Answer 1 question to import');
  await problem.getByRole('button', { name: 'Day first' }).click();
  await expect(problem).toHaveCount(0);
  await expect(section(page, 'Preview')).toContainText('3 Apr 2026');
  await expect(importButton(page)).toHaveText('Import 2 rows');
  await page.getByRole('combobox', { name: 'Dates' }).selectOption({ label: 'Month first' });
  await expect(section(page, 'Preview')).toContainText('4 Mar 2026');
  await importAll(page);
  const { sources } = await askCore(app, 'data.sources', {});
  expect(sources.find((source) => source.kind === 'tickets')).toMatchObject({
    rows: 2,
    oldest: '2026-03-04',
    newest: '2026-05-06',
  });
});

test('discarding stores nothing', async ({ app, page }) => {
  await chooseFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(finding(page)).toContainText('Nothing is imported yet');
  expect(await batchCount(app)).toBe(0);
});
