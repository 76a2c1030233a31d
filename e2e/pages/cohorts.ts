import type { Locator, Page } from '@playwright/test';
import { section } from './shell.ts';

export function triangle(page: Page): Locator {
  return page.getByRole('grid', { name: /^Retention, / });
}

/** Row of a cohort in the triangle; its first link is its name, the others are its cells. */
export function cohortRow(page: Page, label: string): Locator {
  return triangle(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name: label, exact: true }) });
}

/** Cells of a cohort that have been reached, oldest time first. */
export function cells(page: Page, label: string): Locator {
  return cohortRow(page, label).getByRole('gridcell').getByRole('link');
}

export function compared(page: Page, letter: 'A' | 'B'): Locator {
  return section(page, 'A against B').getByRole('combobox', { name: `Cohort ${letter}` });
}

export function pickDimension(page: Page): Locator {
  return page.getByRole('button', { name: /^Cohorts by / });
}
