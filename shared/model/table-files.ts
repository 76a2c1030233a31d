/** Extensions of the files that tables come in, without the dot: text, workbooks, JSON lines, and archives of them. */
export const TABLE_EXTENSIONS = [
  'csv',
  'tsv',
  'tab',
  'psv',
  'txt',
  'xlsx',
  'xlsm',
  'jsonl',
  'ndjson',
  'json',
  'gz',
  'zip',
] as const;
