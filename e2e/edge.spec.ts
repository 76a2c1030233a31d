import type { Page } from '@playwright/test';
import { askCore } from './pages/core.ts';
import { EDGES } from './pages/edges.ts';
import { finding, goTo, settled, sidewaysScroll } from './pages/shell.ts';
import { expect, type RunningApp, test } from './support/fixtures.ts';
import { takePicture } from './support/picture.ts';

/** What a missing value leaves behind when nobody thought of it. */
const SLIPS = /\b(NaN|undefined|Infinity|null)\b|\[object|Invalid Date/;
/** A sum of nothing that a sentence gives as a sum. */
const NO_MONEY = /\$0\b(?!\.)/;

/** Windows that are looked at: the usual one, and the narrow one in the dark. */
const WINDOWS = [
  { width: 1440, colorScheme: 'light' },
  { width: 900, colorScheme: 'dark' },
] as const;

async function placesOf(app: RunningApp): Promise<readonly { readonly name: string; readonly hash: string }[]> {
  const { accounts: count } = await askCore(app, 'workspace.summary', {});
  const { accounts } = count === 0 ? { accounts: [] } : await askCore(app, 'accounts.list', { limit: 1 });
  const id = accounts[0]?.accountId;
  const contact = id === undefined ? null : (await askCore(app, 'accounts.get', { accountId: id })).contacts[0];
  return [
    { name: 'portfolio', hash: '#/portfolio' },
    { name: 'accounts', hash: '#/accounts' },
    { name: 'accounts-grouped', hash: '#/accounts?group=segment' },
    { name: 'accounts-preview', hash: '#/accounts?preview=1' },
    { name: 'account', hash: `#/account/${id ?? 'A-1'}` },
    { name: 'contact', hash: `#/contact/${contact?.contactId ?? 'C-A-1'}` },
    { name: 'cohorts', hash: '#/cohorts' },
    { name: 'cohorts-arr', hash: '#/cohorts?by=segment&metric=gross' },
    { name: 'cohorts-health', hash: '#/cohorts?by=segment&metric=health' },
  ];
}

const twoFrames = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** What each portfolio says of itself. */
const FINDINGS: Readonly<Record<keyof typeof EDGES, string>> = {
  empty: 'Nothing is imported yet.',
  'one-account': 'Mean health slipped 3.6 to 54.4. No account is below\u00a050.',
  'without-arr': 'Mean health is 71.8. No account is below\u00a050.',
  'without-usage': '12 accounts are here, and none has enough data for a score yet: usage and growth are missing.',
  'long-names': 'Mean health rose 0.8 to 65.0. No account is below\u00a050.',
  'right-to-left': 'Mean health rose 0.8 to 65.0. No account is below\u00a050.',
  '40-segments': 'Mean health rose 0.6 to 66.1. No account is below\u00a050.',
};

// Every view in two windows: long on a busy machine.
test.describe.configure({ timeout: 300_000 });

for (const [edge, files] of Object.entries(EDGES)) {
  test.describe(`a workspace, ${edge}`, () => {
    test.use({ workspace: files });

    test('looks intended in every view', async ({ app, page }) => {
      const errors: string[] = [];
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));
      for (const { name, hash } of await placesOf(app)) {
        await goTo(page, hash);
        for (const { width, colorScheme } of WINDOWS) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme });
          await settled(page);
          await twoFrames(page);
          const where = `${edge}, ${name} at ${width} px`;
          expect.soft(await sidewaysScroll(page), where).toBe(0);
          expect.soft(await page.getByRole('main').innerText(), where).not.toMatch(SLIPS);
          if (edge === 'without-arr' || edge === 'empty')
            expect.soft(await page.getByRole('main').innerText(), where).not.toMatch(NO_MONEY);
          await takePicture(page, `${edge}-${name}-${width}-${colorScheme}`);
        }
      }
      await goTo(page, '#/portfolio');
      await expect(finding(page)).toHaveText(FINDINGS[edge as keyof typeof EDGES]);
      expect(errors).toEqual([]);
    });
  });
}
