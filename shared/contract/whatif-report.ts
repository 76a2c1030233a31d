import { z } from 'zod';
import { count, isoDate, shortText } from './common.ts';
import { job } from './define.ts';
import { modelSource } from './model-source.ts';

export const whatIfReportMethods = {
  /**
   * The what-if report as a self-contained HTML document, ready to print: a model against the official version on one day
   * (that of a saved scenario unless another is given), on the history, and its accuracy. Rules that differ have the history
   * scored again. Looking at accuracy counts as trying the model.
   */
  'whatif.report': job(
    z.strictObject({
      source: modelSource,
      asOf: isoDate.optional(),
      /** Of the resamples; that of a saved scenario unless another is given. */
      seed: count.optional(),
    }),
    z.strictObject({
      file: shortText,
      /** What the model is called. */
      label: shortText,
      html: z.string(),
      asOf: isoDate,
      seed: count,
      dataRevision: count,
      /** What the model computes, and what the official version does. */
      modelHash: shortText,
      officialHash: shortText,
      /** Whether the report tells an accuracy. */
      judged: z.boolean(),
    }),
  ),
};
