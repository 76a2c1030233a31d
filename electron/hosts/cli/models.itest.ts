import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { modelFile } from '#shared/contract/model-file.ts';
import { bellwether, bellwetherJson } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'bellwether-cli-models-'));
const at = (name: string): string => join(folder, name);
const workspace = at('client.bellwether');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  writeFileSync(at('accounts.csv'), 'account_id,name,start_date,renewal_date\nA1,Acme,2024-01-01,2026-09-01\n');
  writeFileSync(
    at('invoices.csv'),
    'invoice_id,account_id,issued_at,due_at,paid_at,amount,status\nI1,A1,2026-05-01,2026-05-15,2026-05-10,500,paid\nI2,A1,2026-06-01,2026-06-15,2026-06-10,500,paid\n',
  );
  bellwetherJson(['init', workspace, '--name', 'Client']);
  bellwetherJson(['import', workspace, at('accounts.csv'), at('invoices.csv')]);
  bellwetherJson(['score', workspace]);
});

const read = (name: string) => modelFile.parse(JSON.parse(readFileSync(at(name), 'utf8')));
const decision = ['--by', 'Kim', '--note', 'Agreed in the review'];

describe('bellwether models and model', () => {
  it('lists, shows, writes and compares presets without a workspace', () => {
    const { models } = contract['models.list'].output.parse(bellwetherJson(['models']));
    expect(models.map((model) => model.id)).toContain('001-five');
    expect(bellwether(['models']).stdout).toMatch(/^\* {2}003-signal@1/m);
    expect(bellwether(['model', 'show', '003-signal']).stdout).toContain('+10 if ≥ 0.95, −20 if < 0.50');

    const written = bellwether(['model', 'export', '003-signal', '--out', at('preset.json')]);
    expect(written).toMatchObject({ status: 0, stdout: '', stderr: 'Wrote 003-signal@1.\n' });
    expect(read('preset.json')).toMatchObject({ id: '003-signal', version: 1 });
    const again = bellwether(['model', 'export', '003-signal', '--out', at('preset.json')]);
    expect([again.status, again.stderr]).toEqual([1, `${at('preset.json')} exists already.\n`]);
    writeFileSync(
      at('input.json'),
      '{"accounts":[{"id":"A","dimensions":{"usage":65,"support":50,"billing":80,"engagement":40,"growth":30}}]}',
    );
    // TV1
    expect(bellwetherJson(['evaluate', '--model', at('preset.json'), '--input', at('input.json')])).toMatchObject({
      results: [{ score: 56, tier: 'Yellow' }],
    });

    const diff = contract['models.diff'].output.parse(
      bellwetherJson(['model', 'diff', '003-signal', '003-signal-rescaled']),
    );
    expect(diff.differences).toContainEqual({
      area: 'dimensions',
      what: 'Method of Usage',
      from: 'points added to 50, cut at 0 and 100',
      to: 'points stretched over 0 to 100, neutral at 50',
    });
    expect(bellwether(['model', 'diff', '003-signal'])).toMatchObject({ status: 2, stdout: '' });
  });

  it('keeps, promotes and takes back versions of a workspace', { timeout: 180_000 }, () => {
    bellwether(['model', 'export', workspace, '003-signal', '--out', at('ours.json')]);
    const document = read('ours.json');
    for (const dimension of document.dimensions) {
      if (dimension.id === 'usage') dimension.weight = 20;
      if (dimension.id === 'billing') dimension.weight = 30;
    }
    writeFileSync(at('ours.json'), JSON.stringify(document));
    const importing = ['model', 'import', workspace, at('ours.json'), '--author', 'Kim', '--note', 'Billing says more'];
    expect(contract['models.save'].output.parse(bellwetherJson(importing))).toMatchObject({
      modelVersion: '003-signal@2',
      parentVersion: 1,
      author: 'Kim',
      changeNote: 'Billing says more',
      active: false,
    });
    // the document still carries number 1, so that is what it was made from; and whose words it has
    expect(bellwetherJson(importing.slice(0, 4))).toMatchObject({
      modelVersion: '003-signal@3',
      parentVersion: 1,
      author: document.author,
      changeNote: document.changeNote,
    });
    const same = bellwether(['model', 'import', workspace, at('preset.json'), '--author', 'Kim', '--note', 'x']);
    expect([same.status, same.stderr]).toEqual([
      1,
      'Nothing was changed: the draft is the same as version 1 of 003-signal, so there is no new version to keep.\n',
    ]);
    expect(bellwether(['model', 'diff', workspace, '003-signal@1', '003-signal@2']).stdout).toMatch(
      /dimensions {2}Weight of Billing {2}20% +30%/,
    );
    writeFileSync(at('broken.json'), '{"id":"ours"}');
    expect(
      bellwether(['model', 'import', workspace, at('broken.json'), '--author', 'K', '--note', 'x']).stderr,
    ).toMatch(/^The model file is not valid at /);

    const nothing = bellwether(['model', 'rollback', workspace, '--by', 'Kim']);
    expect([nothing.status, nothing.stderr]).toEqual([
      1,
      'No version was promoted in this workspace, so there is none to go back to.\n',
    ]);
    const before = bellwetherJson(['account', workspace, 'A1']);
    expect(bellwether(['model', 'promote', workspace, '003-signal@2', ...decision])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("required option '--reviewer <name>' not specified"),
    });
    const promoted = contract['models.promote'].output.parse(
      bellwetherJson(['model', 'promote', workspace, '003-signal@2', ...decision, '--reviewer', 'Lee']),
    );
    expect(promoted.promotion).toMatchObject({ modelVersion: '003-signal@2', from: '003-signal@1', by: 'Kim' });
    expect(promoted.snapshots).toBeGreaterThan(0);
    expect(bellwetherJson(['account', workspace, 'A1', '--model', '003-signal@1'])).toEqual(before);
    expect(bellwether(['models', workspace]).stdout).toMatch(/^\* {2}003-signal@2/m);
    expect(bellwetherJson(['score', workspace])).toMatchObject({ modelVersion: '003-signal@2' });

    expect(bellwether(['model', 'rollback', workspace, '--by', 'Kim']).stdout).toMatch(
      /^003-signal@1 is the official version now, 003-signal@2 was before; \d+ days? scored under it\.\n$/,
    );
    expect(bellwetherJson(['account', workspace, 'A1'])).toEqual(before);
    expect(bellwether(['model', 'history', workspace]).stdout).toMatch(/^Sealed test {2}\S/m);
    expect(bellwetherJson(['model', 'history', workspace])).toMatchObject({
      promotions: [
        { modelVersion: '003-signal@1', from: '003-signal@2' },
        { modelVersion: '003-signal@2', from: '003-signal@1', note: 'Agreed in the review' },
      ],
    });
    const shown = modelFile.parse(bellwetherJson(['model', 'show', '003-signal@2', '--workspace', workspace]));
    expect(shown).toMatchObject({ version: 2, parentVersion: 1, author: 'Kim' });
  });
});
