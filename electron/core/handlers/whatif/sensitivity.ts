import {
  type NearestEdge,
  NO_TIER,
  nearestEdge,
  officialTier,
  type TornadoStep,
  ternaryGrid,
  thresholdSets,
  tierOf,
  tornado,
} from '#electron/engine/index.ts';
import { AppError } from '#shared/contract/errors.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { money, orNull } from '../../views/rows.ts';
import { aucReader } from './evidence.ts';
import { describeSource, type Weighing, weighing } from './sources.ts';

const STEP = 5;
const PAGE = 100;
const CELLS = 10;

function stepOf({ weight, accounts, arr, up, down, deltaAuc }: TornadoStep) {
  return { weight, accounts, arr: money(arr), up, down, deltaAuc: orNull(deltaAuc) };
}

/** Each weight a step up and down (30-method.md 5, point 6). */
export function sensitivityHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.sensitivity'>,
): OutputOf<'whatif.sensitivity'> {
  const { book, source, kernel } = weighing(context, input.source, input.asOf);
  const step = input.step ?? STEP;
  const bars = tornado(kernel, source.model, book.arr, step, input.accuracy ? aucReader(context, source) : undefined)
    .sort(
      (a, b) => b.less.accounts + b.more.accounts - (a.less.accounts + a.more.accounts) || a.dimension - b.dimension,
    )
    .map(({ dimension, less, more }) => ({
      dimension: source.model.dimensions[dimension]?.id ?? '',
      name: source.model.dimensions[dimension]?.name ?? '',
      less: stepOf(less),
      more: stepOf(more),
    }));
  return {
    asOf: isoFromDay(book.asOf),
    source: describeSource(source),
    step,
    accounts: kernel.accounts.length,
    bars,
  };
}

function dimensionIndex(model: HealthModel, id: string): number {
  const at = model.dimensions.findIndex((dimension) => dimension.id === id);
  if (at < 0) throw new AppError('bad_request', `Model ${model.id} has no dimension ${id}.`);
  return at;
}

type Edge = NearestEdge & {
  readonly account: number;
  readonly shown: number;
  readonly to: number;
  readonly score: number;
};

/** Accounts whose shown tier changes when one weight moves by at most `within` percentage points, nearest first. */
function knifeEdges({ book, source, kernel, snapshot }: Weighing, within: number, only: number | undefined): Edge[] {
  const { model } = source;
  const weights = model.dimensions.map(({ weight }) => weight);
  const { score } = kernel.run(weights, undefined, model);
  const { sets, setOf } = thresholdSets(model, book.facts.accounts.segment);
  const dims = new Float64Array(model.dimensions.length);
  const edges: Edge[] = [];
  kernel.accounts.forEach((account, row) => {
    const health = score[row] as number;
    if (Number.isNaN(health)) return;
    const bounds = sets[setOf[account] as number] as readonly number[];
    dims.forEach((_, d) => {
      dims[d] = snapshot.dimensions[d]?.[account] as number;
    });
    const tier = tierOf(bounds, health);
    const edge = nearestEdge(weights, dims, bounds, tier, only);
    if (!edge || Math.abs(edge.by) > within / 100) return;
    const mask = snapshot.flags[account] as number;
    const shown = mask === 0 ? tier : officialTier(model, mask, tier).tier;
    const to = mask === 0 ? edge.toTier : officialTier(model, mask, edge.toTier).tier;
    // a flag that decides the tier holds whatever the weights
    if (shown === to || shown === NO_TIER) return;
    edges.push({ ...edge, account, shown, to, score: health });
  });
  return edges.sort((a, b) => Math.abs(a.by) - Math.abs(b.by) || a.account - b.account);
}

/** The knife-edge list (30-method.md 5, point 6). */
export function stabilityHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.stability'>,
): OutputOf<'whatif.stability'> {
  const weighed = weighing(context, input.source, input.asOf);
  const { book, source, kernel } = weighed;
  const { model } = source;
  const only = input.dimension === undefined ? undefined : dimensionIndex(model, input.dimension);
  const edges = knifeEdges(weighed, input.within ?? STEP, only);
  const offset = input.offset ?? 0;
  const all = model.dimensions.reduce((sum, { weight }) => sum + weight, 0);
  return {
    asOf: isoFromDay(book.asOf),
    source: describeSource(source),
    accounts: kernel.accounts.length,
    total: edges.length,
    arr: money(edges.reduce((sum, { account }) => sum + (book.arr[account] || 0), 0)),
    rows: edges.slice(offset, offset + (input.limit ?? PAGE)).flatMap((edge) => {
      const record = book.records[edge.account];
      const dimension = model.dimensions[edge.dimension];
      const [tier, to] = [model.tiers[edge.shown], model.tiers[edge.to]];
      if (!record || !dimension || !tier || !to) return [];
      return [
        {
          accountId: record.accountId,
          name: record.name,
          arr: orNull(book.arr[edge.account]),
          score: edge.score,
          tier: tier.name,
          role: tier.role,
          dimension: dimension.id,
          dimensionName: dimension.name,
          weight: (100 * dimension.weight) / all,
          at: 100 * edge.at,
          by: 100 * edge.by,
          toTier: to.name,
          toRole: to.role,
        },
      ];
    }),
  };
}

/** Three weights against each other (30-method.md 5, point 7). */
export function ternaryHandler(
  context: ReadContext,
  input: ParsedInputOf<'whatif.ternary'>,
): OutputOf<'whatif.ternary'> {
  const { book, source, kernel } = weighing(context, input.source, input.asOf);
  const chosen = input.dimensions.map((id) => dimensionIndex(source.model, id)) as [number, number, number];
  if (new Set(chosen).size < 3) throw new AppError('bad_request', 'Choose three different dimensions.');
  const { total, cells } = ternaryGrid(
    kernel,
    source.model,
    book.arr,
    chosen,
    input.steps ?? CELLS,
    input.accuracy ? aucReader(context, source) : undefined,
  );
  if (total === 0) throw new AppError('bad_request', 'The three dimensions have no weight to share.');
  return {
    asOf: isoFromDay(book.asOf),
    source: describeSource(source),
    total,
    cells: cells.map(({ weights, changed, changedArr, auc }) => ({
      weights: [...weights],
      changed,
      changedArr: money(changedArr),
      rocAuc: orNull(auc),
    })),
  };
}
