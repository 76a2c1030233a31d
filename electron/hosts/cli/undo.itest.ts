import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeWriter, openWriter } from '#electron/store/open.ts';
import { runDoctor } from '#electron/store/reads/doctor.ts';
import { bellwether, bellwetherJson, bellwetherKilled } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-undo-'));
const base = join(folder, 'base.bellwether');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;
function copy(): string {
  copies += 1;
  const path = join(folder, `copy${copies}.bellwether`);
  copyFileSync(base, path);
  return path;
}

/** 100 accounts × 200 days × 2 metrics. */
function usageFile(shift: number): string {
  const lines = ['account_id,date,logins,sessions'];
  for (let account = 1; account <= 100; account += 1)
    for (let day = 0; day < 200; day += 1)
      lines.push(
        `A${account},${new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10)},${(day % 9) + shift},1`,
      );
  return `${lines.join('\n')}\n`;
}

beforeAll(() => {
  const accounts = Array.from({ length: 100 }, (_, index) => `A${index + 1},Account ${index + 1}`);
  const files = {
    'accounts.csv': `account_id,name\n${accounts.join('\n')}\n`,
    'usage-1.csv': usageFile(0),
    'usage-2.csv': usageFile(1),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  bellwetherJson(['init', base, '--name', 'Undo', '--currency', 'EUR']);
  for (const name of Object.keys(files)) bellwetherJson(['import', base, join(folder, name)]);
}, 120_000);

type State = { readonly undone: number; readonly usage: number; readonly sum: number; readonly journal: number };

/** What the workspace holds after a process ended, and whether the doctor has no complaint. */
function stateOf(path: string): State {
  const db = openWriter(path);
  try {
    expect(runDoctor(db, path).filter((check) => !check.ok)).toEqual([]);
    const state = db
      .prepare<[], State>(
        `SELECT (SELECT count(*) FROM batch WHERE undone_at IS NOT NULL) AS undone, (SELECT count(*) FROM usage) AS usage,
                (SELECT sum(value) FROM usage) AS sum, (SELECT count(*) FROM usage_change) AS journal`,
      )
      .get();
    return state ?? { undone: -1, usage: 0, sum: 0, journal: 0 };
  } finally {
    closeWriter(db);
  }
}

describe('bellwether undo', () => {
  test('says what it did, or what it would do', () => {
    const path = copy();
    const before = stateOf(path);
    const tried = bellwether(['undo', path, '3', '--dry-run']);
    expect(tried.status).toBe(0);
    expect(tried.stdout).toContain('Nothing was changed (--dry-run).');
    expect(stateOf(path)).toEqual(before);
    expect(bellwetherJson(['undo', path, '2', '3'])).toMatchObject({
      undone: [
        { batchId: 3, removed: 0, restored: 20_000, kept: 20_000, hidden: 0, waiting: 0 },
        { batchId: 2, removed: 40_000, restored: 0, kept: 0 },
      ],
    });
    expect(stateOf(path)).toEqual({ undone: 2, usage: 0, sum: null, journal: 0 });
    const again = bellwether(['undo', path, '3']);
    expect([again.status, again.stderr]).toEqual([
      1,
      'Batch 3 (usage-2.csv) has been undone already. Nothing was changed.\n',
    ]);
    expect(bellwether(['undo', path, 'three']).status).toBe(1);
    expect(bellwether(['undo', path]).status).toBe(2);
  }, 120_000);

  test('killed without warning it has happened whole or not at all', async () => {
    const before = stateOf(copy());
    const whole = copy();
    const started = performance.now();
    bellwetherJson(['undo', whole, '2', '--no-score']);
    const took = performance.now() - started;
    const after = stateOf(whole);
    expect(after).not.toEqual(before);
    let unfinished = 0;
    for (const share of [0.3, 0.7, 0.85, 0.95]) {
      const path = copy();
      await bellwetherKilled(['undo', path, '2', '--no-score'], took * share);
      const state = stateOf(path);
      expect([before, after]).toContainEqual(state);
      if (state.undone === 0) unfinished += 1;
      // What was not done can be done now.
      if (state.undone === 0) bellwetherJson(['undo', path, '2', '--no-score']);
      expect(stateOf(path)).toEqual(after);
    }
    expect(unfinished).toBeGreaterThan(0);
  }, 120_000);
});
