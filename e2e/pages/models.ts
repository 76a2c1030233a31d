import { expect, type Locator, type Page } from '@playwright/test';
import { goTo } from './shell.ts';

export const TABS = ['Overview', 'Edit', 'Versions', 'Reference'] as const;

/** Opens a tab of a model or version by its address. */
export async function openModel(page: Page, model: string, tab = ''): Promise<void> {
  await goTo(page, `#/models?model=${model}${tab === '' ? '' : `&tab=${tab}`}`);
}

export function tabs(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Model', exact: true });
}

export function modelList(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Models', exact: true });
}

/** What the draft does to the portfolio. */
export function effect(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Effect on the portfolio' });
}

/** Accounts per tier of the draft, in the order of its tiers. */
export async function draftCounts(page: Page): Promise<number[]> {
  const cells = await effect(page)
    .getByRole('region', { name: 'Accounts per tier' })
    .locator('tbody tr td:nth-child(4)')
    .allInnerTexts();
  return cells.map((text) => Number(text.replace(/\D/g, '')));
}

/** Writes into a field of the editor and takes it over. */
export async function put(page: Page, label: string, value: string): Promise<void> {
  const target = page.getByRole('textbox', { name: label, exact: true });
  await target.fill(value);
  await target.press('Enter');
}

export async function saveVersion(page: Page, note: string, author: string): Promise<void> {
  await page.getByRole('button', { name: 'Save as version' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('What changed, and why').fill(note);
  await dialog.getByLabel('Your name').fill(author);
  await dialog.getByRole('button', { name: 'Save version' }).click();
  await expect(dialog).toBeHidden();
}

/** Fills and confirms the dialog of a promotion, and waits until the history is scored. */
export async function confirmPromotion(page: Page, note: string, action: string | RegExp): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Nothing fires');
  await dialog.getByLabel('Why').fill(note);
  const reviewer = dialog.getByLabel('Reviewed by');
  if (await reviewer.isVisible()) await reviewer.fill('Lee');
  await dialog.getByRole('button', { name: action }).click();
  await expect(dialog).toBeHidden({ timeout: 60_000 });
}
