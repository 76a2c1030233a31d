import { expectTotal } from './pages/accounts.ts';
import { cells, cohortRow, compared, pickDimension, triangle } from './pages/cohorts.ts';
import { askCore, coreTexts } from './pages/core.ts';
import { makeFile, parseCsv, savedText } from './pages/files.ts';
import { importFiles, makeWorkspace, TICKETS_CSV } from './pages/importing.ts';
import { chip } from './pages/portfolio.ts';
import { choose, finding, goTo, hashOf, openView, paramOf, section, settled, tabTo } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

test.use({ at: '#/cohorts' });

test('the triangle says what the core says, and each cell leads to its accounts', async ({ app, page }) => {
  const retention = await askCore(app, 'cohorts.retention', { by: 'startQuarter' });
  const texts = await coreTexts(app);
  await openView(page, 'Cohorts');
  await expect(triangle(page).getByRole('row')).toHaveCount(retention.cohorts.length + 2);
  const row = retention.cohorts.find((cohort) => !cohort.small && (cohort.cells[12]?.retained ?? 0) < cohort.accounts);
  const year = row?.cells[12];
  if (!row || !year) throw new Error('No cohort of the sample has lost anybody within a year.');
  const shown = await cells(page, row.label).allInnerTexts();
  const quarters = row.cells.filter((cell) => cell.month % 3 === 0);
  expect(shown).toEqual(quarters.map((cell) => texts.number((cell.complete ? cell.rate : cell.survival) * 100)));
  await expect(cohortRow(page, 'All').getByRole('gridcell').first()).toHaveText(texts.number(retention.all.accounts));

  const cell = cells(page, row.label).nth(4);
  await expect(cell).toHaveAccessibleName(
    new RegExp(`^${row.label}, after 12 months: .*${year.retained} of ${year.n} `),
  );
  await cell.click();
  await expect.poll(() => hashOf(page)).toContain('#/accounts?');
  await expectTotal(page, year.n);
  await expect(chip(page, 'Sign-up quarter', row.value)).toBeVisible();
  await page.goBack();
  await settled(page);
  await cohortRow(page, row.label).getByRole('link', { name: row.label, exact: true }).click();
  await expectTotal(page, row.accounts);
});

test('opens with what happened and what it costs', async ({ app, page }) => {
  await openView(page, 'Cohorts');
  await expect(finding(page)).toContainText(/still here after \d+ months/);
  await expect(finding(page)).toContainText(/ARR is gone/);
  const { dimensions } = await askCore(app, 'cohorts.dimensions', {});
  await expect(pickDimension(page)).toHaveAccessibleName(
    `Cohorts by ${dimensions.find(({ id }) => id === 'startQuarter')?.label}`,
  );
});

