export { type ColumnLook, lookAtColumns, readChosenColumns } from './chosen-columns.ts';
export { describeFile } from './describe.ts';
export { columnFindings } from './findings.ts';
export { listTables } from './folder.ts';
export { inspectFile } from './inspect.ts';
export { headerFingerprint } from './map/headers.ts';
export { exportMarker, REJECTION_COLUMNS } from './own-export.ts';
export { type OwnManifest, readOwnManifest } from './own-manifest.ts';
export { planFile } from './plan.ts';
export { isHiddenName } from './read/open.ts';
export { cellsOf, readColumns, readRows } from './rows.ts';
export type {
  Cell,
  ColumnRows,
  Control,
  FileDescription,
  FilePlan,
  PlanColumn,
  PlanOptions,
  RejectedRow,
  TypedRow,
} from './types.ts';
export { parseNumber } from './validate/numbers.ts';
export { parseBoolean } from './validate/words.ts';
