import type { Locator, Page } from '@playwright/test';
import { section } from './shell.ts';

export function keyFigure(page: Page, label: string | RegExp): Locator {
  return page.getByRole('region', { name: 'Key figures' }).locator('.kpi').filter({ hasText: label });
}

export function topAtRisk(page: Page): Locator {
  return section(page, 'Top 10 at risk by ARR').getByRole('link').and(page.locator('.rowlink'));
}

/** Button of a tier above the histogram. */
export function tierButton(page: Page, name: string): Locator {
  return page.getByRole('group', { name: 'Accounts per tier' }).getByRole('button').filter({ hasText: name });
}

/** Clicks the column of a bin with the mouse. The plot keeps 26 px for the axis on its right, 20 px below. */
export async function clickBin(page: Page, index: number, bins: number): Promise<void> {
  const chart = section(page, 'Score distribution').locator('svg').last();
  const box = await chart.boundingBox();
  if (!box) throw new Error('The histogram is not drawn.');
  const x = ((box.width - 26) * (index + 0.5)) / bins;
  await chart.click({ position: { x, y: box.height - 24 } });
}

export function chip(page: Page, field: string, value: string | RegExp): Locator {
  return page
    .getByRole('group', { name: 'Filters' })
    .locator('.chip')
    .filter({ hasText: field })
    .filter({ hasText: value });
}
