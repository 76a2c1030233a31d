import { expect, type Page } from '@playwright/test';
import type { RunningApp } from '../support/fixtures.ts';
import { askCore } from './core.ts';
import { answerPicker } from './files.ts';
import { openView, settled } from './shell.ts';

/** Welcome → New workspace → the Data view of an empty workspace. */
export async function makeWorkspace(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New workspace' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await expect(page.getByRole('button', { name: `Workspace ${name}` })).toBeVisible();
  await settled(page);
}

/** Picks files on the Data view and waits until they have been read. */
export async function chooseFiles(app: RunningApp, paths: readonly string[]): Promise<void> {
  const { page } = app;
  const first = page.getByRole('button', { name: 'Choose files' });
  const more = page.getByRole('button', { name: 'Add files' });
  await answerPicker(app, paths, () => first.or(more).click());
  await expect(page.getByText('Data, import', { exact: true })).toBeVisible();
  await expect(page.getByRole('main').getByRole('progressbar')).toHaveCount(0);
}

export function importButton(page: Page) {
  return page.getByRole('button', { name: /^(Import|Answer) [\d,]+ (row|question)/ });
}

/** Imports what was read and waits for the result. */
export async function importAll(page: Page): Promise<void> {
  await importButton(page).click();
  await expect(page.getByText('Data, import done')).toBeVisible({ timeout: 30_000 });
}

export async function importFiles(app: RunningApp, paths: readonly string[]): Promise<void> {
  await openView(app.page, 'Data');
  await chooseFiles(app, paths);
  await importAll(app.page);
}

export async function batchCount(app: RunningApp): Promise<number> {
  return (await askCore(app, 'data.batches', {})).total;
}

export const ACCOUNTS_CSV = [
  'account_id,name,segment,csm,arr,renewal_date,start_date',
  'A-1,Alder Foods,SMB,Mia Ortiz,24000,2026-09-30,2024-02-01',
  'A-2,Birch Tools,Enterprise,Mia Ortiz,180000,2026-08-15,2023-05-10',
  'A-3,Cedar Health,SMB,Jon Park,36000,2026-12-01,2025-01-20',
  'A-4,Dogwood Media,Mid-Market,Jon Park,64000,2026-07-20,2024-11-05',
  ',No Id Ltd,SMB,Jon Park,1000,2026-07-20,2024-11-05',
  'A-6,Elm Labs,SMB,Mia Ortiz,12000,2026-13-45,2024-11-05',
  '',
].join('\n');

export const TICKETS_CSV = [
  'ticket_id,account_id,opened_at,closed_at,priority,csat',
  'T-1,A-1,2026-06-01,2026-06-02,P3,4',
  'T-2,A-2,2026-06-03,2026-06-10,P1,2',
  'T-3,A-2,2026-06-12,,P2,',
  'T-4,A-4,2026-06-20,,P2,',
  'T-5,A-3,not a date,,P2,',
  '',
].join('\n');

/** Every date of it can be read day first and month first. */
export const AMBIGUOUS_CSV = [
  'ticket_id,account_id,opened_at,priority',
  'T-11,A-1,03/04/2026,P3',
  'T-12,A-2,05/06/2026,P1',
  '',
].join('\n');
