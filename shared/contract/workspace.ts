import { z } from 'zod';
import { count, isoDate, nullableNumber, shortText, tier } from './common.ts';
import { mutation, query } from './define.ts';

export const workspaceSummary = z.strictObject({
  name: shortText,
  currency: shortText,
  isSample: z.boolean(),
  readOnly: z.boolean(),
  revision: count,
  accounts: count,
  /** Accounts that are customers at the latest snapshot; null before the first scoring. */
  activeAccounts: count.nullable(),
  /** Snapshot dates with scores, ascending; empty before the first scoring. */
  snapshots: z.array(isoDate),
  /** Mean health per entry of `snapshots`, null where nothing was scored. */
  meanHealth: z.array(nullableNumber),
  /** Latest snapshot; null before the first scoring. */
  asOf: isoDate.nullable(),
  model: z.strictObject({
    id: shortText,
    name: shortText,
    version: count,
    modelVersion: shortText,
    tiers: z.array(tier),
    dimensions: z.array(z.strictObject({ id: shortText, name: shortText, weight: z.number() })),
  }),
  /** Distinct values per filterable field, and tags, most frequent first, at most 200 each. */
  facets: z.record(shortText, z.array(z.strictObject({ value: shortText, accounts: count }))),
  /** Names of custom attributes of accounts, at most 200. */
  attributes: z.array(shortText).max(200),
  lastImportAt: z.number().nullable(),
  hasAlerts: z.boolean(),
  /** The stored scores were made by formulas of another version of the application: `score.run` makes them anew. */
  scoresOutdated: z.boolean(),
});
export type WorkspaceSummary = z.infer<typeof workspaceSummary>;

const recent = z.strictObject({
  /** Opaque reference: hand it back to `workspace.open`. */
  ref: shortText,
  name: shortText,
  location: shortText,
  accounts: count,
  asOf: isoDate.nullable(),
  meanHealth: z.array(nullableNumber).max(200),
  openedAt: z.number(),
  missing: z.boolean(),
});
export type RecentWorkspace = z.infer<typeof recent>;

export const appInfo = z.strictObject({
  name: shortText,
  version: shortText,
  contractHash: shortText,
  host: z.enum(['desktop', 'browser', 'cli']),
  workspaceOpen: z.boolean(),
});

export const workspaceMethods = {
  /** First call of every client: versions and whether a workspace is open. */
  'app.info': query(z.strictObject({}), appInfo),
  'workspace.recent': query(z.strictObject({}), z.strictObject({ workspaces: z.array(recent).max(50) })),
  'workspace.summary': query(z.strictObject({}), workspaceSummary),
  /** Makes an empty workspace in the application's own folder (or where the host's dialog said) and opens it. */
  'workspace.create': mutation(
    z.strictObject({
      name: z.string().trim().min(1).max(120),
      currency: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .optional(),
      ref: shortText.optional(),
    }),
    workspaceSummary,
  ),
  'workspace.open': mutation(z.strictObject({ ref: shortText }), workspaceSummary),
  'workspace.close': mutation(z.strictObject({}), z.strictObject({})),
  'workspace.forget': mutation(z.strictObject({ ref: shortText }), z.strictObject({})),
};
