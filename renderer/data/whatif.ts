/** What the What-if methods answer. Stable names: `WhatIfHistory`, `AccuracyResult`, `ModelComparison`. */
import type { OutputOf } from '#shared/contract/index.ts';

export type WhatIfHistory = OutputOf<'whatif.history'>;
export type AccuracyResult = OutputOf<'whatif.accuracy'>;
export type ModelComparison = OutputOf<'whatif.compare'>;
