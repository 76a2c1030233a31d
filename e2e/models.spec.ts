import { modelFile } from '#shared/contract/model-file.ts';
import { expectNoViolations } from './pages/axe.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { makeFile, savedText } from './pages/files.ts';
import {
  confirmPromotion,
  draftCounts,
  effect,
  modelList,
  openModel,
  put,
  saveVersion,
  TABS,
  tabs,
} from './pages/models.ts';
import { choose, finding, goTo, hashOf, openView, paramOf, section, settled, tabTo } from './pages/shell.ts';
import { field, lock, slider } from './pages/whatif.ts';
import { CHANGES, expect, HOSTS, test } from './support/fixtures.ts';

const OFFICIAL = '003-signal@1';

test.use({ at: `#/models?model=${OFFICIAL}` });

test('a weight is edited with its effect beside the hand, and undone', { tag: CHANGES }, async ({ app, page }) => {
  await openModel(page, OFFICIAL, 'edit');
  const before = await askCore(app, 'models.get', { model: OFFICIAL });
  await expect(finding(page)).toContainText('unchanged');
  await expect(effect(page)).toContainText('Mean health');
  const counts = await draftCounts(page);

  await slider(page, 'Usage').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('PageUp');
  await expect(field(page, 'Usage')).toHaveValue('45.0');
  await expect(page.getByText('unsaved draft')).toBeVisible();
  await expect(tabs(page).getByRole('link', { name: /^Edit/ })).toContainText('draft');

  // The other weights keep their ratio, and the counts are the core's.
  const weights = { usage: 45, support: 220 / 14, billing: 220 / 14, engagement: 165 / 14, growth: 165 / 14 };
  const draft = {
    ...before.model,
    dimensions: before.model.dimensions.map((dimension) => ({
      ...dimension,
      weight: weights[dimension.id as keyof typeof weights],
    })),
  };
  const { result } = await askCore(app, 'models.preview', { draft, limit: 5 });
  await expect.poll(() => draftCounts(page)).toEqual(result.after.tiers.map((tier) => tier.accounts));
  expect(await draftCounts(page)).not.toEqual(counts);
  const texts = await coreTexts(app);
  await expect(finding(page)).toContainText(`${texts.number(result.moversTotal)} accounts change tier`);
  await expect(finding(page)).toContainText(texts.money(result.after.atRiskArr));

  await choose(effect(page).getByRole('radio', { name: 'Movers' }));
  const [first] = result.movers;
  await expect(effect(page).getByRole('link', { name: first?.name ?? '-' })).toHaveAttribute(
    'href',
    new RegExp(`#/account/${first?.accountId}`),
  );
  await choose(effect(page).getByRole('radio', { name: 'Migration' }));
  await expect(effect(page).getByRole('region', { name: 'Tier migration' })).toBeVisible();

  // The draft is there after another view; undo takes it back step by step, redo brings it again.
  await openView(page, 'Portfolio');
  await openModel(page, OFFICIAL, 'edit');
  await expect(field(page, 'Usage')).toHaveValue('45.0');
  for (const value of ['40.0', '35.0', '30.0']) {
    await page.keyboard.press('Control+z');
    await expect(field(page, 'Usage')).toHaveValue(value);
  }
  await expect(finding(page)).toContainText('unchanged');
  await page.keyboard.press('Control+Shift+z');
  await expect(field(page, 'Usage')).toHaveValue('35.0');

  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(finding(page)).toContainText('20 signals');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(field(page, 'Usage')).toHaveValue('35.0');
});

test('outside of the documented range a weight warns and does not block', { tag: CHANGES }, async ({ page }) => {
  await openModel(page, '001-five', 'edit');
  await expect(slider(page, 'Usage')).toHaveAttribute('aria-valuetext', /30 to 40 documented/);
  await put(page, 'Usage weight in percent', '44');
  await expect(slider(page, 'Usage')).toHaveAttribute('aria-valuetext', /outside 30 to 40/);
  await page.getByRole('button', { name: /warning/ }).click();
  await expect(page.getByRole('list', { name: 'Remarks about the draft' })).toContainText('Usage weighs 44%');
  await expect(page.getByRole('button', { name: 'Save as version' })).toBeEnabled();
});

test('what is no model is said at the field and cannot be saved', { tag: CHANGES }, async ({ page }) => {
  await goTo(page, `#/models?model=${OFFICIAL}&tab=edit&part=tiers`);
  await put(page, 'Yellow starts at', '80');
  await expect(page.getByText('Has to be below 70, where Green starts.').last()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Yellow starts at' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Save as version' })).toBeDisabled();
  await expect(page.getByRole('link', { name: /^Tiers and segments/ })).toContainText('1 error');
  await put(page, 'Yellow starts at', 'forty');
  await expect(page.getByText('Is not a number.')).toBeVisible();
  await put(page, 'Yellow starts at', '45');
  await expect(page.getByRole('button', { name: 'Save as version' })).toBeEnabled();
  // The bound segments shift goes along: SMB is at 45 + 10.
  await expect(section(page, 'Thresholds per segment').getByRole('row').last()).toContainText('55');
});

