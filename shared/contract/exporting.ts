import { z } from 'zod';
import { STORED_KINDS } from '../model/kinds.ts';
import { count, isoDate, shortText } from './common.ts';
import { job } from './define.ts';
import { listShape } from './portfolio.ts';
import { VALIDATION_TABLES, validationShape } from './validation.ts';

export const EXPORT_TABLES = [...STORED_KINDS, 'scores'] as const;

/** `account-list`: the list of accounts as a window or the command line shows it. `crm-*`: account id, score, tier and date in the shape the CRM's upload wants. */
export const exportWhat = z.enum([
  ...EXPORT_TABLES,
  'account-list',
  'workspace',
  'crm-salesforce',
  'crm-hubspot',
  'templates',
  'rejected',
  'validation',
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
      /** Only for `account-list`: what it shows; columns as in account-columns.ts. */
      list: z
        .strictObject({
          ...listShape,
          columns: z.array(shortText).min(1).max(200),
          /** Account ids: of the list only these, or all but these. */
          only: z.array(shortText).optional(),
          except: z.array(shortText).optional(),
        })
        .optional(),
      /** Only for `validation`: a table of the back-test of these options, with the digits `validation.run` gives. */
      validation: z.strictObject({ table: z.enum(VALIDATION_TABLES), ...validationShape }).optional(),
      /** Only for `rejected`. */
      batchId: count.optional(),
    }),
    z.strictObject({ file: shortText, bytes: count, rows: count }),
  ),
};
