import type { Filters } from '#shared/contract/common.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { MethodName, OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import type { ReadContext, WorkControl, WriteContext } from './context.ts';
import { accountDetailHandler } from './handlers/account/detail.ts';
import { accountOutlookHandler } from './handlers/account/outlook.ts';
import { accountsListHandler, resolveAccountsHandler, searchHandler } from './handlers/accounts.ts';
import { calibrationHandler } from './handlers/calibration/run.ts';
import { cohortCompareHandler } from './handlers/cohorts/compare.ts';
import { cohortDimensionsHandler, cohortHealthHandler, cohortListHandler } from './handlers/cohorts/health.ts';
import { initiativeHandler } from './handlers/cohorts/initiative.ts';
import { cohortRetentionHandler } from './handlers/cohorts/retention.ts';
import { seasonalHandler } from './handlers/cohorts/seasonal.ts';
import { contactHandler } from './handlers/contact.ts';
import { batchesHandler, doctorHandler, inspectHandler, rejectedHandler, sourcesHandler } from './handlers/data.ts';
import { addEditHandler, editsHandler, redoEditHandler, undoEditHandler } from './handlers/edits.ts';
import { exportHandler } from './handlers/export.ts';
import { fixHandler } from './handlers/fix.ts';
import { previewHandler, runImportHandler } from './handlers/import.ts';
import { mappingsHandler, removeMappingHandler, saveMappingHandler } from './handlers/mappings.ts';
import { previewModelHandler } from './handlers/model-preview.ts';
import {
  evaluateHandler,
  modelDiffHandler,
  modelHandler,
  modelSignalsHandler,
  modelsListHandler,
  saveModelHandler,
} from './handlers/models.ts';
import {
  addOverrideHandler,
  endOverrideHandler,
  overridesHandler,
  reopenOverrideHandler,
} from './handlers/overrides.ts';
import { changesHandler } from './handlers/portfolio/changes.ts';
import { frameHandler } from './handlers/portfolio/frame.ts';
import {
  portfolioOutlookHandler,
  portfolioTierDropsHandler,
  portfolioUnusualHandler,
} from './handlers/portfolio/outlook.ts';
import { portfolioHandler } from './handlers/portfolio/summary.ts';
import { promoteHandler } from './handlers/promote.ts';
import { qualityHandler, qualityHtmlHandler } from './handlers/quality.ts';
import {
  completeReviewHandler,
  removeReviewHandler,
  restoreReviewHandler,
  reviewsHandler,
} from './handlers/reviews/reviews.ts';
import {
  duplicateScenarioHandler,
  importScenarioHandler,
  removeScenarioHandler,
  renameScenarioHandler,
  restoreScenarioHandler,
  saveScenarioHandler,
  scenarioHandler,
  scenariosHandler,
} from './handlers/scenarios.ts';
import { scoreHandler } from './handlers/score.ts';
import {
  compareShadowHandler,
  endShadowHandler,
  resumeShadowHandler,
  shadowRunsHandler,
  startShadowHandler,
} from './handlers/shadow.ts';
import { undoHandler } from './handlers/undo.ts';
import { challengeHandler, validationHandler } from './handlers/validation.ts';
import { removeViewHandler, saveViewHandler, viewsHandler } from './handlers/views.ts';
import { accountWhatIfHandler } from './handlers/whatif/account.ts';
import { accuracyHandler, triedHandler } from './handlers/whatif/accuracy.ts';
import { compareHandler } from './handlers/whatif/compare.ts';
import { exploreHandler } from './handlers/whatif/explore.ts';
import { historyHandler, replayHandler } from './handlers/whatif/history.ts';
import { promotionEvidenceHandler } from './handlers/whatif/promotion.ts';
import { whatIfReportHandler } from './handlers/whatif/report.ts';
import { sensitivityHandler, stabilityHandler, ternaryHandler } from './handlers/whatif/sensitivity.ts';
import { whatIfHandler } from './handlers/whatif/step.ts';
import { workloadHandler } from './handlers/whatif/workload.ts';
import { summaryHandler } from './handlers/workspace.ts';

type Handler<K extends MethodName, C> = (context: C, input: ParsedInputOf<K>, control: WorkControl) => OutputOf<K>;