test('signals, dimensions and flags come and go', { tag: CHANGES }, async ({ page }) => {
  await openModel(page, OFFICIAL, 'edit');
  await page.getByRole('button', { name: 'Growth', exact: true }).click();
  await expect.poll(() => paramOf(page, 'dim')).toBe('growth');
  const growth = section(page, 'Growth');
  await growth.getByRole('button', { name: /^Add a signal/ }).click();
  await growth.getByLabel('Signal to add to Growth').selectOption({ label: 'Champion' });
  await growth.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(growth.getByRole('button', { name: 'Remove Champion' })).toBeVisible();
  await put(page, 'Points when good, Champion', '25');
  await growth.getByRole('button', { name: 'Remove Seats used' }).click();
  await expect(growth.getByRole('button', { name: 'Remove Seats used' })).toBeHidden();

  await page.getByRole('button', { name: /^Add a dimension/ }).click();
  await page.getByLabel('first signal of the new dimension').selectOption({ label: 'Executive sponsor' });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(field(page, 'Executive sponsor')).toHaveValue('10.0');
  await expect(field(page, 'Usage')).toHaveValue('27.0');
  await put(page, 'Name of the dimension', 'Relationship');
  await expect(field(page, 'Relationship')).toHaveValue('10.0');
  await section(page, 'Relationship').getByRole('button', { name: 'Remove dimension' }).click();
  await expect(field(page, 'Usage')).toHaveValue('30.0');

  await page.getByRole('link', { name: 'Flags', exact: true }).click();
  await page.getByRole('button', { name: 'Add a flag' }).click();
  await put(page, 'Name of flag 1', 'Sponsor gone');
  await page.getByLabel('What Sponsor gone does').selectOption({ label: 'allows no better than' });
  await expect(page.getByLabel('Tier of Sponsor gone')).toHaveValue('Red');
  await page.getByRole('button', { name: 'Remove the flag Sponsor gone' }).click();
  await expect(page.getByText('This model has no flags.')).toBeVisible();
});

