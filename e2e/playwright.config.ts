import { defineConfig } from '@playwright/test';
import type { HostOptions } from './support/fixtures.ts';

const executablePath = process.env['CHROMIUM_PATH'];

export default defineConfig<HostOptions>({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './support/global-setup.ts',
  forbidOnly: Boolean(process.env['CI']),
  fullyParallel: true,
  workers: 2,
  // A shared, loaded machine may miss a deadline once; a test that fails twice has failed. Reported as flaky.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    timezoneId: 'UTC',
    locale: 'en-US',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'browser', use: { host: 'browser' }, testIgnore: 'shell.spec.ts' },
    {
      name: 'electron-double',
      use: { host: 'electron-double' },
      // What a page looks like, and what it does with the core alone, does not depend on the host.
      grepInvert: /@page/,
      testIgnore: [
        'hosts.spec.ts',
        'window.spec.ts',
        'a11y.spec.ts',
        'addresses.spec.ts',
        'cohorts.spec.ts',
        'edge.spec.ts',
        'keyboard.spec.ts',
        'screenshots.spec.ts',
        'quality-report.spec.ts',
        'validation.spec.ts',
      ],
    },
  ],
});
