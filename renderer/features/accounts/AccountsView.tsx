import { useDebouncedCallback, useElementSize, useHotkeys } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { asApiError } from '../../api/api.ts';
import { useFilterBar } from '../../data/filter-fields.ts';
import { useFormat } from '../../data/format.ts';
import { useAccountRows, withAsOf } from '../../data/portfolio.ts';
import { useAsOf, useWorkspace } from '../../data/workspace.ts';
import { isFiltered, useFilters, withFilter } from '../../state/filters.ts';
import { rememberPosition, useGrid } from '../../state/grid.ts';
import { navigate, useAddress, useHref } from '../../state/navigation.ts';
import { ROW_HEIGHT, usePreferences } from '../../state/preferences.ts';
import { showToast } from '../../state/toasts.ts';
import { Button, Segmented } from '../../ui/controls.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import { COLUMNS, fittingColumns } from './columns.tsx';
import { exportAccounts } from './export.ts';
import { Grid } from './Grid.tsx';
import { Headline } from './Headline.tsx';
import { Preview } from './Preview.tsx';
import { StatusBar } from './StatusBar.tsx';
import { formatSort, PRESETS, parseSort, presetOf, type Sort } from './sorting.ts';
import './accounts.css';

const EDGES = 40;

export function AccountsView() {
  const address = useAddress();
  const { params } = address;
  const { filters, bar } = useFilterBar();
  const workspace = useWorkspace();
  const asOf = useAsOf();
  const format = useFormat();
  const href = useHref();
  const api = useApi();
  const density = usePreferences((preferences) => preferences.density);
  const memory = useGrid();
  const sort = useMemo(() => parseSort(params.sort), [params.sort]);
  const input = useMemo(() => ({ filters, sort: [...sort] }), [filters, sort]);
  const list = `${asOf} ${formatSort(sort)} ${JSON.stringify(filters)}`;
  const [range, setRange] = useState({ first: 0, last: 40 });
  const onRange = useCallback((first: number, last: number) => setRange({ first, last }), []);
  const onIndex = useCallback((next: number) => rememberPosition(list, next), [list]);
  const rows = useAccountRows(input, range);
  const index = memory.list === list ? Math.min(memory.index, Math.max(0, rows.total - 1)) : 0;
  const row = rows.rowAt(index);
  const previewing = params.preview === '1';
  const { ref: splitRef, width } = useElementSize<HTMLDivElement>();
  const [exporting, setExporting] = useState(false);

  const hasAlerts = workspace.data?.hasAlerts ?? false;
  const offered = useMemo(() => COLUMNS.filter((column) => column.id !== 'alerts' || hasAlerts), [hasAlerts]);
  const wanted = useMemo(
    () => offered.filter((column) => column.leaves === 0 || !memory.hidden.includes(column.id)),
    [offered, memory.hidden],
  );
  const columns = useMemo(() => fittingColumns(wanted, width - EDGES), [wanted, width]);
  const actions = workspace.data?.model.tiers;
  const context = useMemo(
    () => ({
      format,
      asOf: asOf ?? '',
      actionOf: (tier: string | null) => actions?.find((item) => item.name === tier)?.action || null,
    }),
    [format, asOf, actions],
  );

  const setParams = (next: Readonly<Record<string, string>>, replace = false) =>
    navigate({ params: { ...params, ...next } }, { replace });
  const setSort = (next: readonly Sort[]) => setParams({ sort: formatSort(next) });
  const setPreview = (open: boolean) => setParams({ preview: open ? '1' : '' }, true);
  const exportShown = async () => {
    setExporting(true);
    try {
      const saved = await exportAccounts(api, { ...withAsOf(asOf), ...input }, columns, context);
      if (saved !== null) showToast(`${format.count(saved, 'account')} exported as CSV`);
    } catch (error) {
      showToast(`The export stopped: ${asApiError(error).message}`, null, 'bad');
    } finally {
      setExporting(false);
    }
  };

  if (workspace.data && workspace.data.asOf === null)
    return (
      <NoAccounts
        scoreless={workspace.data.accounts > 0}
        href={href({ view: workspace.data.accounts > 0 ? 'portfolio' : 'data', filters: {} })}
      />
    );

  return (
    <div className="acc">
      <div className="acc-top">
        <div className="row" style={{ gap: 16 }}>
          <Headline
            totals={rows.totals}
            filtered={isFiltered(filters)}
            all={workspace.data?.activeAccounts ?? workspace.data?.accounts ?? 0}
          />
          <a className="btn q" href={href({ view: 'overrides', params: {} })}>
            Overrides
          </a>
          <ColumnMenu columns={offered.filter((column) => column.leaves > 0)} hidden={memory.hidden} />
          <Button disabled={exporting || rows.total === 0} onClick={() => void exportShown()}>
            Export CSV
          </Button>
        </div>
        <div className="acc-bar">
          <Segmented
            label="Order"
            options={PRESETS}
            value={presetOf(sort)}
            onChange={(value) => {
              const preset = PRESETS.find((item) => item.value === value);
              if (preset) setSort(preset.sort);
            }}
          />
          <TextFilter />
          <FilterBar {...bar} chips={bar.chips.filter((chip) => chip.id !== 'text')} />
        </div>
      </div>
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
              />
            </div>
          ) : (
            <Grid
              key={list}
              columns={columns}
              context={context}
              total={rows.total}
              rowAt={rows.rowAt}
              rowHeight={ROW_HEIGHT[density]}
              sort={sort}
              onSort={setSort}
              index={index}
              onIndex={onIndex}
              onRange={onRange}
              onOpen={openAccount}
              onPreview={() => setPreview(!previewing)}
              onClosePreview={() => setPreview(false)}
              busy={rows.updating}
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
        hiddenColumns={wanted.length - columns.length}
        previewing={previewing}
      />
    </div>
  );
}

function openAccount(account: AccountRow): void {
  navigate({ view: 'account', id: account.accountId, params: {} });
}

function TextFilter() {
  const { filters, set } = useFilters();
  const [text, setText] = useState(filters.text ?? '');
  const input = useRef<HTMLInputElement>(null);
  const apply = useDebouncedCallback(
    (value: string) => set(withFilter(filters, 'text', value.trim() || undefined), { replace: true }),
    150,
  );
  useEffect(() => {
    if (document.activeElement !== input.current) setText(filters.text ?? '');
  }, [filters.text]);
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <input
      ref={input}
      className="inp acc-text"
      type="search"
      placeholder="Name, id or CSM"
      aria-label="Find accounts by name, id or CSM"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
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
