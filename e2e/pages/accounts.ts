import { expect, type Locator, type Page } from '@playwright/test';

export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Accounts' });
}

/** Rows in the document, without the header; `data-` free, so found by what assistive technology sees. */
export function rows(page: Page): Locator {
  return grid(page).locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])');
}

export function selectedRow(page: Page): Locator {
  return grid(page).locator('[role=row][aria-selected=true]');
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