/** Methods that run in the reader thread. */
const READER = {
  'workspace.summary': summaryHandler,
  'portfolio.summary': portfolioHandler,
  'portfolio.outlook': portfolioOutlookHandler,
  'portfolio.unusual': portfolioUnusualHandler,
  'portfolio.tierDrops': portfolioTierDropsHandler,
  'portfolio.frame': frameHandler,
  'portfolio.changes': changesHandler,
  'accounts.list': accountsListHandler,
  'accounts.resolve': resolveAccountsHandler,
  'accounts.get': accountDetailHandler,
  'accounts.outlook': accountOutlookHandler,
  'contacts.get': contactHandler,
  'cohorts.dimensions': cohortDimensionsHandler,
  'cohorts.list': cohortListHandler,
  'cohorts.retention': cohortRetentionHandler,
  'cohorts.health': cohortHealthHandler,
  'cohorts.compare': cohortCompareHandler,
  'cohorts.seasonal': seasonalHandler,
  'cohorts.initiative': initiativeHandler,
  'search.find': searchHandler,
  'whatif.run': whatIfHandler,
  'whatif.account': accountWhatIfHandler,
  'whatif.history': historyHandler,
  'whatif.replay': replayHandler,
  'whatif.accuracy': accuracyHandler,
  'whatif.explore': exploreHandler,
  'whatif.compare': compareHandler,
  'whatif.sensitivity': sensitivityHandler,
  'whatif.stability': stabilityHandler,
  'whatif.ternary': ternaryHandler,
  'whatif.workload': workloadHandler,
  'whatif.report': whatIfReportHandler,
  'shadow.list': shadowRunsHandler,
  'shadow.compare': compareShadowHandler,
  'reviews.list': reviewsHandler,
  'scenarios.list': scenariosHandler,
  'scenarios.get': scenarioHandler,
  'models.list': modelsListHandler,
  'models.get': modelHandler,
  'models.signals': modelSignalsHandler,
  'models.diff': modelDiffHandler,
  'models.evaluate': evaluateHandler,
  'models.preview': previewModelHandler,
  'models.evidence': promotionEvidenceHandler,
  'import.inspect': inspectHandler,
  'data.batches': batchesHandler,
  'data.rejected': rejectedHandler,
  'data.sources': sourcesHandler,
  'data.quality': qualityHandler,
  'data.qualityHtml': qualityHtmlHandler,
  'data.doctor': doctorHandler,
  'mappings.list': mappingsHandler,
  'overrides.list': overridesHandler,
  'edits.list': editsHandler,
  'views.list': viewsHandler,
  'export.run': exportHandler,
  'validation.run': validationHandler,
  'validation.challenge': challengeHandler,
  'calibration.run': calibrationHandler,
} as const satisfies { [K in MethodName]?: Handler<K, ReadContext> };

/** Methods that run in the writer thread. */
const WRITER = {
  'import.preview': previewHandler,
  'import.run': runImportHandler,
  'import.fix': fixHandler,
  'import.undo': undoHandler,
  'score.run': scoreHandler,
  'models.save': saveModelHandler,
  'models.promote': promoteHandler,
  'whatif.tried': triedHandler,
  'shadow.start': startShadowHandler,
  'shadow.end': endShadowHandler,
  'shadow.resume': resumeShadowHandler,
  'reviews.complete': completeReviewHandler,
  'reviews.remove': removeReviewHandler,
  'reviews.restore': restoreReviewHandler,
  'scenarios.save': saveScenarioHandler,
  'scenarios.rename': renameScenarioHandler,
  'scenarios.duplicate': duplicateScenarioHandler,
  'scenarios.remove': removeScenarioHandler,
  'scenarios.restore': restoreScenarioHandler,
  'scenarios.import': importScenarioHandler,
  'mappings.save': saveMappingHandler,
  'mappings.remove': removeMappingHandler,
  'overrides.add': addOverrideHandler,
  'overrides.end': endOverrideHandler,
  'overrides.reopen': reopenOverrideHandler,
  'edits.add': addEditHandler,
  'edits.undo': undoEditHandler,
  'edits.redo': redoEditHandler,
  'views.save': saveViewHandler,
  'views.remove': removeViewHandler,
} as const satisfies { [K in MethodName]?: Handler<K, WriteContext> };

type ReaderMethod = keyof typeof READER;
type WriterMethod = keyof typeof WRITER;

export function isReaderMethod(method: MethodName): method is ReaderMethod {
  return Object.hasOwn(READER, method);
}

export function isWriterMethod(method: MethodName): method is WriterMethod {
  return Object.hasOwn(WRITER, method);
}

/** Runs a decoded call; the tables above are total over their methods, so the lookup is safe once the name is known. */
export function runReaderMethod(context: ReadContext, method: string, input: unknown, control: WorkControl): unknown {
  return lookup<ReadContext>(READER, method)(context, input, control);
}

export function runWriterMethod(context: WriteContext, method: string, input: unknown, control: WorkControl): unknown {
  return lookup<WriteContext>(WRITER, method)(context, input, control);
}

/** Filters that need the signals of all accounts, which a frame does without. */
const SLOW_FILTERS = [
  'priority',
  'driver',
  'expansionReady',
  'renewalWithin',
  'unusual',
  'tierDrop',
] as const satisfies readonly (keyof Filters)[];

/** Calls that a hand on the move waits for, and that are answered from what is in memory: they interrupt long ones. */
export function isUrgent(method: string, input: unknown): boolean {
  if (method !== 'portfolio.frame') return false;
  const { filters } = input as ParsedInputOf<'portfolio.frame'>;
  return SLOW_FILTERS.every((key) => filters?.[key] === undefined);
}

type AnyHandler<C> = (context: C, input: unknown, control: WorkControl) => unknown;

function lookup<C>(table: object, method: string): AnyHandler<C> {
  const entry = Object.entries(table).find(([name]) => name === method);
  if (!entry) throw new AppError('unknown_method', `There is no method ${method}.`);
  return entry[1] as AnyHandler<C>;
}
