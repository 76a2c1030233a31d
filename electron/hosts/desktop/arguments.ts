import { isAbsolute, resolve } from 'node:path';

export type Launch = {
  readonly sample: boolean;
  readonly workspace: string | null;
  /** Address of a view as it was typed; `checkedHash` tells whether it is one. */
  readonly address: string | null;
};

/** Our own words among what Electron, the system and Chromium put on the command line of the first or a second start. */
export function readArguments(argv: readonly string[], workingDirectory: string): Launch {
  const file = argv
    .slice(1)
    .findLast((argument) => !argument.startsWith('-') && argument.toLowerCase().endsWith('.bellwether'));
  const workspace = file === undefined ? null : isAbsolute(file) ? file : resolve(workingDirectory, file);
  const address = argv.slice(1).findLast((argument) => argument.startsWith('#')) ?? null;
  return { sample: argv.includes('--sample'), workspace, address };
}
