import { type ComparedSide, compareModels } from '#electron/engine/index.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import type { HealthModel } from '#shared/model/health-model.ts';
import type { ReadContext } from '../context.ts';
import { modelRemarks } from '../model-remarks.ts';
import { modelsOf } from '../model-versions.ts';
import { bookOf, currencyOf } from '../views/book.ts';
import { draftSnapshot } from '../views/draft-snapshot.ts';
import { moverRows } from '../views/movers.ts';
import { money } from '../views/rows.ts';

type Preview = OutputOf<'models.preview'>;
type Side = Preview['result']['before'];
const MOVERS = 50;

function describeSide(model: HealthModel, { summary, tiers, histogram }: ComparedSide): Side {
  return {
    weights: Object.fromEntries(model.dimensions.map((dimension) => [dimension.id, dimension.weight])),
    mean: summary.mean,
    atRiskAccounts: summary.atRiskAccounts,
    atRiskArr: money(summary.atRiskArr),
    withScore: summary.accounts,
    tiers: model.tiers.map(({ name, role, from }, index) => ({
      name,
      role,
      from,
      accounts: tiers[index]?.accounts ?? 0,
      arr: money(tiers[index]?.arr ?? 0),
    })),
    histogram: [...histogram],
  };
}

/** An unsaved model against the official version on one snapshot. */
export function previewModelHandler(context: ReadContext, input: ParsedInputOf<'models.preview'>): Preview {
  const draft: HealthModel = input.draft;
  const book = bookOf(context, undefined, input.asOf);
  const after = { model: draft, snapshot: draftSnapshot(context, book, draft) };
  const compared = compareModels(book, after, book.arr, input.limit ?? MOVERS, book.facts.accounts.segment);
  const tierNames = (from: number, to: number) => ({
    from: book.model.tiers[from]?.name ?? '',
    to: draft.tiers[to]?.name ?? '',
  });
  const amount = ({ accounts, arr }: { accounts: number; arr: number }) => ({ accounts, arr: money(arr) });
  return {
    result: {
      asOf: isoFromDay(book.asOf),
      modelVersion: book.modelVersion,
      currency: currencyOf(context),
      before: describeSide(book.model, compared.before),
      after: describeSide(draft, compared.after),
      migration: compared.migration.map((cell) => ({ ...tierNames(cell.from, cell.to), ...amount(cell) })),
      lostScore: amount(compared.lostScore),
      gainedScore: amount(compared.gainedScore),
      movedUp: amount(compared.movedUp),
      movedDown: amount(compared.movedDown),
      movers: moverRows(book, book.model.tiers, draft.tiers, compared.movers),
      moversTotal: compared.moversTotal,
    },
    remarks: modelRemarks(draft, modelsOf(context).models),
  };
}
