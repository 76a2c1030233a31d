import { expectTotal, rows } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { makeFile, workbook, zip } from './pages/files.ts';
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
import { expect, HOSTS, test } from './support/fixtures.ts';

test.use({ workspace: 'none' });

test.beforeEach(async ({ page }) => {
  await makeWorkspace(page, 'Client A');
  await expect(finding(page)).toContainText('Nothing is imported yet');
});

test('two files are read, shown with what is wrong, stored on Import and not before', { tag: HOSTS }, async ({
  app,
  page,
}) => {
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
  await expect(
    section(page, 'Mapping').getByRole('button', { name: 'renewal_date becomes renewal_date' }),
  ).toBeVisible();
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
  const questions = section(page, 'Questions');
  await expect(questions).toContainText('Which date is “03/04/2026”?');
  await expect(questions).not.toContainText('--');
  const dayFirst = questions.getByRole('button', { name: 'Day first in opened_at' });
  await expect(dayFirst).toContainText('3 Apr 2026');
  await expect(importButton(page)).toBeDisabled();
  await expect(importButton(page)).toHaveText('Answer 1 question to import');
  await dayFirst.click();
  await expect(dayFirst).toHaveAttribute('aria-pressed', 'true');
  await expect(section(page, 'Preview')).toContainText('3 Apr 2026');
  await expect(importButton(page)).toHaveText('Import 2 rows');
  // An answer can be taken back for the other one.
  await questions.getByRole('button', { name: 'Month first in opened_at' }).click();
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

test('every open column is answered once, and the next file with these headers asks nothing', async ({ app, page }) => {
  const rows = (month: string) =>
    [
      'account_id;name;arr;renewal_date;start_date',
      `A-1;Alder Foods;1.234;03/04/2026;0${month}/06/2024`,
      `A-2;Birch Tools;2.500;08/09/2026;0${month}/02/2023`,
      '',
    ].join('\n');
  await chooseFiles(app, [makeFile(app, 'crm-may.csv', rows('5'))]);
  const questions = section(page, 'Questions');
  await expect(importButton(page)).toHaveText('Answer 3 questions to import');
  await expect(questions.getByText('The same for all 2 date columns:')).toBeVisible();
  await questions.getByRole('button', { name: 'Comma is the decimal sign in arr' }).click();
  await questions.getByRole('button', { name: 'Day first in renewal_date' }).click();
  await expect(importButton(page)).toHaveText('Answer 3 questions to import');
  await questions.getByRole('button', { name: 'Month first in start_date' }).click();
  await expect(importButton(page)).toHaveText('Import 2 rows');
  const first = section(page, 'Preview').getByRole('row').filter({ hasText: 'Alder Foods' });
  await expect(first).toContainText('1,234');
  await expect(first).toContainText('3 Apr 2026');
  await expect(first).toContainText('6 May 2024');
  await importAll(page);
  await page.getByRole('button', { name: 'Import more' }).click();

  await chooseFiles(app, [makeFile(app, 'crm-june.csv', rows('6'))]);
  await expect(importButton(page)).toHaveText('Import 2 rows');
  await expect(section(page, 'Mapping')).toContainText('Saved mapping: crm-may.csv');
  await expect(section(page, 'Preview').getByRole('row').filter({ hasText: 'Alder Foods' })).toContainText(
    '6 Jun 2024',
  );
  await section(page, 'Mapping').getByRole('button', { name: 'Start again from the headers' }).click();
  await expect(importButton(page)).toHaveText('Answer 3 questions to import');
  await questions.getByRole('button', { name: 'Month first', exact: true }).click();
  await expect(importButton(page)).toHaveText('Answer 1 question to import');
});

test('sheets of a workbook and files of an archive are tables of their own: read apart, left out, put back', {
  tag: HOSTS,
}, async ({ app, page }) => {
  const book = workbook({
    Customers: [
      ['account_id', 'name', 'arr'],
      ['A-1', 'Alder Foods', 24000],
      ['A-2', 'Birch Tools', 180000],
    ],
    Cases: [
      ['ticket_id', 'account_id', 'opened_at', 'priority'],
      ['T-1', 'A-1', '03/04/2026', 'P1'],
      ['T-2', 'A-2', '05/06/2026', 'P2'],
    ],
    Scratch: [
      ['left', 'right'],
      ['some', 'thing'],
    ],
  });
  const archive = zip({
    'out/notes.csv': 'account_id,date,author,text\nA-1,2026-05-01,Mia Ortiz,Called\nA-2,2026-05-02,Jon Park,Wrote\n',
  });
  await chooseFiles(app, [makeFile(app, 'book.xlsx', book), makeFile(app, 'exports.zip', archive)]);
  const files = section(page, 'Files');
  const row = (text: RegExp) => files.getByRole('row').filter({ hasText: text });
  await expect(row(/Customers/)).toContainText('ready');
  await expect(row(/Cases/)).toContainText('1 question');
  await expect(row(/Scratch/)).toContainText('1 question');
  await expect(row(/notes\.csv/)).toContainText('ready');
  await row(/Scratch/)
    .getByRole('button', { name: /^Leave out/ })
    .click();
  await expect(row(/Scratch/)).toContainText('left out');
  await row(/Cases/).locator('.rowlink').click();
  await section(page, 'Questions').getByRole('button', { name: 'Day first in opened_at' }).click();
  await expect(importButton(page)).toHaveText('Import 6 rows');

  // Without the accounts the other rows would wait for them; put back, they do not.
  await row(/Customers/)
    .getByRole('button', { name: /^Leave out/ })
    .click();
  await expect(row(/Cases/)).toContainText('ready, 2 waiting');
  await row(/Customers/)
    .getByRole('button', { name: /^Put back/ })
    .click();
  await expect(row(/Cases/)).not.toContainText('waiting');
  await importAll(page);
  await expect(section(page, 'Result').getByRole('row').filter({ hasText: 'Scratch' })).toContainText(
    'left out by you',
  );
  const { batches } = await askCore(app, 'data.batches', {});
  expect(batches.map(({ kind, accepted }) => [kind, accepted]).sort()).toEqual([
    ['accounts', 2],
    ['notes', 2],
    ['tickets', 2],
  ]);
  const { sources } = await askCore(app, 'data.sources', {});
  expect(sources.find((source) => source.kind === 'tickets')).toMatchObject({ oldest: '2026-04-03', waiting: 0 });
});

test('a mapping changed with the keyboard alone is used again for the next file', async ({ app, page }) => {
  const text = (value: number) => `account_id,name,owner_email,arr\nA-1,Alder Foods,mia@own.example,${value}\n`;
  await chooseFiles(app, [makeFile(app, 'may.csv', text(24_000))]);
  const mapping = section(page, 'Mapping');
  const place = mapping.getByRole('button', { name: /^owner_email becomes/ });
  await place.focus();
  await page.keyboard.press('Enter');
  const search = page.getByRole('combobox', { name: 'Find: owner_email becomes' });
  await expect(search).toBeFocused();
  await page.keyboard.type('csm');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(mapping.getByRole('button', { name: 'owner_email becomes csm', exact: true })).toBeFocused();
  await expect(section(page, 'Preview')).toContainText('mia@own.example');
  await importAll(page);
  expect((await askCore(app, 'mappings.list', {})).mappings[0]?.options.mapping).toMatchObject({ owner_email: 'csm' });
  await page.getByRole('button', { name: 'Import more' }).click();
  await chooseFiles(app, [makeFile(app, 'june.csv', text(25_000))]);
  await expect(mapping.getByRole('button', { name: 'owner_email becomes csm', exact: true })).toBeVisible();
  await expect(section(page, 'After import').locator('div', { hasText: /^Changed/ })).toHaveText('Changed1');
});

test('an attribute of one’s own is read as what it is said to be, and tables that ask can be left out together', async ({
  app,
  page,
}) => {
  const accounts = 'account_id,name,Kick-off\nA-1,Alder Foods,05/06/2024\nA-2,Birch Tools,07/08/2024\n';
  await chooseFiles(app, [
    makeFile(app, 'accounts.csv', accounts),
    makeFile(app, 'one.csv', 'left,right\nsome,thing\n'),
    makeFile(app, 'two.csv', 'up,down\nsome,thing\n'),
  ]);
  await page.getByRole('button', { name: 'Leave out the 2 that ask' }).click();
  await expect(importButton(page)).toHaveText('Import 2 rows');
  await section(page, 'Files').getByRole('button', { name: 'accounts.csv', exact: true }).click();
  await expect(section(page, 'Preview').getByRole('row').filter({ hasText: 'Alder' })).toContainText('05/06/2024');
  await expect(section(page, 'Questions')).toContainText('need no answer');
  await section(page, 'Questions').getByRole('button', { name: 'Day first in Kick-off' }).click();
  await expect(section(page, 'Preview').getByRole('row').filter({ hasText: 'Alder' })).toContainText('5 Jun 2024');
  await page.getByRole('combobox', { name: 'Kick-off is read as' }).selectOption('text');
  await expect(section(page, 'Preview').getByRole('row').filter({ hasText: 'Alder' })).toContainText('05/06/2024');
});

test('words that are not known are given a meaning', async ({ app, page }) => {
  await importFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
  await page.getByRole('button', { name: 'Import more' }).click();
  await chooseFiles(app, [
    makeFile(app, 'touchpoints.csv', 'account_id,date,type\nA-1,2026-05-01,call\nA-2,2026-05-02,Kaffeeklatsch\n'),
  ]);
  await expect(importButton(page)).toHaveText('Import 1 row');
  await page.getByRole('button', { name: '1 issue in type' }).click();
  await page.getByRole('combobox', { name: 'Kaffeeklatsch means' }).selectOption('meeting');
  await page.getByRole('button', { name: 'Use these meanings' }).click();
  await expect(importButton(page)).toHaveText('Import 2 rows');
  await expect(section(page, 'Preview').getByRole('row').filter({ hasText: 'A-2' })).toContainText('meeting');
});

test('an import is taken back from its result, and the same files can be reviewed again', async ({ app, page }) => {
  await importFiles(app, [makeFile(app, 'tickets.csv', TICKETS_CSV), makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
  await expect(page.locator('.toast', { hasText: '8 rows imported' })).toBeVisible();
  expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(4);
  await page.getByRole('button', { name: 'Undo import' }).click();
  await expect(finding(page)).toContainText('2 batches taken back: 8 facts removed.');
  expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(0);
  const { batches } = await askCore(app, 'data.batches', {});
  expect(batches.every(({ undoneAt }) => undoneAt !== null)).toBe(true);
  await page.getByRole('button', { name: 'Review again' }).click();
  await expect(importButton(page)).toHaveText('Import 8 rows');
});

test('cancelling a run stores nothing of any file, and keeps the choices', { tag: HOSTS }, async ({ app, page }) => {
  const days = Array.from({ length: 250_000 }, (_, row) => {
    const day = new Date(Date.UTC(2024, 0, 1 + (row % 700))).toISOString().slice(0, 10);
    return `A-${row % 4},${day},metric_${Math.floor(row / 2800)},${row % 90}`;
  });
  const usage = makeFile(app, 'usage.csv', ['account_id,date,metric,value', ...days, ''].join('\n'));
  await chooseFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV), usage]);
  await importButton(page).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toHaveText('Cancelled. Nothing was stored.');
  expect(await batchCount(app)).toBe(0);
  expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(0);
  await expect(importButton(page)).toBeEnabled();
});
