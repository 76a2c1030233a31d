import type { Command } from 'commander';
import { AppError } from '#shared/contract/errors.ts';
import { type MappingFile, mappingFile } from '#shared/contract/mappings.ts';
import { readJson, writeJson } from '../documents.ts';
import { show, table } from '../output.ts';
import { withSession } from '../session.ts';

type Json = { readonly json?: boolean };

function idOf(text: string): number {
  const id = Number(text);
  if (!Number.isInteger(id) || id < 1)
    throw new AppError('bad_request', `The mapping is a number from the list of \`mappings\`, not ${text}.`);
  return id;
}

function readDocument(path: string): MappingFile {
  const parsed = mappingFile.safeParse(readJson(path, 'mapping_invalid'));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new AppError(
      'mapping_invalid',
      `${path} is not a mapping document: ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'unknown'}.`,
    );
  }
  return parsed.data;
}

const day = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString().slice(0, 10));

export function addMappings(program: Command): void {
  program
    .command('mappings <workspace>')
    .description('Lists the mappings kept in a workspace; each is applied to files with the same headers.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, options: Json) => {
      const data = await withSession(workspace, (session) => session.call('mappings.list', {}));
      await show(options.json ?? false, data, ({ mappings }) =>
        table(mappings, [
          { title: 'Mapping', of: (mapping) => mapping.id, right: true },
          { title: 'Name', of: (mapping) => mapping.name },
          { title: 'Kind', of: (mapping) => mapping.kind },
          { title: 'Columns', of: (mapping) => mapping.headers.length, right: true },
          { title: 'Saved', of: (mapping) => day(mapping.savedAt) },
          { title: 'Last used', of: (mapping) => day(mapping.usedAt) },
          { title: 'Uses', of: (mapping) => mapping.uses, right: true },
        ]),
      );
    });
  const mapping = program.command('mapping').description('Exports, imports or removes a saved mapping.');
  mapping
    .command('export <workspace> <id>')
    .description('Writes a saved mapping as a JSON document that `mapping import` and `import --mapping` read.')
    .requiredOption('--out <file>', 'file to write; must not exist')
    .action(async (workspace: string, id: string, options: { readonly out: string }) => {
      const wanted = idOf(id);
      const { mappings } = await withSession(workspace, (session) => session.call('mappings.list', {}));
      const found = mappings.find((known) => known.id === wanted);
      if (!found) throw new AppError('not_found', `There is no mapping ${id} in this workspace.`);
      const { bellwetherMapping, name, headers, options: how } = found;
      writeJson(options.out, { bellwetherMapping, name, headers, options: how });
      process.stderr.write(`Wrote the mapping "${name}".\n`);
    });
  mapping
    .command('import <workspace> <file>')
    .description('Keeps a mapping document in the workspace; it replaces the one for the same headers.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, file: string, options: Json) => {
      const document = readDocument(file);
      const data = await withSession(workspace, (session) => session.call('mappings.save', { mapping: document }));
      await show(options.json ?? false, data, ({ id, name, kind }) => `Mapping ${id}, "${name}", for ${kind}.`);
    });
  mapping
    .command('remove <workspace> <id>')
    .description('Forgets a saved mapping; data imported with it stays.')
    .option('--json', 'print one JSON document')
    .action(async (workspace: string, id: string, options: Json) => {
      const wanted = idOf(id);
      const data = await withSession(workspace, (session) => session.call('mappings.remove', { id: wanted }));
      await show(options.json ?? false, data, () => `Mapping ${id} is forgotten.`);
    });
}
