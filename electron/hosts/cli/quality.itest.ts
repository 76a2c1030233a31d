import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { bellwether, bellwetherJson, SHARED } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-quality-'));
const workspace = join(folder, 'client.bellwether');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  const file = join(folder, 'accounts.csv');
  writeFileSync(
    file,
    'account_id,name,start_date,renewal_date\nA1,"<b>Acme</b>",2024-01-01,2023-01-01\nA2,Globex,2024-01-01,\n',
  );
  bellwetherJson(['init', workspace, '--name', 'Client']);
  bellwetherJson(['import', workspace, file]);
});

describe('bellwether quality', () => {
  it('prints tables for people and the contract for programs', () => {
    const { status, stdout } = bellwether(['quality', workspace]);
    expect(status).toBe(0);
    expect(stdout).toContain('1 of 2 accounts renews before it starts.');
    const report = contract['data.quality'].output.parse(
      bellwetherJson(['quality', workspace, '--as-of', '2024-06-30']),
    );
    expect(report).toMatchObject({ asOf: '2024-06-30', accounts: 2 });
  });

  it('writes the report whole and leaves no other file', () => {
    const file = join(folder, 'report.html');
    writeFileSync(file, 'before');
    expect(bellwether(['quality', workspace, '--html', file]).status).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    expect(page).toContain('&lt;b&gt;Acme&lt;/b&gt;');
    expect(readdirSync(folder).filter((name) => name.includes('report'))).toEqual(['report.html']);
  });

  it('says in one line what is wrong with a date or a place', () => {
    const date = bellwether(['quality', workspace, '--as-of', '2024-02-31']);
    expect([date.status, date.stderr]).toEqual([1, 'The as-of date is not a date that exists: 2024-02-31.\n']);
    const place = bellwether(['quality', workspace, '--html', join(folder, 'nowhere', 'report.html')]);
    expect([place.status, place.stdout]).toEqual([1, '']);
    expect(place.stderr).toMatch(/^report\.html cannot be written: its folder is not there\./);
  });
});

const BANK = join(SHARED, 'data', 'bank_saas_touchpoints');
if (!existsSync(BANK))
  console.log('skipped: ../shared/data/bank_saas_touchpoints is not here, rows without an account were not checked');

describe.skipIf(!existsSync(BANK))('files that name their accounts only', () => {
  it('waiting rows are an error with the names they wait for', () => {
    const bank = join(folder, 'bank.bellwether');
    bellwetherJson(['init', bank]);
    const mapping = join(folder, 'mapping.json');
    writeFileSync(mapping, '{"ticket_id":"ticket_id","created_date":"opened_at","client_name":"account_id"}');
    const tickets = join(BANK, 'support_tickets.csv');
    bellwetherJson(['import', bank, tickets, '--kind', 'tickets', '--mapping', mapping]);
    const report = contract['data.quality'].output.parse(bellwetherJson(['quality', bank]));
    const waiting = report.issues.find((issue) => issue.code === 'waiting');
    expect(waiting).toMatchObject({ kind: 'tickets', count: 35, severity: 'error' });
    expect(waiting?.rows.map((row) => row.row)).toContain('Harborview Community Bank');
  });
});
