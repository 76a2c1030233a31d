import { modelDifferences } from '#electron/engine/index.ts';
import { getMeta, readDataRevision } from '#electron/store/reads/ledger.ts';
import { readScenario } from '#electron/store/reads/scenarios.ts';
import { contractHash, type OutputOf, type ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { ReadContext, WorkControl } from '../../context.ts';
import { whatIfHtml } from '../../reports/whatif-html.ts';
import { DEFAULT_SEED } from '../../validation/numbers.ts';
import { safeFileName } from '../../workspaces.ts';
import { accuracyHandler } from './accuracy.ts';
import { compareHandler } from './compare.ts';
import { replayHandler } from './history.ts';
import { resolveSource } from './sources.ts';
import { workloadHandler } from './workload.ts';

const MOVERS = 30;

/** Progress of a part of the work, on the scale of the whole. */
const partOf = (control: WorkControl, from: number, share: number): WorkControl => ({
  ...control,
  onProgress: (label, fraction, rows) =>
    control.onProgress(label, fraction === null ? null : from + share * fraction, rows),
});

/** A scenario as something to hand on (30-method.md 5, point 9): everything What-if says of it, in one document. */
export function whatIfReportHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.report'>,
  control: WorkControl,
): OutputOf<'whatif.report'> {
  const { source } = input;
  control.onProgress('Weighing the portfolio', 0, null);
  const stored = 'scenario' in source ? readScenario(context.db, source.scenario) : null;
  const wanted = input.asOf ?? (stored ? isoFromDay(stored.asOf) : undefined);
  const day = wanted === undefined ? {} : { asOf: wanted };
  const seed = input.seed ?? stored?.seed ?? DEFAULT_SEED;
  const model = resolveSource(context, source);
  const official = resolveSource(context, {});
  const compared = compareHandler(context, { a: {}, b: source, ...day, limit: MOVERS });
  const workload = workloadHandler(context, { source, ...day });
  const history = replayHandler(context, { source }, partOf(control, 0.05, 0.45));
  const accuracy =
    history.accuracy === null ? null : accuracyHandler(context, { source, seed }, partOf(control, 0.5, 0.5));
  const workspace = getMeta(context.db, 'name') ?? 'Workspace';
  const dataRevision = readDataRevision(context.db);
  return {
    label: model.label,
    file: `${safeFileName(`What-if ${model.label} ${compared.asOf}`)}.html`,
    html: whatIfHtml(
      {
        official: official.model,
        model: model.model,
        scenario: stored,
        differences: modelDifferences(official.model, model.model),
        compared,
        workload,
        history,
        accuracy,
        seed,
        dataRevision,
      },
      { workspace, version: context.version, contract: contractHash(), madeAt: context.now() },
    ),
    asOf: compared.asOf,
    seed,
    dataRevision,
    modelHash: compared.b.modelHash,
    officialHash: compared.a.modelHash,
    judged: accuracy !== null,
  };
}
