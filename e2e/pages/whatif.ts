import { expect, type Locator, type Page } from '@playwright/test';
import type { ModelInfo } from '#shared/contract/models.ts';
import type { RunningApp } from '../support/fixtures.ts';
import { askCore } from './core.ts';
import { openView, paramOf, section } from './shell.ts';

export function slider(page: Page, name: string): Locator {
  return page.getByRole('slider', { name: `${name} weight`, exact: true });
}

export function field(page: Page, name: string): Locator {
  return page.getByRole('textbox', { name: `${name} weight in percent`, exact: true });
}

export function lock(page: Page, name: string): Locator {
  return page.getByRole('button', { name: `Lock ${name}`, exact: true });
}

/** Opens the view and answers the model whose weights it shows. */
export async function openWhatIf(app: RunningApp): Promise<ModelInfo> {
  await openView(app.page, 'What-if');
  await expect(section(app.page, 'Distribution')).toBeVisible();
  const { models } = await askCore(app, 'models.list', {});
  const { model } = await askCore(app, 'workspace.summary', {});
  const active = models.find((candidate) => candidate.modelVersion === model.modelVersion);
  if (!active) throw new Error('The workspace has no model.');
  return active;
}

/** Weights on the screen, percent per dimension id. */
export async function shownWeights(page: Page, model: ModelInfo): Promise<Record<string, number>> {
  const weights: Record<string, number> = {};
  for (const dimension of model.dimensions)
    weights[dimension.id] = Number(await field(page, dimension.name).inputValue());
  return weights;
}

/** Weights of the address; those of the model when it carries none. */
export function addressedWeights(page: Page, model: ModelInfo): Record<string, number> {
  const text = paramOf(page, 'w');
  if (text === null) return Object.fromEntries(model.dimensions.map(({ id, weight }) => [id, weight]));
  return Object.fromEntries(text.split(',').map((part) => [part.split(':')[0] ?? '', Number(part.split(':')[1])]));
}

/** Accounts per tier in the column "New", in the model's order. */
export async function newCounts(page: Page): Promise<number[]> {
  const cells = await section(page, 'Tiers').locator('tbody tr td:nth-child(4)').allInnerTexts();
  return cells.map((text) => Number(text.replace(/\D/g, '')));
}

/** The scenario's accounts per bin, from the table behind the chart. */
export async function newBins(page: Page): Promise<number[]> {
  const cells = await section(page, 'Distribution').locator('.chart-table tbody tr td:nth-child(3)').allTextContents();
  return cells.map(Number);
}

/** Opens a tab of the view; what is on the bench stays. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'What-if' }).getByRole('link', { name, exact: true }).click();
  await expect(
    page.getByRole('navigation', { name: 'What-if' }).getByRole('link', { name, exact: true }),
  ).toHaveAttribute('aria-current', 'page');
}

/** A figure of the accuracy, as it is shown: the scenario's and, after `was`, the official one's. */
export function accuracyFigure(page: Page, label: string): Locator {
  return section(page, 'Accuracy on the history').locator('.kpi').filter({ hasText: label }).locator('.v');
}

export async function setWeight(page: Page, name: string, percent: string): Promise<void> {
  await field(page, name).fill(percent);
  await page.keyboard.press('Enter');
}
