import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/contract/errors.ts';
import type { CoreOptions } from './core.ts';
import { OpenWorkspace } from './open-workspace.ts';
import { createWorkspace, WORKSPACE_EXTENSION } from './workspaces.ts';

/** Name of the workspace built beside the window's files at build time; it saves the import at first opening. */
const PREBUILT = `sample${WORKSPACE_EXTENSION}`;

function sampleHash(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/** Imports and scores the shipped CSV files into a new workspace at `path`. */
export async function buildSample(path: string, options: CoreOptions): Promise<void> {
  const folder = join(options.resourcesDir, 'sample', 'data');
  if (!existsSync(folder))
    throw new AppError('file_not_found', 'The sample portfolio is not part of this installation.');
  const temporary = `${path}.building-${process.pid}`;
  rmSync(temporary, { force: true });
  createWorkspace(temporary, { name: 'Sample portfolio', currency: 'USD', now: options.now(), sample: true });
  const building = await OpenWorkspace.open(temporary, options);
  try {
    await building.write(
      'import.run',
      { sources: ['sample'] },
      {
        sources: [{ ref: 'sample', path: folder, name: 'sample' }],
        onProgress: () => undefined,
        onStart: () => undefined,
      },
    );
  } catch (error) {
    await building.close();
    rmSync(temporary, { force: true });
    throw error;
  }
  await building.close();
  renameSync(temporary, path);
}

/**
 * The user's own copy of the sample portfolio, made at first use: from the prebuilt workspace when there is one, else by
 * importing the CSV files. A new version of the sample gets a new copy; the old one stays.
 */
export async function sampleWorkspacePath(options: CoreOptions): Promise<string> {
  const folder = join(options.resourcesDir, 'sample', 'data');
  if (!existsSync(folder))
    throw new AppError('file_not_found', 'The sample portfolio is not part of this installation.');
  const path = join(options.dataDir, `sample-${sampleHash(folder)}${WORKSPACE_EXTENSION}`);
  if (existsSync(path)) return path;
  const prebuilt = join(options.resourcesDir, '..', 'out', PREBUILT);
  if (existsSync(prebuilt)) {
    const temporary = `${path}.copying-${process.pid}`;
    copyFileSync(prebuilt, temporary);
    renameSync(temporary, path);
  } else {
    await buildSample(path, options);
  }
  return path;
}
