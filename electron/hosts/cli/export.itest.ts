import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bellwether, bellwetherJson } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe('export on the command line', () => {
  it('takes the format from the name, replaces nothing unasked and says what it wrote', { timeout: 180_000 }, () => {
    writeFileSync(at('accounts.csv'), 'account_id,name,arr\n1,=Acme,10\n2,Bolt,many\n');
    bellwether(['init', at('w.bellwether'), '--currency', 'EUR']);
    bellwetherJson(['import', at('w.bellwether'), at('accounts.csv')]);
    expect(bellwetherJson(['export', at('w.bellwether'), 'accounts', '--out', at('out.csv')])).toMatchObject({
      file: 'out.csv',
      rows: 1,
    });
    expect(readFileSync(at('out.csv'), 'utf8')).toContain("1,'=Acme,");
    const again = bellwether(['export', at('w.bellwether'), 'accounts', '--out', at('out.csv')]);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    expect(again.stderr).toBe('out.csv is already there; give another name, or --force to replace it.\n');
    expect(bellwether(['export', at('w.bellwether'), 'accounts', '--out', at('out.csv'), '--force']).status).toBe(0);
    expect(bellwether(['export', at('w.bellwether'), 'accounts', '--out', at('out')]).stderr).toContain('--format');
    expect(bellwether(['export', at('w.bellwether'), 'everything', '--out', at('x.csv')]).stderr).toContain(
      'There is: ',
    );
    expect(existsSync(at('x.csv'))).toBe(false);

    expect(bellwether(['rejected', at('w.bellwether'), '1', '--csv', at('rejected.csv')]).stderr).toContain(
      'Wrote 1 rejected rows to rejected.csv.',
    );
    const rejected = readFileSync(at('rejected.csv'), 'utf8');
    expect(rejected).toContain(
      'account_id,name,arr,bellwether_batch,bellwether_line,bellwether_column,bellwether_code,bellwether_reason',
    );
    writeFileSync(at('corrected.csv'), rejected.replace('many', '20'));
    expect(bellwetherJson(['import', at('w.bellwether'), at('corrected.csv')])).toMatchObject({
      batches: [{ kind: 'accounts', created: 1, rejected: 0 }],
    });
  });

  it('writes the import templates, and keeps files with other contents', () => {
    const templates = at('templates');
    expect(bellwether(['templates', templates]).status).toBe(0);
    const files = readdirSync(templates);
    expect(files).toContain('accounts.csv');
    expect(bellwether(['templates', templates]).status).toBe(0);
    writeFileSync(join(templates, 'accounts.csv'), 'mine');
    expect(bellwether(['templates', templates])).toMatchObject({ status: 1 });
    expect(readFileSync(join(templates, 'accounts.csv'), 'utf8')).toBe('mine');
    expect(bellwether(['templates', templates, '--force']).status).toBe(0);
    expect(readFileSync(join(templates, 'accounts.csv'), 'utf8')).toMatch(/^account_id,name,/);
  });
});
