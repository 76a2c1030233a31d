/** What needs no workspace and no thread: for commands that answer from a file or a model alone. */

export { loadImportPresets } from '#electron/core/import-presets.ts';
export { evaluate, renormalise } from '#electron/engine/index.ts';
export { inspectFile } from '#electron/ingest/index.ts';
export { SCHEMA_VERSION } from '#electron/store/migrations/index.ts';
export { type ScoresReport, type SeveralScores, validateFile } from './validation/scores-file.ts';
export { SCORE_KINDS, type ScoreKind } from './validation/scores-scale.ts';
