import { expectTotal } from './pages/accounts.ts';
import { expectNoViolations } from './pages/axe.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { chip, clickBin, keyFigure, tierButton } from './pages/portfolio.ts';
import { choose, finding, goTo, hashOf, paramOf, section, settled } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test('parts of the page filter each other, several values of one field add up, and one click clears all', async ({
  app,
  page,
}) => {
  const texts = await coreTexts(app);
  const breakdown = section(page, 'Breakdown');
  await choose(breakdown.getByRole('radio', { name: 'CSM' }));
  const [first, second] = (await breakdown.getByRole('row').getByRole('button').allInnerTexts()).slice(1);
  if (first === undefined || second === undefined) throw new Error('The sample has too few CSMs.');
  await breakdown.getByRole('button', { name: first, exact: true }).click();
  await breakdown.getByRole('button', { name: second, exact: true }).click();
  await expect(chip(page, 'CSM', [first, second].sort().join(', '))).toBeVisible();
  expect(hashOf(page)).toContain(`csm=${encodeURIComponent(first).replaceAll('%20', '+')}`);

  await tierButton(page, 'Red').click();
  const filters = { csm: [first, second], tier: ['Red'] };
  const { cards, tiers } = await askCore(app, 'portfolio.summary', { filters, crossFilter: true });
  await expect(keyFigure(page, 'Mean health')).toContainText(texts.score(cards.meanHealth.value));
  // The other tiers and CSMs stay on offer, counted without the filter on themselves.
  for (const tier of tiers) await expect(tierButton(page, tier.name)).toContainText(texts.number(tier.accounts));
  await expect(tierButton(page, 'Red')).toHaveAttribute('aria-pressed', 'true');
  await tierButton(page, 'Yellow').click();
  await expect(chip(page, 'Tier', 'Red, Yellow')).toBeVisible();
  await tierButton(page, 'Yellow').click();

  await page.getByRole('link', { name: /^Open \d+ accounts?$/ }).click();
  await settled(page);
  await expectTotal(page, cards.accounts);
  await expect(chip(page, 'Tier', 'Red')).toBeVisible();
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Portfolio' }).click();
  await settled(page);
  await expect(keyFigure(page, 'Mean health')).toContainText(texts.score(cards.meanHealth.value));
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.locator('.chip:not(.add)')).toHaveCount(0);
});

test('a second click lets a bin go, shift reaches from bin to bin, and a week of the trend is a place to go', async ({
  page,
}) => {
  await expect(section(page, 'Score distribution')).toBeVisible();
  await clickBin(page, 28, 40);
  await expect(chip(page, 'Score', '70 to 72.5')).toBeVisible();
  await settled(page);
  await page.keyboard.down('Shift');
  await clickBin(page, 31, 40);
  await page.keyboard.up('Shift');
  await expect(chip(page, 'Score', '70 to 80')).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter Score 70 to 80' }).click();
  await settled(page);
  await clickBin(page, 30, 40);
  await expect(chip(page, 'Score', '75 to 77.5')).toBeVisible();
  await settled(page);
  await clickBin(page, 30, 40);
  await expect(page.locator('.chip:not(.add)')).toHaveCount(0);

  await settled(page);
  const line = section(page, 'Health trend').locator('.chart').first();
  const box = await line.boundingBox();
  if (!box) throw new Error('The trend is not drawn.');
  await line.click({ position: { x: (box.width - 112) / 2, y: 60 } });
  await expect.poll(() => paramOf(page, 'asOf')).toMatch(/^202[56]-\d\d-\d\d$/);
});

