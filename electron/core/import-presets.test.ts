import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { planFile } from '#electron/ingest/index.ts';
import { keepsExtras, mappableColumns } from '#electron/ingest/map/columns.ts';
import { headerKey } from '#electron/ingest/map/headers.ts';
import { makeReader } from '#electron/ingest/validate/cells.ts';
import { contract } from '#shared/contract/index.ts';
import type { ImportPreset } from '#shared/model/import-preset.ts';
import { KINDS } from '#shared/model/kinds.ts';
import { listPresets, listTemplates } from './handlers/presets.ts';
import { decodeImportPreset, loadImportPresets } from './import-presets.ts';

const resources = fileURLToPath(new URL('../../resources', import.meta.url));
const presets = loadImportPresets(resources);
const folder = mkdtempSync(join(tmpdir(), 'bellwether-presets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SYSTEMS =
  'Amplitude Chargebee ChurnZero Delighted Discourse Freshdesk Gainsight HubSpot Intercom Mixpanel Pendo Planhat Recurly Salesforce Segment Stripe SurveyMonkey Totango Wootric Zendesk';

/** A header row that has all the preset knows. */
function headersOf({ match, columns }: ImportPreset): string[] {
  const taken = new Set((match.none ?? []).map(headerKey));
  return [...match.all, ...(match.any ?? []).flat(), ...Object.keys(columns)].filter((header) => {
    const key = headerKey(header);
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

describe('import presets', () => {
  it('cover every system named, each table once', () => {
    expect([...new Set(presets.map((preset) => preset.system))].sort()).toEqual(SYSTEMS.split(' '));
    for (const field of ['id', 'title'] as const)
      expect(new Set(presets.map((preset) => preset[field])).size).toBe(presets.length);
  });

  it.each(presets.map((preset) => [preset.title, preset] as const))('%s maps to columns there are', (_, preset) => {
    const known = new Map(mappableColumns(preset.kind).map((column) => [column.name, column]));
    const open = keepsExtras(preset.kind);
    for (const [header, name] of Object.entries(preset.columns))
      if (name !== '') expect(known.has(name) || open, `${header} → ${name}`).toBe(true);
    const words = Object.entries(preset.values ?? {}).flatMap(([name, map]) =>
      Object.values(map).map((word) => [name, word] as const),
    );
    for (const [name, word] of [...Object.entries(preset.constants ?? {}), ...words]) {
      const column = known.get(name);
      expect(column, name).toBeDefined();
      if (!column) continue;
      const value = makeReader(column, { dateOrder: null, decimal: null }).read(word);
      expect(value ?? undefined, `${name} ${word}`).toBeDefined();
    }
    for (const header of Object.keys(preset.factors ?? {})) expect(preset.columns[header], header).toBeDefined();
  });

  it.each(presets.map((preset) => [preset.title, preset] as const))(
    '%s is recognised among all of them',
    (title, preset) => {
      const path = join(folder, `${preset.id.replaceAll('-', '')}x.csv`);
      writeFileSync(path, `${headersOf(preset).join(',')}\n`);
      // SurveyMonkey's ratings are under their own question: the person names them.
      const options = preset.id === 'surveymonkey-responses' ? { constants: { kind: 'csat', rating: '5' } } : {};
      const plan = planFile(path, { presets, ...options });
      expect([plan.origin, plan.kind]).toEqual([{ type: 'preset', name: title }, preset.kind]);
      const { origin } = planFile(path, {
        presets,
        remembered: false,
        kind: preset.kind,
        mapping: { ...plan.mapping },
        ...plan.recipe.options,
        ...options,
      });
      expect(origin.type).toBe('given');
    },
  );

  it('are listed as the contract says', () => {
    const listed = contract['presets.list'].output.parse({ presets: listPresets(presets) }).presets;
    expect(listed).toHaveLength(presets.length);
    for (const { source } of listed) expect(source).toMatch(/\w{3,}.*\.$/);
    contract['templates.list'].output.parse({ templates: listTemplates(resources) });
  });

  it('are refused when they could apply to anything', () => {
    const [preset] = presets;
    expect(() => decodeImportPreset({ ...preset, match: { all: ['id'] } })).toThrow(/nearly every file/);
    expect(() => decodeImportPreset({ ...preset, kind: 'weather' })).toThrow(/kind/);
  });
});

describe('import templates', () => {
  it('are the canonical headers, each with a word on it', () => {
    const templates = listTemplates(resources);
    expect(templates.map((template) => template.kind)).toEqual(Object.keys(KINDS));
    for (const { kind, file, csv, columns } of templates) {
      const names = mappableColumns(kind)
        .slice(0, columns.length)
        .map((column) => column.name);
      expect(csv, file).toBe(`${names.join(',')}\r\n`);
      expect(columns.map((column) => column.name)).toEqual(names);
      for (const { name, help } of columns) expect(help, `${kind} ${name}`).toMatch(/^.{10,}\.$/s);
      const path = join(folder, file);
      writeFileSync(path, csv);
      expect(planFile(path, { presets }).kind).toBe(kind);
      expect(readFileSync(path, 'utf8')).toBe(csv);
    }
  });
});
