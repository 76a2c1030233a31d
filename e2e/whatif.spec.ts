import { askCore, coreTexts } from './pages/core.ts';
import { parseCsv, savedText } from './pages/files.ts';
import { confirmPromotion } from './pages/models.ts';
import { finding, hashOf, openView, paramOf, section } from './pages/shell.ts';
import {
  accuracyFigure,
  addressedWeights,
  field,
  lock,
  newBins,
  newCounts,
  openTab,
  openWhatIf,
  setWeight,
  shownWeights,
  slider,
} from './pages/whatif.ts';
import { CHANGES, expect, HOSTS, test } from './support/fixtures.ts';

const sum = (weights: Readonly<Record<string, number>>): number =>
  Object.values(weights).reduce((all, one) => all + one, 0);

test.use({ at: '#/what-if' });

test('a weight moved with the keyboard renormalises the others and changes counts, histogram and movers', {
  tag: [CHANGES, HOSTS],
}, async ({ app, page }) => {
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
  await expect(page.locator('.ed-total')).toContainText('100.0%');
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

test('the number field takes a weight, by Enter and by leaving it, and forgets it by Escape', { tag: CHANGES }, async ({
  app,
  page,
}) => {
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

test('a slider dragged with the mouse is one step of undo', { tag: CHANGES }, async ({ app, page }) => {
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
  // Names are asked for when the slider is let go.
  const moved = await askCore(app, 'whatif.run', { weights: await shownWeights(page, model), limit: 12 });
  await expect(section(page, 'Movers').locator('tbody tr')).toHaveCount(moved.movers.length);
  expect(moved.movers.length).toBeGreaterThan(0);
  const measured = () => page.evaluate(() => performance.getEntriesByName('whatif-step').length);
  await expect.poll(measured).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(field(page, first.name)).toHaveValue(first.weight.toFixed(1));
  await expect(finding(page)).toContainText('Same weights as the official version.');
  await page.getByRole('button', { name: /^Redo/ }).click();
  await expect(field(page, first.name)).toHaveValue(dragged);
});

test('a lock holds its weight; undo, redo and reset go back and forth', { tag: CHANGES }, async ({ app, page }) => {
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

test('the scenario is in the address, survives other views, and its movers can be saved', { tag: CHANGES }, async ({
  app,
  page,
}) => {
  const model = await openWhatIf(app);
  const [first] = model.dimensions;
  if (!first) throw new Error('The model has no dimension.');
  await field(page, first.name).fill('55');
  await page.keyboard.press('Enter');
  await expect.poll(() => paramOf(page, 'w')).toContain(`${first.id}:55`);
  const shared = hashOf(page);
  const weights = addressedWeights(page, model);
  const result = await askCore(app, 'whatif.run', { weights, limit: 500 });
  await expect(finding(page)).toContainText(`${result.moversTotal} accounts change tier`);
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

test('history and accuracy answer when the hand rests, with the interval of the difference and the gate', {
  tag: [CHANGES, HOSTS],
}, async ({ app, page }) => {
  const model = await openWhatIf(app);
  const [first] = model.dimensions;
  if (!first) throw new Error('The model has no dimension.');
  await openTab(page, 'History and accuracy');
  await setWeight(page, first.name, '55');
  await expect.poll(() => paramOf(page, 'w')).toContain(`${first.id}:55`);
  const change = { weights: addressedWeights(page, model) };
  const { accuracy, weeks } = await askCore(app, 'whatif.history', {
    source: { model: model.modelVersion, change },
    accuracy: true,
  });
  if (!accuracy) throw new Error('The sample has landmarks.');
  expect(accuracy.after.rocAuc).not.toBe(accuracy.before.rocAuc);
  const texts = await coreTexts(app);
  await expect(accuracyFigure(page, 'ROC AUC')).toHaveText(
    `${texts.number(accuracy.after.rocAuc, 3)} was ${texts.number(accuracy.before.rocAuc, 3)}`,
  );
  await expect(section(page, 'Accuracy on the history').locator('.gate')).toContainText(accuracy.gate.sentence);
  await expect(section(page, 'Accuracy on the history')).toContainText('is sealed');
  await expect(accuracyFigure(page, 'Tried on this history')).toContainText(/^\d+ scenario/);
  const lines = section(page, 'Over the whole history').locator('.chart-table tbody tr');
  await expect(lines).toHaveCount(weeks.length);
  await expect(lines.last()).toContainText(texts.number(weeks.at(-1)?.after.mean ?? null, 1));
});

test('a scenario is saved, opened, compared, promoted with a note, and the promotion rolled back', {
  tag: [CHANGES, HOSTS],
}, async ({ app, page }) => {
  test.slow();
  const model = await openWhatIf(app);
  const [first] = model.dimensions;
  if (!first) throw new Error('The model has no dimension.');
  await setWeight(page, first.name, '50');
  await page.getByRole('textbox', { name: `${model.tiers[0]?.name} starts at`, exact: true }).fill('68');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save scenario' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill('Usage first');
  await dialog.getByLabel('Your name').fill('Ada');
  await dialog.getByRole('button', { name: 'Save scenario' }).click();
  await expect(dialog).toBeHidden();
  const names = async () => (await askCore(app, 'scenarios.list', {})).scenarios.map(({ name }) => name);
  // What was kept while nobody had saved it goes with that.
  await expect.poll(names).toEqual(['Usage first']);
  const [saved] = (await askCore(app, 'scenarios.list', {})).scenarios;
  await expect.poll(() => paramOf(page, 'scenario')).toBe(String(saved?.id));

  // The bench is emptied; opening the scenario brings weights and bounds back.
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(finding(page)).toContainText('Same weights as the official version.');
  await openTab(page, 'Scenarios');
  await page.getByRole('link', { name: 'Usage first', exact: true }).click();
  await expect(field(page, first.name)).toHaveValue('50.0');
  await expect(page.getByRole('textbox', { name: `${model.tiers[0]?.name} starts at`, exact: true })).toHaveValue('68');

  await openTab(page, 'Compare');
  await page.getByRole('combobox', { name: 'B', exact: true }).selectOption({ label: 'Scenario: Usage first' });
  await page.getByRole('combobox', { name: 'A', exact: true }).selectOption('001-five@1');
  const compared = await askCore(app, 'whatif.compare', {
    a: { model: '001-five@1' },
    b: { scenario: saved?.id ?? 0 },
    limit: 12,
  });
  const texts = await coreTexts(app);
  await expect(page.getByRole('region', { name: 'A against B' })).toContainText(texts.number(compared.spearman, 3));
  await expect(section(page, 'Tier migration').locator('tbody tr')).toHaveCount(compared.a.tiers.length);

  await openTab(page, 'Scenarios');
  await page.getByRole('button', { name: 'Delete Usage first' }).click();
  await expect(page.getByText('No scenario is saved yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Usage first', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Make it a version…' }).click();
  await dialog.getByLabel('What changed, and why').fill('Usage tells first');
  await expect(dialog).toContainText('Weight of Usage');
  await dialog.getByRole('button', { name: 'Save version' }).click();
  await confirmPromotion(page, 'Agreed in the review', 'Promote v2');
  const promoted = await askCore(app, 'workspace.summary', {});
  expect(promoted.model.modelVersion).toBe(`${model.id}@2`);
  await expect(page.getByRole('banner')).toContainText('v2');
  await page.getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByRole('banner')).toContainText('v1', { timeout: 60_000 });
});
