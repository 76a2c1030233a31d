import type { Locator, Page } from '@playwright/test';
import { columnHeader, grid } from './pages/accounts.ts';
import { askCore } from './pages/core.ts';
import { chip } from './pages/portfolio.ts';
import { finding, goTo, hashOf, paramOf, settled, sidewaysScroll } from './pages/shell.ts';
import { expect, test } from './support/fixtures.ts';

type Stop = {
  readonly hash: string;
  /** What of the state stands in the page. */
  readonly shows: (page: Page) => Promise<void>;
};

const radio = (page: Page, group: string, name: string): Locator =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true });
const tab = (page: Page, name: string): Locator =>
  page
    .getByRole('main')
    .getByRole('navigation')
    .getByRole('link', { name: new RegExp(`^${name}`) });

/** One address for each kind of state that a view keeps in it. */
function stops(asOf: string, account: string): readonly Stop[] {
  return [
    { hash: '#/portfolio', shows: (page) => expect(radio(page, 'Months shown', '12 mo')).toBeChecked() },
    { hash: '#/portfolio?segment=SMB', shows: (page) => expect(chip(page, 'Segment', 'SMB')).toBeVisible() },
    {
      hash: `#/portfolio?asOf=${asOf}&months=all`,
      shows: async (page) => {
        await expect(page.getByRole('button', { name: 'Next snapshot' })).toBeEnabled();
        await expect(radio(page, 'Months shown', 'All')).toBeChecked();
      },
    },
    {
      hash: '#/accounts?sort=arr:desc',
      shows: (page) => expect(columnHeader(page, 'ARR')).toHaveAttribute('aria-sort', 'descending'),
    },
    { hash: '#/accounts?group=segment', shows: (page) => expect(page.getByRole('treegrid')).toBeVisible() },
    { hash: '#/accounts?preview=1', shows: (page) => expect(page.getByRole('complementary')).toBeVisible() },
    { hash: '#/accounts?cols=name,arr', shows: (page) => expect(grid(page).getByRole('columnheader')).toHaveCount(3) },
    {
      hash: '#/accounts?text=ha',
      shows: (page) => expect(page.getByRole('searchbox', { name: /^Find accounts/ })).toHaveValue('ha'),
    },
    { hash: `#/account/${account}`, shows: (page) => expect(finding(page)).not.toBeEmpty() },
    {
      hash: '#/cohorts?by=segment&metric=health',
      shows: (page) => expect(radio(page, 'Figure', 'Health')).toBeChecked(),
    },
    { hash: '#/cohorts?by=industry', shows: (page) => expect(radio(page, 'Figure', 'Logo')).toBeChecked() },
    {
      hash: '#/data?tab=quality',
      shows: (page) => expect(tab(page, 'Quality')).toHaveAttribute('aria-current', 'page'),
    },
    {
      hash: '#/models?tab=versions',
      shows: (page) => expect(tab(page, 'Versions')).toHaveAttribute('aria-current', 'page'),
    },
    { hash: '#/overrides?show=all', shows: (page) => expect(radio(page, 'Overrides shown', 'All')).toBeChecked() },
  ];
}

test('back and forward pass through every state that an address holds', async ({ app, page }) => {
  test.slow();
  const { snapshots } = await askCore(app, 'workspace.summary', {});
  const { topAtRisk } = await askCore(app, 'portfolio.summary', {});
  const way = stops(snapshots.at(-20) ?? '', topAtRisk[0]?.accountId ?? '');
  const came: string[] = [];
  for (const { hash, shows } of way) {
    await goTo(page, hash);
    await shows(page);
    came.push(hashOf(page));
  }
  const at = async (place: number): Promise<void> => {
    await expect.poll(() => hashOf(page), way[place]?.hash).toBe(came[place]);
    await settled(page);
    await way[place]?.shows(page);
  };
  for (let place = way.length - 2; place >= 0; place -= 1) {
    await page.goBack();
    await at(place);
  }
  for (let place = 1; place < way.length; place += 1) {
    await page.goForward();
    await at(place);
  }
  expect(paramOf(page, 'show')).toBe('all');
});

test('at 200 % zoom nothing scrolls sideways and everything can be reached', async ({ app, page }) => {
  const { topAtRisk } = await askCore(app, 'portfolio.summary', {});
  // 1440 × 900 at twice the size.
  await page.setViewportSize({ width: 720, height: 450 });
  for (const hash of ['#/portfolio', '#/accounts', `#/account/${topAtRisk[0]?.accountId}`, '#/cohorts', '#/what-if']) {
    await goTo(page, hash);
    expect.soft(await sidewaysScroll(page), hash).toBe(0);
    // What can be pressed lies inside the page, or inside something that scrolls.
    const lost = await page.getByRole('main').evaluate((main) => {
      const scrolls = (element: Element): boolean => {
        for (let up = element.parentElement; up && up !== main; up = up.parentElement)
          if (/auto|scroll/.test(getComputedStyle(up).overflowX)) return true;
        return false;
      };
      return [...main.querySelectorAll<HTMLElement>('a, button, input, select, [tabindex="0"]')]
        .filter((element) => element.checkVisibility() && !scrolls(element))
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return width > 1 && (left < -1 || right > innerWidth + 1);
        })
        .map((element) => element.getAttribute('aria-label') ?? element.textContent);
    });
    expect.soft(lost, hash).toEqual([]);
  }
});

/** The longest transition or animation that any element of the page has, s. */
const longestMotion = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const seconds = (text: string): number => Math.max(...text.split(',').map((part) => Number.parseFloat(part)));
    return Math.max(
      ...[...document.querySelectorAll('*')].map((element) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
        return Math.max(seconds(transitionDuration), animationName === 'none' ? 0 : seconds(animationDuration));
      }),
    );
  });

test('nothing moves for who asked for that, and something does for the others', async ({ page }) => {
  await expect(finding(page)).toBeVisible();
  await settled(page);
  expect(await longestMotion(page)).toBeLessThanOrEqual(0.001);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await longestMotion(page)).toBeLessThanOrEqual(0.001);
  await page.keyboard.press('Escape');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await longestMotion(page)).toBeGreaterThan(0.05);
});

test('the field of the palette names the answer that the arrows chose', async ({ page }) => {
  await expect(finding(page)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  const field = page.getByRole('textbox', { name: 'Search or jump to' });
  await expect(field).toBeFocused();
  const chosen = page.locator('.mantine-Spotlight-action[data-selected]');
  await expect(chosen).toHaveCount(1);
  const named: (string | null)[] = [];
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) {
    await page.keyboard.press(key);
    await expect(field).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? '-');
    named.push(await field.getAttribute('aria-activedescendant'));
  }
  expect(named[1]).not.toBe(named[2]);
});
