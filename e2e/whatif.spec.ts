import { askCore, coreTexts } from './pages/core.ts';
import { parseCsv, savedText } from './pages/files.ts';
import { finding, hashOf, openView, paramOf, section } from './pages/shell.ts';
import { addressedWeights, field, lock, newBins, newCounts, openWhatIf, shownWeights, slider } from './pages/whatif.ts';
import { expect, test } from './support/fixtures.ts';

const sum = (weights: Readonly<Record<string, number>>): number =>
  Object.values(weights).reduce((all, one) => all + one, 0);

test('a weight moved with the keyboard renormalises the others and changes counts, histogram and movers', async ({
  app,
  page,
}) => {
  const model = await openWhatIf(app);
  const [first, second, third] = model.dimensions;
  if (!first || !second || !third) throw new Error('The model has too few dimensions.');
  await expect(finding(page)).toContainText('Same weights as the official version.');
  const countsBefore = await newCounts(page);
  const binsBefore = await newBins(page);

  await slider(page, first.name).focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('PageUp');
  await expect(field(page, first.name)).toHaveValue((first.weight + 15).toFixed(1));
  const weights = await shownWeights(page, model);
  expect(sum(weights)).toBeCloseTo(100, 0);
  await expect(page.locator('.wi-total')).toContainText('100.0%');
  // In proportion: the others keep their ratio.
  expect((weights[second.id] ?? 0) / (weights[third.id] ?? 1)).toBeCloseTo(second.weight / third.weight, 1);
  await expect(slider(page, first.name)).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`^${first.weight + 15}\\.0 percent`),
  );

  await expect.poll(() => paramOf(page, 'w')).toContain(`${first.id}:${first.weight + 15}`);
  const result = await askCore(app, 'whatif.run', { weights: addressedWeights(page, model), limit: 12 });
  await expect.poll(() => newCounts(page)).toEqual(result.after.tiers.map((tier) => tier.accounts));
  await expect.poll(() => newBins(page)).toEqual(result.after.histogram);
  expect(result.after.tiers.map((tier) => tier.accounts)).not.toEqual(countsBefore);
  expect(result.after.histogram).not.toEqual(binsBefore);

  const texts = await coreTexts(app);
  await expect(finding(page)).toContainText(`${texts.number(result.moversTotal)} accounts change tier`);
  await expect(finding(page)).toContainText(texts.money(result.after.atRiskArr));
  const rows = section(page, 'Movers').locator('tbody tr');
  await expect(rows).toHaveCount(result.movers.length);
  for (const [index, mover] of result.movers.entries()) {
    await expect(rows.nth(index)).toContainText(mover.name);
    await expect(rows.nth(index)).toContainText(mover.reason);
    expect(mover.reason).not.toBe('');
  }
});

test('the number field takes a weight, by Enter and by leaving it, and forgets it by Escape', async ({ app, page }) => {
  const model = await openWhatIf(app);
  const [first, second] = model.dimensions;
  if (!first || !second) throw new Error('The model has too few dimensions.');
  await field(page, first.name).fill('42.5');
  await page.keyboard.press('Enter');
  await expect(slider(page, first.name)).toHaveValue('42.5');
  expect(sum(await shownWeights(page, model))).toBeCloseTo(100, 0);
  await field(page, second.name).fill('10');
  await field(page, first.name).focus();
  await expect(slider(page, second.name)).toHaveValue('10');
  await field(page, second.name).fill('77');
  await page.keyboard.press('Escape');
  await expect(field(page, second.name)).toHaveValue('10.0');
  await field(page, second.name).fill('many');
  await page.keyboard.press('Enter');
  await expect(field(page, second.name)).toHaveValue('10.0');
  await field(page, first.name).fill('250');
  await page.keyboard.press('Enter');
  await expect(field(page, first.name)).toHaveValue('100.0');
  const result = await askCore(app, 'whatif.run', { weights: addressedWeights(page, model), limit: 0 });
  await expect.poll(() => newCounts(page)).toEqual(result.after.tiers.map((tier) => tier.accounts));
});

