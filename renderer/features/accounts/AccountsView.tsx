import { useDebouncedCallback, useElementSize, useHotkeys } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import { attributeOfColumn, USUAL_COLUMNS } from '#shared/contract/account-columns.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { useExport } from '../../data/exporting.ts';
import { useFilterBar } from '../../data/filter-fields.ts';
import { useFormat } from '../../data/format.ts';
import { ACCOUNT_PAGE, useAccountRows, withAsOf } from '../../data/portfolio.ts';
import { useAsOf, useWorkspace } from '../../data/workspace.ts';
import { isFiltered } from '../../state/filters.ts';
import { rememberPosition, useGrid } from '../../state/grid.ts';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';
import { ROW_HEIGHT, usePreferences } from '../../state/preferences.ts';
import { Button } from '../../ui/controls.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { BulkBar } from './BulkBar.tsx';
import { columnChoices, columnsOf, fittingColumns, PICK } from './columns.tsx';
import { Grid } from './Grid.tsx';
import { groupLabel } from './groups.ts';
import { KeysDialog } from './KeysDialog.tsx';
import { withMoved, withWidth } from './layout.ts';
import { linesOf } from './lines.ts';
import { Preview } from './Preview.tsx';
import { StatusBar } from './StatusBar.tsx';
import { Summary } from './Summary.tsx';
import { isMonitoring } from './saved-views.ts';
import { targetOf } from './selection.ts';
import { formatSort } from './sorting.ts';
import { Toolbar } from './Toolbar.tsx';
import { useAccountList } from './useAccountList.ts';
import { useSelection } from './useSelection.ts';
import './accounts.css';
import './grid.css';

/** Space at the edges of a row, px. */
const EDGES = 40;
const USUAL = USUAL_COLUMNS.map((id) => ({ id, width: null }));
const SETTLE_MS = 80;
const NONE: ReadonlySet<string> = new Set();

