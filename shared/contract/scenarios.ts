import { z } from 'zod';
import { count, isoDate, shortText, text } from './common.ts';
import { mutation, query } from './define.ts';
import { modelFile } from './model-file.ts';
import { modelDifference } from './models.ts';

const name = z.string().trim().min(1).max(80);
const note = z.string().trim().max(4000);
const locks = z.array(shortText).max(32);

export const scenarioInfo = z.strictObject({
  /** Stays what it is through renaming and saving again: what a report refers to. */
  id: count,
  name: shortText,
  /** The version it was made from, and whether that is the official one now. */
  baseVersion: shortText,
  isBaseOfficial: z.boolean(),
  /** Day of the snapshot it was looked at on. */
  asOf: isoDate,
  seed: count,
  modelHash: shortText,
  note: text,
  author: shortText,
  /** Epoch ms. */
  createdAt: z.number(),
  savedAt: z.number(),
  /** Fields that differ from the base version. */
  differences: count,
});
export type ScenarioInfo = z.infer<typeof scenarioInfo>;

/** A scenario as a file: everything that makes it what it is, and nothing of the workspace. */
export const scenarioDocument = z.strictObject({
  bellwetherScenario: z.literal(1),
  name,
  baseVersion: shortText,
  asOf: isoDate,
  seed: count,
  modelHash: shortText,
  note,
  author: shortText,
  locks,
  model: modelFile,
});

const content = {
  name,
  draft: modelFile,
  /** The version it was made from. */
  baseVersion: shortText,
  locks,
  asOf: isoDate,
  seed: count.optional(),
  note: note.optional(),
  author: shortText.optional(),
};

export const scenarioMethods = {
  'scenarios.list': query(z.strictObject({}), z.strictObject({ scenarios: z.array(scenarioInfo).max(500) })),
  /** One scenario, with what differs from its base version; `document` is what an export writes. */
  'scenarios.get': query(
    z.strictObject({ id: count }),
    z.strictObject({ info: scenarioInfo, document: scenarioDocument, differences: z.array(modelDifference) }),
  ),
  /** Makes a scenario, or saves the one of `id` again. */
  'scenarios.save': mutation(z.strictObject({ id: count.optional(), ...content }), scenarioInfo),
  'scenarios.rename': mutation(z.strictObject({ id: count, name, note: note.optional() }), scenarioInfo),
  /** Copies a scenario under a name that is free. */
  'scenarios.duplicate': mutation(z.strictObject({ id: count, name: name.optional() }), scenarioInfo),
  /** Takes a scenario off the list; `scenarios.restore` brings it back. */
  'scenarios.remove': mutation(z.strictObject({ id: count }), scenarioInfo),
  'scenarios.restore': mutation(z.strictObject({ id: count }), scenarioInfo),
  /** Takes up a document that an export wrote, under a name that is free. */
  'scenarios.import': mutation(z.strictObject({ document: scenarioDocument }), scenarioInfo),
};
