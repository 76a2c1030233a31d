/** The closed set of error codes; the window maps them to text, the command line prints the message. */
export const ERROR_CODES = [
  'bad_request',
  'unauthorized',
  'unknown_method',
  'contract_mismatch',
  'no_workspace',
  'workspace_not_found',
  'workspace_exists',
  'workspace_locked',
  'workspace_invalid',
  'workspace_from_future',
  'workspace_read_only',
  'workspace_moved',
  'disk_full',
  'not_found',
  'no_scores',
  'unknown_model',
  'model_invalid',
  'file_not_found',
  'file_unreadable',
  'file_unwritable',
  'not_a_table',
  'ambiguous_delimiter',
  'unknown_kind',
  'unmapped_column',
  'ambiguous_date',
  'ambiguous_number',
  'mapping_invalid',
  'too_large',
  'too_many_columns',
  'too_many_rows',
  'row_too_large',
  'cell_too_large',
  'too_many_parts',
  'inflates_too_much',
  'archive_damaged',
  'result_too_large',
  'cancelled',
  'busy',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type WireError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: Record<string, string | number | boolean | null>;
};

export type Reply<T> =
  | { readonly ok: true; readonly data: T; readonly revision: number }
  | { readonly ok: false; readonly error: WireError };

/** An expected failure: carries a code and a sentence that is safe to show (no path, SQL or cell value beyond what the user gave). */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: WireError['details'];
  constructor(code: ErrorCode, message: string, details?: WireError['details']) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export function toWireError(error: unknown): WireError {
  if (error instanceof AppError) {
    return error.details
      ? { code: error.code, message: error.message, details: error.details }
      : { code: error.code, message: error.message };
  }
  return {
    code: 'internal',
    message:
      'Something went wrong inside Bellwether; nothing was changed. Set BELLWETHER_DEBUG=1 and try again for details.',
  };
}
