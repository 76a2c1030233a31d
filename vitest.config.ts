import { defineConfig } from 'vitest/config';

// Tests never depend on the machine's zone or language.
const env = { TZ: 'UTC', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' };
const exclude = ['**/node_modules/**', 'out/**', 'dist/**', '.cache/**', 'e2e/**'];

export default defineConfig({
  test: {
    projects: [
      // A thousand runs of a property take a second on a quiet machine and many on a busy one.
      { test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude, env, testTimeout: 30_000 } },
      {
        test: {
          name: 'integration',
          include: ['**/*.itest.ts'],
          exclude,
          env,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
