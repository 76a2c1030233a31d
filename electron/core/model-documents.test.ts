import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { referencePage } from '#shared/model/reference.ts';
import { modelDocuments, referenceMarkdown } from './model-documents.ts';
import { loadPresets } from './models.ts';

const resources = fileURLToPath(new URL('../../resources', import.meta.url));
const presets = loadPresets(resources);
const documents = modelDocuments(presets);
const table = (id: string, section: string): readonly (readonly string[])[] => {
  const model = presets.find((preset) => preset.id === id);
  if (!model) throw new Error(`no preset ${id}`);
  const blocks = referencePage(model).sections.find((candidate) => candidate.id === section)?.blocks ?? [];
  return blocks.find((block) => block.kind === 'table')?.rows ?? [];
};

describe('documents of the models', () => {
  it.each([...documents.keys()])('resources/%s is what `npm run reference` writes', (name) => {
    const stored = readFileSync(join(resources, name), 'utf8');
    const made = documents.get(name) ?? '';
    if (name.endsWith('.json')) expect(JSON.parse(stored)).toEqual(JSON.parse(made));
    else expect(stored).toBe(made);
  });

  it('there is a page for every preset and no other', () => {
    expect(readdirSync(join(resources, 'reference')).sort()).toEqual(
      [...presets.map(({ id }) => `${id}.md`), 'README.md'].sort(),
    );
  });

  it('a page says weight, documented range, reach and origin of every dimension', () => {
    expect(table('001-six', 'dimensions')[5]).toEqual(['Financial', '7%', '5% to 10%', '0 to 100', 'default']);
    expect(table('003-signal', 'dimensions').map((cells) => cells[3])).toEqual([
      '0 to 90',
      '0 to 100',
      '0 to 100',
      '10 to 100',
      '5 to 100',
    ]);
  });

  it('a page says rule, origin and id of every signal, and the bounds of every segment', () => {
    expect(table('001-five', 'dimension-usage').map((cells) => [cells[1], cells[2], cells[5], cells[6]])).toEqual([
      ['40%', '0 at 0%, 100 at 100%', 'document', 'active_user_rate'],
      ['30%', '100 if daily, 66.7 if weekly, 33.3 if monthly, else 0', 'default', 'login_frequency'],
      ['30%', '0 at 0%, 100 at 100%', 'document', 'feature_adoption_30d'],
    ]);
    expect(table('002-four', 'dimension-growth')[3]?.[2]).toBe(
      '0 if Subscription change is downgrade or downgrade request, 30 if < 30 days, 60 if ≤ 180 days, else 100',
    );
    expect(table('onboarding', 'dimension-setup')[0]?.[2]).toBe(
      '100 when it keeps pace with Day of onboarding ÷ 45 (at least 20%), less in proportion',
    );
    expect(table('001-five', 'segments')).toEqual([
      ['All others', '75', '50', '25', '0', '–'],
      ['Enterprise', '70', '50', '25', '0', 'document'],
      ['SMB', '80', '60', '25', '0', 'document'],
    ]);
  });

  it('a page says what a flag does', () => {
    expect(table('004-five', 'flags')).toEqual([
      ['Red flag: Tickets > 5 and Usage, 30-day change ≤ −30%', 'puts the account into Red', 'document'],
      [
        'Yellow flag: Days since last login ≥ 14 days and Contract value, 30-day change ≥ −1% and ≤ 1%',
        'allows no better tier than Yellow',
        'default',
      ],
      ['Green flag: Usage, 90-day trend ≥ −5% and NPS rating > 8.0', 'is shown only', 'default'],
    ]);
  });

  it('cells with a bar stay one cell in Markdown', () => {
    const page = {
      id: 'x',
      title: 'X',
      sections: [
        {
          id: 's',
          title: 'S',
          blocks: [{ kind: 'table' as const, columns: ['a'], rows: [['left | right']] }],
        },
      ],
    };
    expect(referenceMarkdown(page)).toBe('# X\n\n## S\n\n| a |\n| --- |\n| left \\| right |\n');
  });
});