test('a slider dragged with the mouse is one step of undo', async ({ app, page }) => {
  const model = await openWhatIf(app);
  const [first] = model.dimensions;
  if (!first) throw new Error('The model has no dimension.');
  const handle = slider(page, first.name);
  const box = await handle.boundingBox();
  if (!box) throw new Error('The slider is not drawn.');
  const at = (percent: number): number => box.x + 7 + ((box.width - 14) * percent) / 100;
  const middle = box.y + box.height / 2;
  await page.mouse.move(at(first.weight), middle);
  await page.mouse.down();
  await page.mouse.move(at(70), middle, { steps: 12 });
  await expect(field(page, first.name)).toHaveValue(/^(69|70)\.\d$/);
  await page.mouse.up();
  const dragged = await field(page, first.name).inputValue();
  const measured = () => page.evaluate(() => performance.getEntriesByName('whatif-step').length);
  await expect.poll(measured).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(field(page, first.name)).toHaveValue(first.weight.toFixed(1));
  await expect(finding(page)).toContainText('Same weights as the official version.');
  await page.getByRole('button', { name: /^Redo/ }).click();
  await expect(field(page, first.name)).toHaveValue(dragged);
});

test('a lock holds its weight; undo, redo and reset go back and forth', async ({ app, page }) => {
  const model = await openWhatIf(app);
  const [first, second, ...others] = model.dimensions;
  if (!first || !second) throw new Error('The model has too few dimensions.');
  await lock(page, second.name).click();
  await expect(lock(page, second.name)).toHaveAttribute('aria-pressed', 'true');
  await expect(slider(page, second.name)).toBeDisabled();
  await expect(field(page, second.name)).toBeDisabled();
  await slider(page, first.name).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageUp');
  await expect(field(page, first.name)).toHaveValue((first.weight + 6).toFixed(1));
  await expect(field(page, second.name)).toHaveValue(second.weight.toFixed(1));
  expect(sum(await shownWeights(page, model))).toBeCloseTo(100, 0);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(field(page, first.name)).toHaveValue((first.weight + 5.9).toFixed(1));

  for (const weight of [6, 1, 0]) {
    await page.keyboard.press('Control+z');
    await expect(field(page, first.name)).toHaveValue((first.weight + weight).toFixed(1));
  }
  await page.keyboard.press('Control+z');
  await expect(lock(page, second.name)).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeDisabled();
  await page.keyboard.press('Control+Shift+z');
  await expect(lock(page, second.name)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Control+y');
  await expect(field(page, first.name)).toHaveValue((first.weight + 1).toFixed(1));

  // All others locked: the last one cannot move, and says why.
  for (const dimension of others) await lock(page, dimension.name).click();
  await expect(slider(page, first.name)).toBeDisabled();
  await expect(page.getByText('all others are locked')).toBeVisible();

  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(finding(page)).toContainText('Same weights as the official version.');
  for (const dimension of model.dimensions) {
    await expect(field(page, dimension.name)).toHaveValue(dimension.weight.toFixed(1));
    await expect(lock(page, dimension.name)).toHaveAttribute('aria-pressed', 'false');
  }
  await expect.poll(() => paramOf(page, 'w')).toBeNull();
  await expect(page.getByRole('button', { name: 'Reset' })).toBeDisabled();
});

test('the scenario is in the address, survives other views, and its movers can be saved', async ({ app, page }) => {
  const model = await openWhatIf(app);
  const [first] = model.dimensions;
  if (!first) throw new Error('The model has no dimension.');
  await field(page, first.name).fill('55');
  await page.keyboard.press('Enter');
  await expect.poll(() => paramOf(page, 'w')).toContain(`${first.id}:55`);
  const shared = hashOf(page);
  const weights = addressedWeights(page, model);
  const result = await askCore(app, 'whatif.run', { weights, limit: 500 });
  await expect(section(page, 'Movers')).toContainText(String(result.moversTotal));
  const saved = await savedText(app, async () => {
    await section(page, 'Movers').getByRole('button', { name: 'Export list' }).click();
    await expect(page.getByText(`${result.movers.length} accounts exported`)).toBeVisible();
  });
  expect(saved.name).toBe(`what-if-movers-${result.asOf}.csv`);
  const [header, ...lines] = parseCsv(saved.text);
  expect(header).toContain('reason');
  expect(lines.map((line) => line[0])).toEqual(result.movers.map((mover) => mover.accountId));

  await openView(page, 'Portfolio');
  await openView(page, 'What-if');
  await expect(field(page, first.name)).toHaveValue('55.0');
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => paramOf(page, 'w')).toBeNull();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, shared);
  await expect(field(page, first.name)).toHaveValue('55.0');
});
