import { join } from 'node:path';
import { z } from 'zod';
import { modelFile } from '#shared/contract/model-file.ts';
import { type HealthModel, modelVersionOf } from '#shared/model/health-model.ts';
import { type ReferenceBlock, type ReferencePage, referencePage } from '#shared/model/reference.ts';
import { percentText } from '#shared/model/rule-text.ts';

/** Documents made from the model definitions, so that code and documentation cannot differ. */

const cell = (value: string): string => value.replaceAll('|', '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function blockMarkdown(block: ReferenceBlock): string {
  switch (block.kind) {
    case 'text':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'table':
      return [row(block.columns), row(block.columns.map(() => '---')), ...block.rows.map(row)].join('\n');
  }
}

/** A reference page as Markdown. */
export function referenceMarkdown(page: ReferencePage): string {
  const sections = page.sections.map(({ title, blocks }) => [`## ${title}`, ...blocks.map(blockMarkdown)].join('\n\n'));
  return `${[`# ${page.title}`, ...sections].join('\n\n')}\n`;
}

function indexMarkdown(models: readonly HealthModel[]): string {
  const rows = models.map((model) => [
    `[${model.name}](${model.id}.md)`,
    modelVersionOf(model),
    model.dimensions.map(({ name, weight }) => `${name} ${percentText(weight / 100)}`).join(', '),
    model.tiers.map(({ name, from }) => `${name} ${from}`).join(', '),
  ]);
  const table = { kind: 'table', columns: ['Model', 'Version', 'Dimensions', 'Tiers'], rows } as const;
  return `# Models\n\nGenerated from resources/models by \`npm run reference\`.\n\n${blockMarkdown(table)}\n`;
}

/** The published schema of model documents, as JSON Schema of what a file may hold. */
export function modelSchema(): string {
  const schema = z.toJSONSchema(
    modelFile.meta({
      title: 'Health model',
      description: 'A health model of Bellwether. What a document leaves out takes the default.',
    }),
    { io: 'input' },
  );
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Every generated document under the resources folder: file name relative to it, and its text. */
export function modelDocuments(models: readonly HealthModel[]): ReadonlyMap<string, string> {
  return new Map([
    [join('schemas', 'model.schema.json'), modelSchema()],
    [join('reference', 'README.md'), indexMarkdown(models)],
    ...models.map((model) => [join('reference', `${model.id}.md`), referenceMarkdown(referencePage(model))] as const),
  ]);
}
