import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bellwether, bellwetherJson } from './testing.ts';

const TEXT = 'The sponsor told us on Friday that the renewal is signed.';
const ABOUT = ['--reason', 'relationship', '--text', TEXT, '--author', 'Ana'] as const;
let folder = '';
let workspace = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-overrides-'));
  workspace = join(folder, 'w.bellwether');
  const invoices = ['01', '02', '03', '04', '05', '06'].map(
    (month) => `I${month},A1,2026-${month}-01,2026-${month}-28,2026-${month}-20,900,paid`,
  );
  writeFileSync(
    join(folder, 'accounts.csv'),
    'account_id,name,start_date,renewal_date\nA1,Acme,2025-01-01,2027-06-01\n',
  );
  writeFileSync(
    join(folder, 'invoices.csv'),
    `invoice_id,account_id,issued_at,due_at,paid_at,amount,status\n${invoices.join('\n')}\n`,
  );
  writeFileSync(
    join(folder, 'contacts.csv'),
    'contact_id,account_id,name,role,is_sponsor,last_login_at\nC1,A1,Ada,Planner,true,2026-05-20\n',
  );
  bellwether(['init', workspace, '--name', 'W']);
  bellwether([
    'import',
    workspace,
    join(folder, 'accounts.csv'),
    join(folder, 'invoices.csv'),
    join(folder, 'contacts.csv'),
  ]);
  bellwether(['score', workspace]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('overrides on the command line', () => {
  it('are made, listed and ended', { timeout: 120_000 }, () => {
    const made = bellwetherJson(['override', workspace, 'A1', '--tier', 'Green', ...ABOUT, '--expires', '2026-08-01']);
    expect(made).toMatchObject({ accountId: 'A1', target: { kind: 'tier', tier: 'Green' }, expires: '2026-08-01' });
    bellwetherJson(['override', workspace, 'A1', '--dimension', 'usage', '--score', '75', ...ABOUT]);
    const list = bellwether(['overrides', workspace, '--active']);
    expect(list.status).toBe(0);
    expect(list.stdout).toContain('usage 75');
    expect(list.stdout).toContain(TEXT);
    expect(bellwether(['override-end', workspace, '1', '--by', 'Ben']).stdout).toContain(
      'Override 1 of Acme: tier Green from 2026-06-01 to 2026-08-01, ended.',
    );
    const left = bellwetherJson(['overrides', workspace, '--account', 'A1', '--active']);
    expect(left).toMatchObject({ overrides: [{ id: 2, active: true }], rate: { accounts: 1 } });
    expect(bellwetherJson(['overrides', workspace])).toMatchObject({
      overrides: [{ id: 2 }, { id: 1, endedBy: 'Ben' }],
    });
  });

  it('stand in the account, beside its people', { timeout: 120_000 }, () => {
    const { stdout } = bellwether(['account', workspace, 'A1']);
    expect(stdout).toMatch(/^Score +none/m);
    expect(stdout).toContain('Why this score\n');
    expect(stdout).toMatch(/Overrides\nOverride +Says[^\n]+\n[^\n]+\n +2 +usage 75 .+ active /);
    expect(stdout).toMatch(/C1 +Ada +Planner +sponsor +75.0 Green +2026-05-20/);
    const contact = bellwether(['contact', workspace, 'C1']);
    // Twelve days ago: 30 of the 40 points that are known, 75.
    expect(contact.stdout).toMatch(/^Health +75\.0 Green/m);
    expect(contact.stdout).toMatch(/Last activity +30\.0 +40 +12 days ago/);
    expect(bellwether(['contact', workspace, 'C9'])).toMatchObject({
      status: 1,
      stderr: 'There is no contact C9 in this workspace.\n',
    });
  });

  it('say what is missing', { timeout: 120_000 }, () => {
    const none = bellwether(['override', workspace, 'A1', ...ABOUT]);
    expect([none.status, none.stderr]).toEqual([1, 'An override says a score from 0 to 100, or a tier.\n']);
    const both = bellwether(['override', workspace, 'A1', '--tier', 'Red', '--score', '3', ...ABOUT]);
    expect([both.status, both.stderr]).toEqual([1, 'An override says either a tier or a score, not both.\n']);
    const word = bellwether(['override', workspace, 'A1', '--score', 'high', ...ABOUT]);
    expect(word.stderr).toBe('A score is a number from 0 to 100, not high.\n');
    expect(bellwether(['override', workspace, 'A1', '--tier', 'Red']).status).toBe(2);
  });
});
