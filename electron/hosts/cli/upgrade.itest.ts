import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { oldWorkspace } from '#electron/store/testing.ts';
import { bellwether, bellwetherJson } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('brings a workspace of an earlier format up to date, with a copy of it as it was, and needs no window', {
  timeout: 60_000,
}, () => {
  const path = oldWorkspace(folder, 3);
  expect(bellwether(['batches', path]).stdout).toContain('a.csv');
  expect(existsSync(`${path}.before-v4.bak`)).toBe(true);
  expect(bellwetherJson(['batches', path])).toMatchObject({ batches: [{ file: 'a.csv' }] });
});