export function AccountsView() {
  const { params } = useAddress();
  const list = useAccountList();
  const { bar } = useFilterBar();
  const workspace = useWorkspace();
  const asOf = useAsOf();
  const format = useFormat();
  const href = useHref();
  const exporting = useExport();
  const density = usePreferences((preferences) => preferences.density);
  const memory = useGrid();
  const { filters, sort, group } = list;
  const [keys, setKeys] = useState(false);
  const [folded, setFolded] = useState<{ readonly of: string; readonly values: ReadonlySet<string> }>({
    of: '',
    values: NONE,
  });
  const closed = folded.of === (group ?? '') ? folded.values : NONE;

  const { ref: splitRef, width } = useElementSize<HTMLDivElement>();
  const model = workspace.data?.model;
  const attributes = workspace.data?.attributes;
  const choices = list.choices ?? USUAL;
  const wanted = useMemo(
    () => columnsOf(choices, (id) => model?.dimensions.find((dimension) => dimension.id === id)?.name ?? null),
    [choices, model],
  );
  // Columns everybody gets give way to the heads of groups and to space; those the reader chose stay, and the list scrolls sideways.
  const own = list.choices !== null;
  const usual = useMemo(() => wanted.filter(({ id }) => id !== group), [wanted, group]);
  const columns = useMemo(
    () => (own ? wanted : fittingColumns(usual, width - EDGES - PICK)),
    [own, wanted, usual, width],
  );

  const query = useMemo(
    () => ({ filters, sort: [...sort], ...(group === null ? {} : { group }) }),
    [filters, sort, group],
  );
  const named = useMemo(() => wanted.flatMap(({ id }) => attributeOfColumn(id) ?? []), [wanted]);
  const input = useMemo(() => (named.length === 0 ? query : { ...query, attributes: named }), [query, named]);
  const accounts = `${asOf} ${JSON.stringify(filters)}`;
  const position = `${accounts} ${formatSort(sort)} ${group ?? ''}`;
  const [range, setRange] = useState({ first: 0, last: 40 });
  const settle = useDebouncedCallback(setRange, SETTLE_MS);
  // Near by, pages come at once; on a long way, only those where it ends: the others would keep these waiting.
  const onRange = useCallback(
    (first: number, last: number) => {
      if (Math.abs(pageOf(first) - pageOf(range.first)) > 1) settle({ first, last });
      else if (pageOf(first) !== pageOf(range.first) || pageOf(last) !== pageOf(range.last)) setRange({ first, last });
    },
    [range, settle],
  );
  const onIndex = useCallback((next: number) => rememberPosition(position, next), [position]);
  const rows = useAccountRows(input, range);
  const lines = useMemo(() => linesOf(rows.total, rows.groups, closed), [rows.total, rows.groups, closed]);
  const index = memory.list === position ? Math.min(memory.index, Math.max(0, lines.count - 1)) : 0;
  const line = lines.lineAt(index);
  const row = line?.kind === 'row' ? rows.rowAt(line.at) : undefined;
  const previewing = params.preview === '1';
  const picking = useSelection(accounts, { ...withAsOf(asOf), ...query }, lines, rows.total);

  const context = useMemo(
    () => ({
      format,
      asOf: asOf ?? '',
      hasAlerts: workspace.data?.hasAlerts ?? false,
      actionOf: (tier: string | null) => model?.tiers.find((item) => item.name === tier)?.action || null,
    }),
    [format, asOf, model, workspace.data?.hasAlerts],
  );
  const groups = useMemo(
    () => ({ format, tiers: model?.tiers ?? [], field: group === null ? '' : groupLabel(group) }),
    [format, model, group],
  );
  useHotkeys([
    ['?', () => setKeys(true)],
    ['shift+?', () => setKeys(true)],
  ]);

  const setPreview = (open: boolean) => list.set({ preview: open ? '1' : '' }, true);
  const exportList = (kind: 'csv' | 'xlsx', only?: { readonly only?: string[]; readonly except?: string[] }) =>
    void exporting.run(`accounts-${asOf}.${kind}`, {
      what: 'account-list',
      format: kind,
      ...withAsOf(asOf),
      list: { ...query, columns: columns.map(({ id }) => id), ...only },
    });
  const { all, ids } = picking.selection;

  if (workspace.data && workspace.data.asOf === null)
    return (
      <NoAccounts
        scoreless={workspace.data.accounts > 0}
        href={href({ view: workspace.data.accounts > 0 ? 'portfolio' : 'data', filters: {} })}
      />
    );

  return (
    <div className="acc">
      <Toolbar
        list={list}
        bar={bar}
        totals={rows.totals}
        filtered={isFiltered(filters)}
        active={workspace.data?.activeAccounts ?? workspace.data?.accounts ?? 0}
        facets={workspace.data?.facets ?? {}}
        columns={columnChoices(model?.dimensions ?? [], attributes ?? [])}
        choices={choices}
        exporting={exporting.busy || rows.total === 0}
        onExport={exportList}
        groups={rows.groups}
        closed={closed}
        onFold={(values) => setFolded({ of: group ?? '', values })}
      />
      {isMonitoring(params.saved) && <Summary filters={filters} />}
      <div className={previewing && row ? 'acc-split with-pv' : 'acc-split'}>
        <div className="acc-main" ref={splitRef}>
          {rows.error && !rows.totals ? (
            <div className="acc-state">
              <ErrorState
                title="The accounts could not be read"
                cause={rows.error.message}
                safe="The workspace is untouched."
                actions={<Button onClick={rows.retry}>Try again</Button>}
              />
            </div>
          ) : rows.loading ? (
            <div className="acc-state">
              <LoadingState label="Loading accounts" rows={14} />
            </div>
          ) : rows.total === 0 ? (
            <div className="acc-state">
              <EmptyState
                title="No account matches these filters."
                action={<Button onClick={bar.onClear}>Clear all filters</Button>}
              >
                {filters.openAlerts && !context.hasAlerts ? 'Nothing raises alerts in this workspace yet.' : undefined}
              </EmptyState>
            </div>
          ) : (
            <Grid
              key={position}
              columns={columns}
              context={context}
              groups={groups}
              lines={lines}
              rowAt={rows.rowAt}
              rowHeight={ROW_HEIGHT[density]}
              sort={sort}
              onSort={list.setSort}
              onWidth={(id, px) => list.setChoices(withWidth(choices, id, px))}
              onMove={(id, by) => list.setChoices(withMoved(choices, id, by))}
              index={index}
              onIndex={onIndex}
              onRange={onRange}
              onOpen={openAccount}
              onPreview={() => setPreview(!previewing)}
              onEscape={() => (picking.count > 0 ? picking.clear() : setPreview(false))}
              onToggleGroup={(value) => setFolded({ of: group ?? '', values: toggled(closed, value) })}
              selection={picking.selection}
              picked={picking.picked}
              onPick={picking.pick}
              onPickAll={picking.toggleAll}
              busy={rows.updating}
              wide={own}
            />
          )}
          {picking.count > 0 && (
            <BulkBar
              count={picking.count}
              total={rows.total}
              target={targetOf(picking.selection, { filters, ...withAsOf(asOf) })}
              onAll={picking.all}
              onClear={picking.clear}
              exporting={exporting.busy}
              onExport={(kind) => exportList(kind, all ? { except: [...ids] } : { only: [...ids] })}
            />
          )}
        </div>
        {previewing && row && (
          <Preview
            row={row}
            asOf={asOf ?? ''}
            action={context.actionOf(row.tier)}
            href={href({ view: 'account', id: row.accountId, params: {} })}
            onClose={() => setPreview(false)}
          />
        )}
      </div>
      <StatusBar
        totals={rows.totals}
        all={workspace.data?.activeAccounts ?? workspace.data?.accounts ?? 0}
        hiddenColumns={own ? 0 : usual.length - columns.length}
        previewing={previewing}
        onKeys={() => setKeys(true)}
      />
      {keys && <KeysDialog onClose={() => setKeys(false)} />}
    </div>
  );
}

/** Rows are fetched by pages: within one there is nothing new to ask for. */
const pageOf = (at: number): number => Math.floor(at / ACCOUNT_PAGE);

function toggled(values: ReadonlySet<string>, value: string): ReadonlySet<string> {
  const next = new Set(values);
  if (!next.delete(value)) next.add(value);
  return next;
}

function openAccount(account: AccountRow): void {
  navigate({ view: 'account', id: account.accountId, params: {} });
}

function NoAccounts({ scoreless, href }: { readonly scoreless: boolean; readonly href: string }) {
  return (
    <div className="page">
      <EmptyState
        page
        title={scoreless ? 'The accounts are here; nothing is scored yet.' : 'No accounts yet.'}
        action={
          <a className="btn pri" href={href}>
            {scoreless ? 'Go to scoring' : 'Import accounts'}
          </a>
        }
      >
        {scoreless
          ? 'The list shows the accounts of a snapshot, and there is none.'
          : 'Import a list of accounts from a CRM: one row per customer, with a name or an id.'}
      </EmptyState>
    </div>
  );
}
