import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expectTotal, rows } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { answerPicker, makeFile, parseCsv, savedText } from './pages/files.ts';
import { ACCOUNTS_CSV, importFiles, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { finding, goTo, openView, section } from './pages/shell.ts';
import { expect, HOSTS, type RunningApp, test } from './support/fixtures.ts';

test.describe('a workspace of one client', () => {
  test.use({ workspace: 'none' });

  test.beforeEach(async ({ app, page }) => {
    await makeWorkspace(page, 'Client A');
    await importFiles(app, [makeFile(app, 'tickets.csv', TICKETS_CSV), makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
    await page.getByRole('button', { name: 'Import more' }).click();
  });

  test('a batch is taken back after it is said what that does', async ({ app, page }) => {
    const ledger = section(page, 'Ledger');
    const undo = ledger.getByRole('button', { name: /^Undo the import of accounts\.csv/ });
    await undo.click();
    const dialog = page.getByRole('dialog', { name: 'Undo the import of accounts.csv?' });
    await expect(dialog).toContainText('3 accounts or contacts leave every view; rows of other files wait for them.');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await expect(dialog).toBeHidden();
    expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(4);

    await undo.click();
    await dialog.getByRole('button', { name: 'Undo import' }).click();
    await expect(dialog).toBeHidden();
    await expect(ledger.getByRole('row').filter({ hasText: 'accounts.csv' })).toContainText('undone');
    expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(0);

    // The same file again brings them back, and with them what hung on them.
    await importFiles(app, [makeFile(app, 'accounts.csv', ACCOUNTS_CSV)]);
    await openView(page, 'Accounts');
    await expectTotal(page, 4);
    await expect(rows(page)).toHaveCount(4);
    const account = await askCore(app, 'accounts.get', { accountId: 'A-2' });
    expect(account.account.name).toBe('Birch Tools');
  });

  test('a rejected row is corrected where it is shown; what is still wrong says why', async ({ app, page }) => {
    await section(page, 'Ledger').getByRole('button', { name: '2 rejected rows of accounts.csv' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rejected rows of accounts.csv' });
    const start = dialog.getByRole('button', { name: /^Import / });
    await expect(start).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'account_id, line 6' }).fill('A-5');
    await dialog.getByRole('textbox', { name: 'renewal_date, line 7' }).fill('2026-13-13');
    await expect(start).toHaveText('Import 2 corrections');
    await start.click();
    await expect(dialog.getByRole('alert')).toContainText('1 of 2 corrected rows imported. 1 row still cannot be read');
    expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(5);
    const again = page.getByRole('dialog', { name: 'Rejected rows of accounts.csv (corrected)' });
    await again.getByRole('textbox', { name: /^renewal_date, line/ }).fill('2026-12-13');
    await again.getByRole('button', { name: 'Import 1 correction' }).click();
    await expect(again).toBeHidden();
    expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(6);
  });

  test('rejected rows leave as CSV with their reasons', { tag: HOSTS }, async ({ app, page }) => {
    await section(page, 'Ledger').getByRole('button', { name: '2 rejected rows of accounts.csv' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rejected rows of accounts.csv' });
    const text = await exported(app, () => dialog.getByRole('button', { name: 'Download CSV' }).click());
    const [header, first] = parseCsv(text);
    expect(header?.slice(0, 2)).toEqual(['account_id', 'name']);
    expect(header?.slice(-1)).toEqual(['bellwether_reason']);
    expect(first?.[1]).toBe('No Id Ltd');
  });

  test('mappings are kept, leave as a document, are forgotten and come back', { tag: HOSTS }, async ({ app, page }) => {
    await goTo(page, '#/data?tab=mappings');
    await expect(finding(page)).toContainText('2 mappings kept.');
    const kept = section(page, 'Kept in this workspace');
    const saved = await savedText(app, () =>
      kept.getByRole('button', { name: 'Export the mapping tickets.csv' }).click(),
    );
    expect(JSON.parse(saved.text)).toMatchObject({ bellwetherMapping: 1, options: { kind: 'tickets' } });
    await kept.getByRole('button', { name: 'Forget the mapping tickets.csv' }).click();
    await expect(finding(page)).toContainText('1 mapping kept.');
    await page.locator('.toast', { hasText: 'is forgotten' }).getByRole('button', { name: 'Undo' }).click();
    await expect(finding(page)).toContainText('2 mappings kept.');
    await expect(section(page, 'Known exports').locator('summary').filter({ hasText: 'Zendesk' })).toBeVisible();
  });

  test('quality names what is wrong and leads to the account', async ({ app, page }) => {
    const early = 'ticket_id,account_id,opened_at\nT-9,A-1,2020-01-01\n';
    await importFiles(app, [makeFile(app, 'early.csv', early)]);
    await goTo(page, '#/data?tab=quality');
    await expect(finding(page)).toContainText('of 100 on average');
    const report = await askCore(app, 'data.quality', {});
    const issue = report.issues.find((found) => found.rows.some((row) => row.accountName !== null));
    if (!issue) throw new Error('The files have something to be found.');
    const findings = section(page, 'Findings');
    await findings.locator('summary').filter({ hasText: issue.message }).click();
    const name = issue.rows.find((row) => row.accountName !== null)?.accountName ?? '';
    await findings.getByRole('link', { name }).first().click();
    await expect(page).toHaveURL(/#\/account\//);
    await goTo(page, '#/data?tab=quality');
    const saved = await savedText(app, () => page.getByRole('button', { name: 'Save report' }).click());
    expect(saved.text).toContain('<!doctype html>');
  });

  test('tables are exported and import again with nothing changed', { tag: HOSTS }, async ({ app, page }) => {
    await goTo(page, '#/data?tab=export');
    const text = await exported(app, () => page.getByRole('button', { name: 'Export Accounts' }).click());
    expect(parseCsv(text)).toHaveLength(5);
    await goTo(page, '#/data');
    await importFiles(app, [makeFile(app, 'accounts.csv', text)]);
    const { batches } = await askCore(app, 'data.batches', { limit: 1 });
    expect(batches[0]).toMatchObject({ kind: 'accounts', accepted: 4, unchanged: 4, rejected: 0 });
    await page.getByRole('button', { name: 'Import more' }).click();
    await goTo(page, '#/data?tab=export');
    await section(page, 'Import templates').locator('summary').filter({ hasText: 'Milestones' }).click();
    const template = await savedText(app, () => page.getByRole('button', { name: 'Download milestones.csv' }).click());
    expect(template.text).toContain('account_id,name,due_date');
  });
});

/** Runs `save`, which exports through the core, and answers the text of the file. */
async function exported(app: RunningApp, save: () => Promise<void>): Promise<string> {
  if (app.double) {
    const target = join(app.dataDir, 'exported.csv');
    await answerPicker(app, [target], save);
    await expect(app.page.getByText(/ is saved: /)).toBeVisible();
    return readFileSync(target, 'utf8');
  }
  return (await savedText(app, save)).text;
}

test.describe('a watched folder', () => {
  test.use({ workspace: 'none' });

  test('next month is one click', { tag: HOSTS }, async ({ app, page }) => {
    await makeWorkspace(page, 'Client A');
    const first = makeFile(app, 'accounts.csv', ACCOUNTS_CSV);
    await importFiles(app, [first]);
    await page.getByRole('button', { name: 'Import more' }).click();
    const panel = section(page, 'Watched folder');
    if (!app.double) {
      // A browser has no folders to give: there the folder is named when the application is started.
      await expect(panel).toHaveCount(0);
      return;
    }
    await answerPicker(app, [dirname(first)], () => panel.getByRole('button', { name: 'Watch a folder' }).click());
    await expect(panel).toContainText('Nothing new: 1 file in it, all imported.');
    const [header] = ACCOUNTS_CSV.split('\n');
    makeFile(app, 'july.csv', `${header}\nA-9,Hazel Works,SMB,Jon Park,5000,2026-11-30,2025-11-30\n`);
    await expect(panel).toContainText('july.csv');
    await panel.getByRole('button', { name: 'Import 1 known file' }).click();
    await expect(panel).toContainText('Nothing new: 2 files in it, all imported.');
    expect((await askCore(app, 'workspace.summary', {})).accounts).toBe(5);
    await panel.getByRole('button', { name: 'Stop watching' }).click();
    await expect(panel.getByRole('button', { name: 'Watch a folder' })).toBeVisible();
  });
});
