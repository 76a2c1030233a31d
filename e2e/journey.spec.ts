import { expectTotal, firstNames, rows } from './pages/accounts.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { chip, clickBin, keyFigure, tierButton, topAtRisk } from './pages/portfolio.ts';
import { choose, finding, goTo, hashOf, jumpTo, openView, paramOf, section, settled } from './pages/shell.ts';
import { expect, HOSTS, test } from './support/fixtures.ts';

test('the portfolio says what the core says', { tag: HOSTS }, async ({ app, page }) => {
  const summary = await askCore(app, 'portfolio.summary', {});
  const texts = await coreTexts(app);
  const { cards } = summary;
  await expect(finding(page)).toContainText(texts.score(cards.meanHealth.value));
  await expect(finding(page)).toContainText(texts.money(cards.atRiskArr.value));
  await expect(finding(page)).toContainText(`those ${texts.number(cards.atRiskAccounts.value)} accounts`);
  await expect(keyFigure(page, 'Mean health')).toContainText(texts.score(cards.meanHealthArrWeighted.value));
  await expect(keyFigure(page, 'At-risk ARR')).toContainText(texts.percent(cards.atRiskShare, 1));
  await expect(keyFigure(page, 'Accounts').first()).toContainText(texts.number(cards.accounts));
  const { retentionForecast } = await askCore(app, 'portfolio.outlook', {});
  await expect(keyFigure(page, 'Retention forecast')).toContainText(texts.percent(retentionForecast.share, 1));
  await expect(keyFigure(page, 'Retention forecast')).toContainText(', calibrated');
  await expect(keyFigure(page, 'Expansion-ready')).toContainText(texts.money(cards.expansionReadyArr));
  await expect(keyFigure(page, 'NRR')).toContainText(texts.percent(cards.nrr.value, 1));
  await expect(keyFigure(page, 'GRR')).toContainText(texts.percent(cards.grr.value, 1));
  await expect(keyFigure(page, 'NPS')).toContainText(texts.number(cards.nps.value));
  for (const tier of summary.tiers) {
    await expect(tierButton(page, tier.name)).toContainText(texts.number(tier.accounts));
    await expect(tierButton(page, tier.name)).toContainText(texts.money(tier.arr));
  }
  await expect(topAtRisk(page)).toHaveText(summary.topAtRisk.map((account) => account.name));
  const drivers = section(page, 'Top risk drivers').getByRole('group').getByRole('button');
  await expect(drivers).toHaveCount(summary.drivers.length);
  for (const [index, driver] of summary.drivers.entries()) await expect(drivers.nth(index)).toContainText(driver.name);
});

test('from the portfolio to an account, its dimensions and signals, and back to the same place', {
  tag: HOSTS,
}, async ({ app, page }) => {
  const { topAtRisk: worst } = await askCore(app, 'portfolio.summary', {});
  const account = worst[3];
  if (!account) throw new Error('The sample has too few accounts at risk.');
  const link = topAtRisk(page).nth(3);
  await link.scrollIntoViewIfNeeded();
  const inView = await page.evaluate(() => window.scrollY);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(inView + 100);
  const place = await page.evaluate(() => window.scrollY);
  await link.click();

  await expect(page.getByText(account.name, { exact: true }).first()).toBeVisible();
  await expect.poll(() => hashOf(page)).toBe(`#/account/${account.accountId}`);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  const detail = await askCore(app, 'accounts.get', { accountId: account.accountId });
  const texts = await coreTexts(app);
  await expect(page.locator('.facts')).toContainText(texts.score(detail.account.score));
  await expect(page.locator('.facts')).toContainText(texts.moneyExact(detail.account.arr));

  const signals = section(page, 'Dimensions and signals');
  await signals.getByRole('button', { name: 'Expand all' }).click();
  for (const dimension of detail.dimensions) {
    await expect(signals.getByRole('row').filter({ hasText: dimension.name }).first()).toContainText(
      dimension.score === null ? 'no score' : texts.number(dimension.score, 1),
    );
  }
  await expect(signals.locator('tr.sig')).toHaveCount(detail.signals.length);
  for (const signal of detail.signals)
    await expect(signals.locator('tr.sig', { hasText: signal.name }).first()).toBeVisible();
  await expect(section(page, 'Why this score').locator('tr.total')).toContainText(texts.score(detail.account.score));

  await page.goBack();
  await settled(page);
  await expect(topAtRisk(page).first()).toBeVisible();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(place);
});

test('a bin of the histogram filters the page, and Accounts after it', async ({ app, page }) => {
  const all = await askCore(app, 'portfolio.summary', {});
  const { bins, binWidth } = all.histogram;
  const totals = bins.map((bin) => bin.reduce((sum, count) => sum + count, 0));
  const index = totals.indexOf(Math.max(...totals));
  const range = { scoreMin: index * binWidth, scoreMax: (index + 1) * binWidth };
  await expect(section(page, 'Score distribution')).toBeVisible();
  await clickBin(page, index, bins.length);
  await expect(chip(page, 'Score', `${range.scoreMin} to ${range.scoreMax}`)).toBeVisible();

  const filtered = await askCore(app, 'portfolio.summary', { filters: range });
  const texts = await coreTexts(app);
  expect(filtered.cards.scored + filtered.cards.provisional).toBe(totals[index]);
  await expect(keyFigure(page, 'Mean health')).toContainText(texts.score(filtered.cards.meanHealth.value));
  await openView(page, 'Accounts');
  await expect(chip(page, 'Score', `${range.scoreMin} to ${range.scoreMax}`)).toBeVisible();
  const list = await askCore(app, 'accounts.list', { filters: range });
  await expectTotal(page, list.total);
  expect(list.total).toBe(totals[index]);
  expect(list.accounts.every(({ score }) => score !== null && score >= range.scoreMin && score < range.scoreMax)).toBe(
    true,
  );

  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.locator('.chip:not(.add)')).toHaveCount(0);
  await expectTotal(page, (await askCore(app, 'accounts.list', {})).total);
});

