import { askCore } from './pages/core.ts';
import { finding, paramOf, section, settled } from './pages/shell.ts';
import { field } from './pages/whatif.ts';
import { CHANGES, expect, test } from './support/fixtures.ts';

test.use({ at: '#/validation?tab=calibration' });

test('calibration of the sample says how sure it is, and its weights are tried in What-if', { tag: CHANGES }, async ({
  app,
  page,
}) => {
  await page.getByRole('button', { name: 'Run calibration' }).click();
  await expect(finding(page)).toContainText('Keep the current weights');
  const weights = section(page, 'Weights for comparison');
  await expect(weights).toContainText('200 refits');
  await expect(section(page, 'On later landmarks')).toContainText('AUC');
  await expect(section(page, 'Where to draw the line').locator('figcaption')).toHaveCount(4);
  await expect(section(page, 'Cuts by segment')).toContainText('The portfolio’s cut holds.');
  await expect(page.getByRole('img', { name: /^Cuts over 2,000 resampled portfolios\./ })).toBeVisible();
  const model = await askCore(app, 'workspace.summary', {});

  await page.getByRole('link', { name: 'Try in What-if' }).click();
  await settled(page);
  const fitted = paramOf(page, 'w') ?? '';
  expect(fitted).toMatch(/^usage:\d+,support:\d+/);
  await expect(field(page, 'Usage')).toHaveValue(`${/^usage:(\d+)/.exec(fitted)?.[1]}.0`);
  // Nothing was applied: the official version is the one it was.
  expect((await askCore(app, 'workspace.summary', {})).model).toEqual(model.model);

  await page.goBack();
  await expect(finding(page)).toContainText('Keep the current weights');

  // One choice of the model for both tabs, part of the address.
  const picker = page.getByRole('combobox', { name: 'Model version' });
  await picker.selectOption('003-signal-rescaled@1');
  await expect(page.getByRole('button', { name: 'Run calibration' })).toBeEnabled();
  await page.getByRole('navigation', { name: 'Validation' }).getByRole('link', { name: 'Evidence' }).click();
  await expect(picker).toHaveValue('003-signal-rescaled@1');
  await page.goBack();
  await page.goBack();
  await expect(picker).toHaveValue('');
  await expect(finding(page)).toContainText('Keep the current weights');
});
