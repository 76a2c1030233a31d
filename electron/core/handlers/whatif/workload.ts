import { tierRanks } from '#electron/engine/index.ts';
import { readDataRevision } from '#electron/store/reads/ledger.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/index.ts';
import { isoFromDay } from '#shared/model/day.ts';
import { AT_RISK_SCORE } from '#shared/model/health-model.ts';
import type { ReadContext } from '../../context.ts';
import { bookOf, currencyOf } from '../../views/book.ts';
import { money } from '../../views/rows.ts';
import { describeSource, resolveSource, snapshotUnder } from './sources.ts';

type Result = OutputOf<'whatif.workload'>;
type Row = Result['rows'][number];
const CSMS = 200;

/** Accounts at risk by CSM under two models (30-method.md 5, point 4); accounts in onboarding are as they are on both sides. */
export function workloadHandler(context: ReadContext, input: ParsedInputOf<'whatif.workload'>): Result {
  const source = resolveSource(context, input.source);
  const against = resolveSource(context, input.against ?? {});
  const book = bookOf(context, undefined, input.asOf);
  const [was, now] = [snapshotUnder(context, book, against), snapshotUnder(context, book, source)];
  const [oldRanks, newRanks] = tierRanks(against.model, source.model);
  const none = (): Row['before'] => ({ atRiskAccounts: 0, atRiskArr: 0 });
  const byCsm = new Map<string | null, Row>();
  book.records.forEach((record, account) => {
    const [before, after] = [was.score[account] as number, now.score[account] as number];
    if (Number.isNaN(before) && Number.isNaN(after)) return;
    const csm = record?.csm ?? null;
    const row = byCsm.get(csm) ?? { csm, accounts: 0, before: none(), after: none(), movedUp: 0, movedDown: 0 };
    byCsm.set(csm, row);
    row.accounts++;
    const add = (load: Row['before'], health: number): void => {
      if (!(health < AT_RISK_SCORE)) return;
      load.atRiskAccounts++;
      load.atRiskArr += book.arr[account] || 0;
    };
    add(row.before, before);
    add(row.after, after);
    if (Number.isNaN(before) || Number.isNaN(after)) return;
    const step = (newRanks[now.tier[account] as number] ?? 0) - (oldRanks[was.tier[account] as number] ?? 0);
    if (step < 0) row.movedUp++;
    if (step > 0) row.movedDown++;
  });
  const load = ({ atRiskAccounts, atRiskArr }: Row['before']) => ({ atRiskAccounts, atRiskArr: money(atRiskArr) });
  const rows = [...byCsm.values()]
    .map((row) => ({ ...row, before: load(row.before), after: load(row.after) }))
    .sort(
      (a, b) =>
        b.after.atRiskAccounts - a.after.atRiskAccounts ||
        b.accounts - a.accounts ||
        ((a.csm ?? '') < (b.csm ?? '') ? -1 : 1),
    );
  return {
    asOf: isoFromDay(book.asOf),
    dataRevision: readDataRevision(context.db),
    currency: currencyOf(context),
    before: describeSource(against),
    after: describeSource(source),
    rows: rows.slice(0, CSMS),
    rowsTotal: rows.length,
  };
}