test('what changed: another date to compare with, and every count leads to its accounts', async ({ app, page }) => {
  const texts = await coreTexts(app);
  const changed = section(page, 'What changed');
  await choose(changed.getByRole('radio', { name: 'Last month' }));
  const month = await askCore(app, 'portfolio.changes', { since: '2026-05-29' });
  await expect(changed).toContainText(`since ${texts.date(month.since)}`);
  const fell = month.moves.find(({ move }) => move === 'entered_at_risk');
  if (!fell || fell.accounts < 2) throw new Error('The sample changed too little in a month.');
  const count = changed.getByRole('button', { name: `Fell below 50: ${fell.accounts} accounts` });
  await count.click();
  await expect(count).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(page, `Since ${texts.date(month.since)}`, 'fell below 50')).toBeVisible();
  await expect(page.getByRole('link', { name: `Open ${fell.accounts} accounts` })).toBeVisible();
  await page.getByRole('link', { name: `Open ${fell.accounts} accounts` }).click();
  await settled(page);
  await expectTotal(page, fell.accounts);
  await page.goBack();
  await settled(page);
  await count.click();
  await expect(page.locator('.chip:not(.add)')).toHaveCount(0);

  await choose(changed.getByRole('radio', { name: 'A date' }));
  await changed.getByRole('combobox', { name: 'Compare with the snapshot of' }).selectOption('2025-06-29');
  await expect(changed).toContainText(`since ${texts.date('2025-06-29')}`);
  expect(paramOf(page, 'compare')).toBe('2025-06-29');
});

test('the as-of date under the hand is followed at once, and kept when the hand lets go', async ({ app, page }) => {
  const { snapshots } = await askCore(app, 'workspace.summary', {});
  const texts = await coreTexts(app);
  const line = page.getByRole('slider', { name: 'As-of date' });
  const box = await line.boundingBox();
  if (!box) throw new Error('The line is not drawn.');
  const middle = box.y + box.height / 2;
  await settled(page);
  await page.mouse.move(box.x + box.width - 6, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, middle, { steps: 12 });
  const held = snapshots[Number(await line.getAttribute('aria-valuenow'))] ?? '';
  expect(held < (snapshots.at(-1) ?? '')).toBe(true);
  const { cards } = await askCore(app, 'portfolio.frame', { asOf: held });
  await expect(keyFigure(page, 'Mean health').locator('.v')).toHaveText(texts.score(cards.meanHealth.value));
  expect(paramOf(page, 'asOf')).toBeNull();
  await page.mouse.up();
  await expect.poll(() => paramOf(page, 'asOf')).toBe(held);
  await settled(page);
  const whole = await askCore(app, 'portfolio.summary', { asOf: held });
  await expect(keyFigure(page, 'NRR')).toContainText(texts.percent(whole.cards.nrr.value, 1));
});

test('cards and sections answer how they are computed, with the keyboard alone and without a word from axe', async ({
  page,
}) => {
  const how = page.getByRole('button', { name: 'NRR, 12 months: how is this computed?' });
  await how.focus();
  await page.keyboard.press('Enter');
  const answer = page.getByRole('dialog', { name: 'NRR, 12 months' });
  await expect(answer).toContainText('Σ ARR now ÷ Σ ARR 12 months ago');
  await page.keyboard.press('Escape');
  await expect(answer).toHaveCount(0);
  await expect(how).toBeFocused();

  await page.getByRole('button', { name: 'At-risk ARR: how is this computed?' }).click();
  await page.getByRole('dialog', { name: 'At-risk ARR' }).getByRole('link', { name: 'Accounts behind it' }).click();
  await expect.poll(() => hashOf(page)).toBe('#/accounts?scoreMax=50');

  await goTo(page, '#/portfolio?tier=Red&compare=month');
  for (const name of ['Score distribution', 'Health trend', 'What changed', 'Top risk drivers', 'Priority tiers'])
    await expect(section(page, name).getByRole('button', { name: /how is this computed\?$/ })).toBeVisible();
  await section(page, 'What changed')
    .getByRole('button', { name: /how is this computed/ })
    .click();
  await expect(page.getByRole('dialog', { name: 'What changed' })).toBeVisible();
  await expectNoViolations(page, 'how it is computed');
  await page.keyboard.press('Escape');
  await expect(finding(page)).toBeVisible();
});