test('the triangle is one stop for Tab; arrows move, letters compare, Enter opens', async ({ app, page }) => {
  const { cohorts } = await askCore(app, 'cohorts.retention', { by: 'segment' });
  await goTo(page, '#/cohorts?by=segment');
  const [first, second] = cohorts;
  if (!first || !second) throw new Error('The sample has fewer than two segments.');
  await tabTo(page, triangle(page).locator('a[tabindex="0"]'), 60);
  await page.keyboard.press('Control+Home');
  await expect(cohortRow(page, first.label).getByRole('link', { name: first.label, exact: true })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(cells(page, first.label).nth(1)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(cells(page, second.label).nth(1)).toBeFocused();
  await page.keyboard.press('a');
  await expect.poll(() => paramOf(page, 'a')).toBe(second.value);
  await expect(compared(page, 'A')).toHaveValue(second.value);
  await expect(cells(page, second.label).nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(cells(page, second.label).last()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(() => hashOf(page)).toContain('#/accounts?');
  await expectTotal(page, second.cells.filter((cell) => cell.month % 3 === 0).at(-1)?.n ?? -1);
});

test('the address keeps dimension, figure, columns and the compared cohorts', async ({ app, page }) => {
  const { dimensions } = await askCore(app, 'cohorts.dimensions', {});
  const plan = dimensions.find(({ id }) => id === 'plan');
  if (!plan) throw new Error('The sample has no plans.');
  await openView(page, 'Cohorts');
  await pickDimension(page).click();
  const menu = page.getByRole('dialog', { name: 'Cohorts by' });
  await expect(menu.getByRole('group')).not.toHaveCount(0);
  await expect(menu).toContainText(plan.how);
  await menu.getByRole('button', { name: new RegExp(`^${plan.label}`) }).click();
  await expect.poll(() => paramOf(page, 'by')).toBe('plan');
  await settled(page);
  const { cohorts } = await askCore(app, 'cohorts.list', { by: 'plan' });
  await expect(page.getByText(`in ${cohorts.length} cohorts`)).toBeVisible();
  await choose(page.getByRole('radio', { name: 'Net ARR' }));
  await choose(page.getByRole('radio', { name: 'Months', exact: true }));
  const last = cohorts.at(-1)?.value ?? '';
  await compared(page, 'B').selectOption(last);
  await expect.poll(() => paramOf(page, 'b')).toBe(last);
  const before = await compared(page, 'A').inputValue();
  await section(page, 'A against B').getByRole('button', { name: 'Swap' }).click();
  await expect(compared(page, 'A')).toHaveValue(last);
  await expect(compared(page, 'B')).toHaveValue(before);
  await page.reload();
  await settled(page);
  await expect(page.getByRole('radio', { name: 'Net ARR' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'Months', exact: true })).toBeChecked();
  await expect(compared(page, 'A')).toHaveValue(last);
});

test('two cohorts side by side say what the numbers allow to say', async ({ app, page }) => {
  const { cohorts } = await askCore(app, 'cohorts.list', { by: 'segment' });
  const [a, b] = cohorts.map((cohort) => cohort.value);
  if (a === undefined || b === undefined) throw new Error('The sample has fewer than two segments.');
  const comparison = await askCore(app, 'cohorts.compare', { by: 'segment', a, b });
  const texts = await coreTexts(app);
  await goTo(page, `#/cohorts?by=segment&a=${a}&b=${b}`);
  const figures = section(page, 'A against B').getByRole('table').last();
  await expect(figures.getByRole('row', { name: /^Mean health/ })).toContainText(texts.score(comparison.a.mean));
  await expect(figures.getByRole('row', { name: /^Still here, 12 mo/ })).toContainText(
    texts.percent(comparison.retention.at(-1)?.b.rate ?? null),
  );
  await expect(section(page, 'What differs between A and B')).toContainText(comparison.verdict.sentence);
  await figures.getByRole('link', { name: new RegExp(` of ${comparison.b.label}$`) }).click();
  await expectTotal(page, comparison.b.accounts);
  await page.goBack();
  await settled(page);
  const year = comparison.retention.at(-1)?.b;
  if (!year || year.n === year.retained) throw new Error('The second segment of the sample has lost nobody in a year.');
  await figures.getByRole('link', { name: new RegExp(` of ${comparison.b.label}; .* lost within 12 months$`) }).click();
  await expectTotal(page, year.n - year.retained);
});

test('health of every cohort stands in figures, each of them a way to its accounts', async ({ app, page }) => {
  const { cohorts, all } = await askCore(app, 'cohorts.list', { by: 'plan' });
  const texts = await coreTexts(app);
  await goTo(page, '#/cohorts?by=plan');
  await choose(page.getByRole('radio', { name: 'Health', exact: true }));
  await expect.poll(() => paramOf(page, 'metric')).toBe('health');
  const table = section(page, 'Health by cohort').getByRole('table');
  await expect(table.getByRole('row')).toHaveCount(cohorts.length + 2);
  await expect(table.getByRole('row').last()).toContainText(texts.score(all.mean));
  const [first] = cohorts;
  if (!first) throw new Error('The sample has no plans.');
  await expect(table.getByRole('row').nth(1)).toContainText(texts.score(first.mean));
  await table.getByRole('link', { name: new RegExp(`below 50 of ${first.label},`) }).click();
  await expectTotal(page, first.atRiskAccounts);
});

test('boxes and lines lead to their accounts, by the keyboard as well', async ({ app, page }) => {
  const { cohorts } = await askCore(app, 'cohorts.list', { by: 'segment' });
  const [first] = cohorts;
  if (!first) throw new Error('The sample has no segments.');
  await goTo(page, '#/cohorts?by=segment');
  const box = section(page, 'Health today').getByRole('button', { name: first.label, exact: true });
  await tabTo(page, box, 120);
  await page.keyboard.press('Enter');
  await expectTotal(page, first.scored);
  await page.goBack();
  await settled(page);
  const line = section(page, 'Health over time').getByRole('button', { name: first.label, exact: true });
  await tabTo(page, line, 120);
  await page.keyboard.press('Enter');
  await expect(chip(page, 'Segment', first.label)).toBeVisible();
  await expectTotal(page, first.accounts);
});

test('before and after an initiative keeps its caution', async ({ app, page }) => {
  await goTo(page, '#/cohorts?by=segment');
  const part = section(page, 'Before and after an initiative');
  await expect(part).toContainText('Association, not proof');
  await expect(part).toContainText('Name the day');
  await part.getByLabel('Day of the initiative').fill('2026-01-11');
  await part.getByRole('combobox', { name: 'Accounts it touched' }).selectOption('SMB');
  await choose(part.getByRole('radio', { name: '8', exact: true }));
  const effect = await askCore(app, 'cohorts.initiative', {
    date: '2026-01-11',
    weeks: 8,
    touched: { cohortBy: 'segment', cohort: ['SMB'] },
  });
  await expect(part).toContainText(effect.verdict.sentence);
  await expect(part).toContainText('Association, not proof');
  expect([paramOf(page, 'on'), paramOf(page, 'touched'), paramOf(page, 'weeks')]).toEqual(['2026-01-11', 'SMB', '8']);
});

test('seasons are of everyone or of one cohort, and filters hold for the whole view', async ({ app, page }) => {
  const { cohorts, all } = await askCore(app, 'cohorts.list', { by: 'plan', filters: { segment: ['SMB'] } });
  await goTo(page, '#/cohorts?by=plan&segment=SMB');
  await expect(page.getByText(`${all.accounts} accounts in ${cohorts.length} cohorts`)).toBeVisible();
  await expect(chip(page, 'Segment', 'SMB')).toBeVisible();
  const seasons = section(page, 'Seasons');
  await expect(seasons).toContainText('a year before, over');
  await choose(seasons.getByRole('radio', { name: 'B', exact: true }));
  await expect.poll(() => paramOf(page, 'season')).toBe('b');
});

test('the triangle is exported with the counts behind each cell', async ({ app, page }) => {
  const { cohorts } = await askCore(app, 'cohorts.retention', { by: 'segment' });
  await goTo(page, '#/cohorts?by=segment');
  const { name, text } = await savedText(app, () =>
    section(page, 'Retention').getByRole('button', { name: 'Export CSV' }).click(),
  );
  expect(name).toMatch(/^cohorts-segment-\d{4}-\d{2}-\d{2}\.csv$/);
  const [header, ...rows] = parseCsv(text);
  expect(header?.slice(0, 5)).toEqual(['Cohort', 'Accounts', 'Months since start', 'Observed', 'Retained']);
  const year = cohorts[0]?.cells[12];
  expect(rows.find((row) => row[0] === cohorts[0]?.label && row[2] === '12')?.slice(3, 5)).toEqual([
    String(year?.n),
    String(year?.retained),
  ]);
});

test.describe('workspaces at the edge', () => {
  test.use({ workspace: 'none', at: '' });

  const LONG = 'Public sector and higher education and research in the Nordics';
  const list = (rows: readonly string[]) => ['account_id,name,segment,arr,start_date', ...rows, ''].join('\n');

  test('without a start date nothing is said about staying; long and right-to-left names stay inside', async ({
    app,
    page,
  }) => {
    await makeWorkspace(page, 'No starts');
    const accounts = list([`A-1,Alder,${LONG},,`, 'A-2,Birch,شركة النور للتقنية,,', 'A-4,Cedar,שירותים,1000,']);
    await importFiles(app, [makeFile(app, 'accounts.csv', accounts), makeFile(app, 'tickets.csv', TICKETS_CSV)]);
    await goTo(page, '#/cohorts?by=segment');
    await expect(finding(page)).toContainText('3 accounts in 3 cohorts');
    await expect(section(page, 'Retention')).toContainText('No account here has a start date');
    await expect(section(page, 'Health today')).toContainText('Nobody here has a score');
    for (const width of [1440, 900]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });

  test('one account is one cohort, and there is nothing to compare it with', async ({ app, page }) => {
    await makeWorkspace(page, 'One');
    const accounts = list(['A-1,Alder,SMB,,2024-02-01']);
    await importFiles(app, [makeFile(app, 'accounts.csv', accounts), makeFile(app, 'tickets.csv', TICKETS_CSV)]);
    await openView(page, 'Cohorts');
    await expect(finding(page)).toContainText('The only account is in one cohort');
    await expect(section(page, 'A against B')).toContainText('There is one cohort only');
    await choose(page.getByRole('radio', { name: 'Gross ARR' }));
    await expect(cells(page, '2024 Q1').first()).toHaveText('–');
  });
});