test('a row of the breakdown and the table behind a chart filter as well', async ({ app, page }) => {
  const breakdown = section(page, 'Breakdown');
  await choose(breakdown.getByRole('radio', { name: 'Segment' }));
  const row = breakdown.locator('.rowlink').first();
  const segment = await row.innerText();
  await row.click();
  await expect(row).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(page, 'Segment', segment)).toBeVisible();
  const texts = await coreTexts(app);
  const filtered = await askCore(app, 'portfolio.summary', { filters: { segment: [segment] } });
  await expect(keyFigure(page, 'Mean health')).toContainText(texts.score(filtered.cards.meanHealth.value));
  await expect(finding(page)).toContainText(texts.money(filtered.cards.atRiskArr.value));

  await page.getByRole('link', { name: `Open ${texts.number(filtered.cards.accounts)} accounts` }).click();
  await settled(page);
  const list = await askCore(app, 'accounts.list', {
    filters: { segment: [segment], status: ['active'] },
    sort: [{ field: 'score', direction: 'asc' }],
  });
  await expectTotal(page, filtered.cards.accounts);
  await expect.poll(() => firstNames(page, 5)).toEqual(list.accounts.slice(0, 5).map((account) => account.name));
  expect(await rows(page).count()).toBeGreaterThan(5);

  await page.goBack();
  await settled(page);
  await page.getByRole('button', { name: `Remove filter Segment ${segment}` }).click();
  await expect(page.locator('.chip:not(.add)')).toHaveCount(0);
  const bin = section(page, 'Score distribution').locator('.chart-table button').first();
  await bin.focus();
  await expect(bin).toBeVisible();
  const [from = '', to = ''] = (await bin.innerText()).split(' to ');
  await page.keyboard.press('Enter');
  await expect(chip(page, 'Score', `${from} to ${to}`)).toBeVisible();
});

test('the palette opens an account by its name with the keyboard alone', async ({ app, page }) => {
  await expect(finding(page)).toBeVisible();
  const { accounts } = await askCore(app, 'accounts.list', { limit: 40 });
  const account = accounts.find(
    ({ name }) => accounts.filter((other) => other.name === name).length === 1 && name.length > 8,
  );
  if (!account) throw new Error('The sample has no account with a name of its own.');
  await jumpTo(page, account.name.slice(0, -1), account.name);
  await expect.poll(() => hashOf(page)).toBe(`#/account/${account.accountId}`);
  await expect(page.locator('.acct-name .n')).toHaveText(account.name);
  await expect(page.getByRole('textbox', { name: 'Search or jump to' })).toHaveCount(0);
  await jumpTo(page, 'What-if', 'What-if');
  await expect.poll(() => hashOf(page)).toBe('#/what-if');
  // Also while a field has the focus.
  await page
    .getByRole('slider', { name: / weight$/ })
    .first()
    .focus();
  await jumpTo(page, 'Models', 'Models');
  await expect.poll(() => hashOf(page)).toBe('#/models');
});

test('another as-of date changes figures and address, and back again', async ({ app, page }) => {
  const { snapshots } = await askCore(app, 'workspace.summary', {});
  const before = snapshots.at(-2) ?? '';
  const texts = await coreTexts(app);
  const now = await askCore(app, 'portfolio.summary', {});
  const then = await askCore(app, 'portfolio.summary', { asOf: before });
  const mean = keyFigure(page, 'Mean health').locator('.v');
  await expect(mean).toHaveText(texts.score(now.cards.meanHealth.value));

  const control = page.getByRole('group', { name: 'As-of date' });
  await expect(control.getByRole('button', { name: 'Next snapshot' })).toBeDisabled();
  await control.getByRole('button', { name: 'Previous snapshot' }).click();
  await expect.poll(() => paramOf(page, 'asOf')).toBe(before);
  await expect(mean).toHaveText(texts.score(then.cards.meanHealth.value));
  await expect(keyFigure(page, 'At-risk ARR').locator('.v')).toHaveText(texts.money(then.cards.atRiskArr.value));
  expect(then.cards.meanHealth.value).not.toBe(now.cards.meanHealth.value);

  await openView(page, 'Accounts');
  await expect.poll(() => paramOf(page, 'asOf')).toBe(before);
  const list = await askCore(app, 'accounts.list', { asOf: before, sort: [{ field: 'score', direction: 'asc' }] });
  await expect.poll(() => firstNames(page, 3)).toEqual(list.accounts.slice(0, 3).map((account) => account.name));

  await openView(page, 'Portfolio');
  await control.getByRole('button', { name: 'Next snapshot' }).click();
  await expect.poll(() => paramOf(page, 'asOf')).toBeNull();
  await expect(mean).toHaveText(texts.score(now.cards.meanHealth.value));
  await page.keyboard.press('[');
  await expect.poll(() => paramOf(page, 'asOf')).toBe(before);
  await page.keyboard.press(']');
  await expect.poll(() => paramOf(page, 'asOf')).toBeNull();

  // A date that is no snapshot never breaks the window.
  await goTo(page, '#/portfolio?asOf=1999-01-01');
  await expect(mean).toHaveText(texts.score(now.cards.meanHealth.value));
});
