import { defineConfig } from '@playwright/test';
import type { WorkerOptions } from './support/fixtures.ts';

const executablePath = process.env['CHROMIUM_PATH'];

export default defineConfig<object, WorkerOptions>({
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
    // Recording costs a tenth of the time: what failed in the gate is recorded when it is tried again.
    trace: process.env['CI'] ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
  projects: [
    { name: 'browser', use: { host: 'browser' }, testIgnore: ['shell.spec.ts', 'screenshots.spec.ts'] },
    // The whole shell, and of all else what goes through the bridge, the dialogs or the shell.
    { name: 'electron-double', use: { host: 'electron-double' }, grep: /@hosts|shell\.spec\.ts/ },
    // Nothing is compared with the pictures: `npm run pictures` takes them to be looked at.
    {
      name: 'pictures',
      use: { host: 'browser' },
      testMatch: ['screenshots.spec.ts', 'edge.spec.ts', 'gallery.spec.ts'],
    },
  ],
});
