import { headerFingerprint } from '#electron/ingest/index.ts';
import { findMapping, readMappings, type StoredMapping } from '#electron/store/reads/mappings.ts';
import { bumpRevision } from '#electron/store/writes/ledger.ts';
import { removeMapping, saveMapping } from '#electron/store/writes/mappings.ts';
import { fileKind } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { SavedMapping } from '#shared/contract/mappings.ts';
import type { ReadContext, WriteContext } from '../context.ts';

function described(mapping: StoredMapping): SavedMapping {
  return {
    bellwetherMapping: 1,
    ...mapping,
    kind: fileKind.parse(mapping.kind),
    headers: [...mapping.headers],
  };
}

export function mappingsHandler(context: ReadContext): OutputOf<'mappings.list'> {
  return { mappings: readMappings(context.db).map(described) };
}

export function saveMappingHandler(
  context: WriteContext,
  input: ParsedInputOf<'mappings.save'>,
): OutputOf<'mappings.save'> {
  const { name, headers, options } = input.mapping;
  if (options.kind === undefined)
    throw new AppError('mapping_invalid', 'The mapping does not say what kind of table it is for.');
  for (const header of Object.keys(options.mapping ?? {}))
    if (!headers.includes(header))
      throw new AppError(
        'mapping_invalid',
        `The mapping is about a column "${header.slice(0, 80)}" that is not among its headers.`,
      );
  const fingerprint = headerFingerprint(headers);
  const kind = options.kind;
  context.db
    .transaction(() => {
      saveMapping(context.db, { fingerprint, name, kind, headers, options, savedAt: context.now() });
      bumpRevision(context.db);
    })
    .immediate();
  const saved = findMapping(context.db, fingerprint);
  if (!saved) throw new AppError('internal', 'The mapping was not stored.');
  return described(saved);
}

export function removeMappingHandler(
  context: WriteContext,
  input: ParsedInputOf<'mappings.remove'>,
): OutputOf<'mappings.remove'> {
  context.db
    .transaction(() => {
      if (!removeMapping(context.db, input.id)) throw new AppError('not_found', 'That mapping is not saved any more.');
      bumpRevision(context.db);
    })
    .immediate();
  return {};
}
