import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cohortFiles } from '#electron/core/handlers/testing/cohorts.ts';
import { contract } from '#shared/contract/index.ts';
import { bellwether, bellwetherJson } from './testing.ts';

let folder = '';
let workspace = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-cohorts-'));
  workspace = join(folder, 'w.bellwether');
  const files = Object.entries(cohortFiles()).map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
  bellwether(['init', workspace, '--name', 'W']);
  bellwether(['import', workspace, ...files]);
  bellwether(['score', workspace]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cohorts on the command line', () => {
  it('print a triangle, or one document', { timeout: 120_000 }, () => {
    const table = bellwether(['cohorts', workspace, '--by', 'startQuarter']);
    expect(table.status).toBe(0);
    const lines = table.stdout.split('\n').map((line) => line.replace(/ +/g, ' '));
    expect(lines).toContain('Cohort Accounts M0 M1 M2 M3 M6 M9 M12');
    expect(lines).toContain('2025 Q1 6 100% 100% 100% 100% 83% 83% 83%');
    expect(lines).toContain('2025 Q2 6 100% 83% 83% 83% 83% 83% 83%');
    const { metric, ...reply } = bellwetherJson(['cohorts', workspace, '--by', 'startQuarter']) as { metric: string };
    expect(metric).toBe('logo');
    expect(contract['cohorts.retention'].output.parse(reply)).toEqual(reply);
  });

  it('measure ARR or health of any field, as of any day, of any accounts', { timeout: 120_000 }, () => {
    const arr = bellwether(['cohorts', workspace, '--by', 'colour', '--metric', 'arr']).stdout;
    expect(arr).toContain('Gross ARR retention by Colour');
    expect(arr).toContain('Net ARR retention by Colour');
    expect(arr).toContain('Not known');
    const health = contract['cohorts.list'].output.parse(
      bellwetherJson([
        'cohorts',
        workspace,
        '--by',
        'plan',
        '--metric',
        'health',
        '--as-of',
        '2025-12-28',
        '--filter',
        'plan=Pro',
      ]),
    );
    expect([health.asOf, health.cohorts.map(({ value, accounts }) => [value, accounts])]).toEqual([
      '2025-12-28',
      [['Pro', 6]],
    ]);
    expect(bellwether(['cohorts', workspace, '--by', 'plan', '--metric', 'health']).stdout).toMatch(
      /^Plan +Accounts +Scored/,
    );
  });

  it('name the fields there are, and refuse wrong use', { timeout: 120_000 }, () => {
    const unknown = bellwether(['cohorts', workspace, '--by', 'mood', '--json']);
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toMatch(
      /^There is no field mood to make cohorts by\. Fields: startMonth, .*, Colour, .*\.\n$/,
    );
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: 'bad_request' } });
    expect(bellwether(['cohorts', workspace]).status).toBe(2);
    expect(bellwether(['cohorts', workspace, '--by', 'plan', '--metric', 'mood']).status).toBe(2);
    expect(bellwether(['cohorts', '--help']).stdout.replace(/\s+/g, ' ')).toContain(
      'or the name of a custom attribute',
    );
  });
});