test('a version is saved, compared, made official and taken back', { tag: CHANGES }, async ({ app, page }) => {
  test.slow();
  await openModel(page, OFFICIAL, 'edit');
  await put(page, 'Usage weight in percent', '45');
  await page.getByRole('button', { name: 'Save as version' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /^Weight of Usage/ })).toContainText(/30%\s*45%/);
  await expect(dialog.getByRole('button', { name: 'Save version' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await saveVersion(page, 'Usage predicts churn here', 'Ada');
  await expect.poll(() => paramOf(page, 'model')).toBe('003-signal@2');
  await expect(finding(page)).toContainText('Usage weighs most, 45%');
  await expect(page.getByRole('main')).toContainText('Usage predicts churn here');
  await expect(modelList(page)).toContainText('2 versions');

  await tabs(page)
    .getByRole('link', { name: /^Versions/ })
    .click();
  await expect(section(page, 'Compare').getByRole('row', { name: /^Weight of Usage/ })).toContainText(/30%\s*45%/);
  await page.getByRole('combobox', { name: 'From', exact: true }).selectOption('001-five@1');
  await expect.poll(() => paramOf(page, 'from')).toBe('001-five@1');
  await expect(section(page, 'Compare')).toContainText('Documented range of Usage');

  await section(page, 'Versions').getByRole('button', { name: 'Promote v2' }).click();
  await expect(page.getByRole('dialog')).toContainText(/The landmark of .* stays sealed/, { timeout: 60_000 });
  await confirmPromotion(page, 'Agreed in the review', 'Promote v2');
  await expect(page.getByRole('banner')).toContainText('v2');
  const promoted = await askCore(app, 'workspace.summary', {});
  expect(promoted.model.modelVersion).toBe('003-signal@2');
  await expect(section(page, 'Promotions').getByRole('row').nth(1)).toContainText('Agreed in the review');
  await section(page, 'Promotions').getByText('What was known').click();
  await expect(section(page, 'Promotions').getByRole('row').nth(1)).toContainText(
    /change tier on .*Sealed landmark of .*, opened once for this promotion: AUC 0\.\d{3} → 0\.\d{3}/,
  );
  const [list] = (await askCore(app, 'models.list', {})).models.filter((model) => model.active);
  expect(list?.snapshots).toBe(promoted.snapshots.length);

  await page.getByRole('button', { name: 'Roll back to 003-signal@1' }).click();
  await confirmPromotion(page, 'Too early', 'Roll back');
  await expect(page.getByRole('banner')).toContainText('v1');
  await expect(section(page, 'Promotions').getByRole('row')).toHaveCount(3);
  await expect(finding(page)).toContainText('version 1, is official');
});

test('a model is exported and comes back as it went; what is no model is explained', { tag: [CHANGES, HOSTS] }, async ({
  app,
  page,
}) => {
  await openModel(page, '001-five');
  const saved = await savedText(app, async () => {
    await page.getByRole('button', { name: 'Export' }).click();
  });
  expect(saved.name).toBe('model-001-five-v1.json');
  const document = modelFile.parse(JSON.parse(saved.text));
  expect(document).toEqual((await askCore(app, 'models.get', { model: '001-five@1' })).model);

  // The page asks by itself, in both hosts: a model document is text, no source of data.
  const importFile = async (name: string, content: unknown) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await (await chooser).setFiles(makeFile(app, name, JSON.stringify(content)));
  };
  await importFile('mine.json', { ...document, id: 'mine', name: 'Mine' });
  await expect.poll(() => paramOf(page, 'model')).toBe('mine');
  await expect(page.getByText('unsaved draft')).toBeVisible();
  await expect(page.getByText('a new model')).toBeVisible();
  await saveVersion(page, 'First of its kind', 'Ada');
  await expect.poll(() => paramOf(page, 'model')).toBe('mine@1');
  const mine = await askCore(app, 'models.get', { model: 'mine@1' });
  expect({ ...mine.model, author: '', createdAt: null, changeNote: '' }).toEqual({
    ...document,
    id: 'mine',
    name: 'Mine',
    author: '',
    createdAt: null,
    changeNote: '',
  });

  await importFile('broken.json', { ...document, dimensions: [{ ...document.dimensions[0], weight: 130 }] });
  const dialog = page.getByRole('dialog', { name: 'broken.json is not a model' });
  await expect(dialog).toContainText('dimensions › 0 › weight: Has to be at most 100.');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await page.getByRole('button', { name: 'Duplicate' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Pilot team');
  await expect(page.getByRole('dialog').getByLabel('Id')).toHaveValue('pilot-team');
  await page.getByRole('button', { name: 'Edit the copy' }).click();
  await expect.poll(() => paramOf(page, 'model')).toBe('pilot-team');
  await expect(modelList(page).getByRole('link', { name: /Pilot team/ })).toContainText('new, unsaved');
});

test('a weight is edited and saved with the keyboard alone', { tag: CHANGES }, async ({ page }) => {
  await openModel(page, OFFICIAL);
  await tabTo(page, tabs(page).getByRole('link', { name: /^Edit/ }), 60);
  await page.keyboard.press('Enter');
  await settled(page);
  await tabTo(page, lock(page, 'Growth'), 80);
  await page.keyboard.press('Space');
  await expect(lock(page, 'Growth')).toHaveAttribute('aria-pressed', 'true');
  await tabTo(page, slider(page, 'Usage'), 200);
  await page.keyboard.press('PageUp');
  await expect(field(page, 'Usage')).toHaveValue('35.0');
  await tabTo(page, page.getByRole('button', { name: 'Save as version' }), 200);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('What changed, and why')).toBeFocused();
  await page.keyboard.type('Usage first');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Ada');
  await page.keyboard.press('Enter');
  await expect.poll(() => paramOf(page, 'model')).toBe('003-signal@2');
  expect(hashOf(page)).not.toContain('tab=edit');
});

test('the reference explains a model in full and can be addressed', async ({ page }) => {
  await openModel(page, '001-six', 'reference');
  await expect(page.getByRole('heading', { level: 2, name: /^Financial, 7%/ })).toBeVisible();
  await page.getByRole('navigation', { name: 'On this page' }).getByRole('link', { name: 'Tiers' }).click();
  await expect.poll(() => paramOf(page, 'at')).toBe('tiers');
  await expect(page.getByRole('heading', { level: 2, name: 'Tiers' })).toBeFocused();
});

test.describe('without any data', () => {
  test.use({ workspace: 'none', at: '' });

  test('models can be read and edited, and nothing is said to move', async ({ page }) => {
    await page.getByRole('button', { name: 'New workspace' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Empty');
    await page.keyboard.press('Enter');
    await settled(page);
    await openModel(page, OFFICIAL, 'edit');
    await expect(effect(page)).toContainText('Nothing is scored yet.');
    await put(page, 'Usage weight in percent', '45');
    await saveVersion(page, 'Before the first import', 'Ada');
    await page.getByRole('button', { name: 'Promote v2' }).click();
    await expect(page.getByRole('dialog')).toContainText('Nothing is scored yet, so nothing moves.');
  });
});

test.describe('axe, in both themes', () => {
  test('has nothing against the tabs', async ({ page }) => {
    test.slow();
    for (const tab of TABS) {
      await openModel(page, OFFICIAL, tab === 'Overview' ? '' : tab.toLowerCase());
      await expectNoViolations(page, tab);
    }
  });

  test('has nothing against the parts of the editor and its dialog', { tag: CHANGES }, async ({ page }) => {
    test.slow();
    for (const part of ['tiers', 'missing', 'flags', 'risk', 'policies', 'about']) {
      await goTo(page, `#/models?model=004-five&tab=edit&part=${part}`);
      await expectNoViolations(page, part);
    }
    await openModel(page, '001-six', 'edit');
    await page.getByRole('button', { name: /curve of Login frequency/ }).click();
    await put(page, 'Usage weight in percent', '44');
    await page.getByRole('button', { name: /warning/ }).click();
    await expectNoViolations(page, 'curve and warnings');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Save as version' }).click();
    await expect(page.getByRole('dialog')).toContainText('Weight of Usage');
    await expectNoViolations(page, 'save');
  });
});
