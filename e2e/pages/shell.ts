import { expect, type Locator, type Page } from '@playwright/test';

/** Views of the open workspace, with the address of each; an account needs its id. */
export const VIEWS = [
  { name: 'Portfolio', hash: '#/portfolio' },
  { name: 'Accounts', hash: '#/accounts' },
  { name: 'Cohorts', hash: '#/cohorts' },
  { name: 'What-if', hash: '#/what-if' },
  { name: 'Validation', hash: '#/validation' },
  { name: 'Models', hash: '#/models' },
  { name: 'Data', hash: '#/data' },
  { name: 'Settings', hash: '#/settings' },
] as const;

export function navigation(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' });
}

export async function openView(page: Page, name: (typeof VIEWS)[number]['name']): Promise<void> {
  await navigation(page).getByRole('link', { name, exact: true }).click();
  await expect(navigation(page).getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
  await settled(page);
}

/** Moves the window to an address, as a link or the address bar does. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate(async (next) => {
    window.location.hash = next;
    // The view before is settled too: until the window has heard of the address and drawn.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, hash);
  await settled(page);
}

/** The view is there: its sentence stands, and nothing shows a loading state or is busy. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const main = document.querySelector('main');
      return (
        main?.querySelector('h1, .state')?.checkVisibility() === true &&
        main.querySelector('[role=status][aria-label^=Loading], [aria-busy=true]') === null
      );
    },
    undefined,
    { timeout: 20_000 },
  );
}

/** The part of the address that says where the window is. */
export function hashOf(page: Page): string {
  return new URL(page.url()).hash;
}

export function paramOf(page: Page, name: string): string | null {
  return new URLSearchParams(hashOf(page).split('?')[1] ?? '').get(name);
}

export function finding(page: Page): Locator {
  return page.getByRole('main').getByRole('heading', { level: 1 });
}

/** A titled section of a view. */
export function section(page: Page, name: string | RegExp): Locator {
  return page.getByRole('region', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
}

/** Opens the command palette and picks what `text` finds, with the keyboard alone. */
export async function jumpTo(page: Page, text: string, label: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  const search = page.getByRole('textbox', { name: 'Search or jump to' });
  await expect(search).toBeFocused();
  await page.keyboard.type(text);
  const action = page.locator('.mantine-Spotlight-action').first();
  await expect(action).toContainText(label);
  if ((await action.getAttribute('data-selected')) === null) await page.keyboard.press('ArrowDown');
  await expect(action).toHaveAttribute('data-selected', /.*/);
  await page.keyboard.press('Enter');
}

/** Clicks a choice and waits until it holds: one that lives in the address is set a moment after the click. */
export async function choose(choice: Locator): Promise<void> {
  await choice.click();
  await expect(choice).toBeChecked();
}

/** How far the window scrolls sideways; 0 when nothing is wider than it. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Presses Tab until the element has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Not reached with ${most} presses of Tab: ${target}`);
}
