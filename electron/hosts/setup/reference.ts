import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { modelDocuments } from '#electron/core/model-documents.ts';
import { loadPresets } from '#electron/core/models.ts';

// Rewrites what is generated from the model definitions: the reference pages and the schema of model documents.
const resources = fileURLToPath(new URL('../../../resources', import.meta.url));
for (const [name, content] of modelDocuments(loadPresets(resources))) {
  const file = join(resources, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  console.log(`resources/${name}`);
}
