import { z } from 'zod';
import { STORED_KINDS } from '../model/kinds.ts';
import { count, isoDate, shortText } from './common.ts';
import { job } from './define.ts';

export const EXPORT_TABLES = [...STORED_KINDS, 'scores'] as const;

/** `crm-*`: account id, score, tier and date in the shape the CRM's upload wants. */
export const exportWhat = z.enum([
  ...EXPORT_TABLES,
  'workspace',
  'crm-salesforce',
  'crm-hubspot',
  'templates',
  'rejected',
]);

export const exportFormat = z.enum(['csv', 'xlsx', 'json', 'parquet', 'zip']);

export const exportingMethods = {
  /** Writes a file to a place the host asked the user for (`target`). */
  'export.run': job(
    z.strictObject({
      target: shortText,
      what: exportWhat,
      format: exportFormat,
      /** CSV: UTF-8 with BOM, for spreadsheets that need it. */
      bom: z.boolean().optional(),
      /** XLSX of scores: the score is a live formula over dimension cells and weights. */
      auditable: z.boolean().optional(),
      asOf: isoDate.optional(),
      model: shortText.optional(),
      /** Only for `rejected`. */
      batchId: count.optional(),
    }),
    z.strictObject({ file: shortText, bytes: count, rows: count }),
  ),
};
