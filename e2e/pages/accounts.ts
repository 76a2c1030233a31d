import { expect, type Locator, type Page } from '@playwright/test';

export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Accounts' }).or(page.getByRole('treegrid', { name: 'Accounts' }));
}

/** Rows in the document, without the header; `data-` free, so found by what assistive technology sees. */
export function rows(page: Page): Locator {
  return grid(page).locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])');
}

/** The row the keyboard is on. */
export function activeRow(page: Page): Locator {
  return grid(page).locator('[role=row][aria-current=true]');
}

/** Heads of groups in the document. */
export function groupRows(page: Page): Locator {
  return grid(page).locator('[role=row][aria-level="1"]');
}

/** What can be done with the accounts that are picked. */
export function selectionBar(page: Page): Locator {
  return page.getByRole('toolbar', { name: 'Selected accounts' });
}

/** Opens a menu of the view and picks an item. */
export async function pick(page: Page, menu: string | RegExp, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: item, exact: typeof item === 'string' }).click();
}

/** Fills in the dialog of an edit by hand and sends it off. */
export async function sendEdit(page: Page, field: 'CSM' | 'Tag', value: string, act: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: new RegExp(`^${field}`) }).fill(value);
  await dialog.getByRole('textbox', { name: /^Your name/ }).fill('Ana');
  await dialog.getByRole('button', { name: act }).click();
  await expect(dialog).toHaveCount(0);
}

export function columnHeader(page: Page, name: string): Locator {
  return grid(page).getByRole('columnheader', { name });
}

/** Names of the first rows, in the order of the list. */
export async function firstNames(page: Page, count: number): Promise<string[]> {
  const names: string[] = [];
  for (let row = 2; row < count + 2; row += 1) {
    names.push(await grid(page).locator(`[aria-rowindex="${row}"] .ag-name`).innerText());
  }
  return names;
}

export async function expectTotal(page: Page, total: number): Promise<void> {
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(total + 1));
}
