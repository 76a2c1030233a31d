import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { qualityHtml } from '#electron/core/reports/quality-html.ts';
import { hostileReport } from '#electron/core/reports/testing/hostile-report.ts';

test('the data-quality report holds hostile names without running them, loads nothing and fits A4', async ({
  page,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'bellwether-report-'));
  try {
    const file = join(folder, 'report.html');
    const subject = { workspace: 'שלום <img src=x onerror=alert(1)>', version: '0', contract: '0', madeAt: 0 };
    writeFileSync(file, qualityHtml(hostileReport(), subject));
    const dialogs: string[] = [];
    const requests: string[] = [];
    const violations: string[] = [];
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.message());
      await dialog.dismiss();
    });
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => violations.push(message.text()));
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.goto(pathToFileURL(file).href);
    await expect(page.locator('.issue')).toHaveCount(40);
    expect(await page.locator('script, img, iframe, a').count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.emulateMedia({ media: 'print' });
    // what is left of A4 between the margins
    await page.setViewportSize({ width: Math.floor(((210 - 28) / 25.4) * 96), height: 1000 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    expect([dialogs, violations, requests]).toEqual([[], [], [pathToFileURL(file).href]]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
