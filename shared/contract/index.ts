import { z } from 'zod';
import { accountMethods } from './account.ts';
import { calibrationMethods } from './calibration.ts';
import { challengeMethods } from './challenge.ts';
import { cohortMethods } from './cohorts.ts';
import { contactMethods } from './contacts.ts';
import { dataMethods } from './data.ts';
import { editMethods } from './edits.ts';
import { exportingMethods } from './exporting.ts';
import { importingMethods } from './importing.ts';
import { mappingMethods } from './mappings.ts';
import { modelMethods } from './models.ts';
import { outlookMethods } from './outlook.ts';
import { overrideMethods } from './overrides.ts';
import { portfolioMethods } from './portfolio.ts';
import { qualityMethods } from './quality.ts';
import { reviewMethods } from './review.ts';
import { scenarioMethods } from './scenarios.ts';
import { sensitivityMethods } from './sensitivity.ts';
import { simulateMethods } from './simulate.ts';
import { validationMethods } from './validation.ts';
import { viewMethods } from './views.ts';
import { watchingMethods } from './watching.ts';
import { whatIfMethods } from './whatif.ts';
import { whatIfReportMethods } from './whatif-report.ts';
import { workspaceMethods } from './workspace.ts';

/** Every method of the core. Handler tables and clients are total over this map. */
export const contract = {
  ...workspaceMethods,
  ...portfolioMethods,
  ...accountMethods,
  ...contactMethods,
  ...cohortMethods,
  ...whatIfMethods,
  ...simulateMethods,
  ...whatIfReportMethods,
  ...sensitivityMethods,
  ...scenarioMethods,
  ...reviewMethods,
  ...modelMethods,
  ...outlookMethods,
  ...overrideMethods,
  ...editMethods,
  ...viewMethods,
  ...importingMethods,
  ...mappingMethods,
  ...exportingMethods,
  ...qualityMethods,
  ...watchingMethods,
  ...dataMethods,
  ...validationMethods,
  ...challengeMethods,
  ...calibrationMethods,
};

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type InputOf<K extends MethodName> = z.input<Contract[K]['input']>;
export type ParsedInputOf<K extends MethodName> = z.output<Contract[K]['input']>;
/** What a method's work produces; a job's `invoke` answers {@link JobStarted} and delivers this in its last event. */
export type OutputOf<K extends MethodName> = z.output<Contract[K]['output']>;
export type JobStarted = { readonly jobId: string };

type NamesOfKind<Kind extends string> = { [K in MethodName]: Contract[K]['kind'] extends Kind ? K : never }[MethodName];
export type QueryName = NamesOfKind<'query'>;
export type MutationName = NamesOfKind<'mutation'>;
export type JobName = NamesOfKind<'job'>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}

/**
 * Fingerprint of the contract (FNV-1a over names, kinds and JSON schemas): a window compiled against another contract
 * than the core shows its reload screen instead of misbehaving.
 */
export function contractHash(): string {
  const shapes = Object.entries(contract)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, method]) =>
        `${name} ${method.kind} ${JSON.stringify(z.toJSONSchema(method.input))} ${JSON.stringify(z.toJSONSchema(method.output))}`,
    );
  let hash = 0x811c9dc5;
  for (const char of shapes.join('\n')) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, '0');
}
