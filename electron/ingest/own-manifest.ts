import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { inflateCaps } from './read/inflate.ts';
import { readHead } from './read/scan.ts';
import { type ByteSource, fileVolume, rangeSource, readAt } from './read/volume.ts';
import { readZip, zipSource } from './read/zip.ts';
import type { Control } from './types.ts';

const NAME = 'manifest.json';
/** Ledgers are small beside tables; a model document has a few kilobytes. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The list of contents of a workspace export: what it holds beside tables. */
export type OwnManifest = {
  /** How the table list names it: relative to what was picked. */
  readonly part: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly document: Readonly<Record<string, unknown>>;
};

/**
 * The manifest of an export of a whole workspace: of its archive, of the folder it was unpacked into, or picked itself. Null for
 * everything else, so that files of that name by others are passed over as before.
 */
export function readOwnManifest(path: string, control?: Control): OwnManifest | null {
  const found = sourceOf(path, DEFAULT_LIMITS);
  if (!found) return null;
  const bytes = readHead(found.source, MAX_BYTES, control);
  const document = parsed(bytes.toString('utf8'));
  return (
    document && {
      part: found.part,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      document,
    }
  );
}

function sourceOf(path: string, limits: Limits): { readonly part: string; readonly source: ByteSource } | null {
  if (!existsSync(path)) return null;
  if (statSync(path).isDirectory()) {
    const inside = join(path, NAME);
    return existsSync(inside) ? { part: NAME, source: rangeSource(fileVolume(inside)) } : null;
  }
  const volume = fileVolume(path);
  if (readAt(volume, 0, 4).toString('latin1') === 'PK\x03\x04') {
    const entry = readZip(volume, limits).find(({ name }) => name === NAME);
    return entry ? { part: NAME, source: zipSource(volume, entry, inflateCaps(limits, MAX_BYTES)) } : null;
  }
  return basename(path) === NAME ? { part: '', source: rangeSource(volume) } : null;
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'bellwetherExport' in value && value.bellwetherExport === 1
      ? { ...value }
      : null;
  } catch {
    return null;
  }
}
