import { useEffect, useMemo } from 'react';
import type { ListGroup } from '#shared/contract/portfolio.ts';
import { useSavedViews } from '../../data/views.ts';
import { isFiltered } from '../../state/filters.ts';
import { rememberLayout, useGrid } from '../../state/grid.ts';
import { navigate, useAddress } from '../../state/navigation.ts';
import { type ColumnChoice, formatColumns, parseColumns } from './layout.ts';
import { addressOf, isChanged, type ListView, listViews, parseGroup } from './saved-views.ts';
import { formatSort, parseSort, type Sort } from './sorting.ts';

/** The list as the address tells it, and the ways to change it. */
export function useAccountList() {
  const { params, filters } = useAddress();
  const layout = useGrid((grid) => grid.layout);
  const stored = useSavedViews();
  const views = useMemo(() => listViews(stored.data?.views ?? []), [stored.data]);
  const sort = useMemo(() => parseSort(params.sort), [params.sort]);
  const group = parseGroup(params.group);
  const cols = params.cols ?? '';
  const choices = useMemo(() => parseColumns(cols), [cols]);
  const view = views.find(({ key }) => key === params.saved) ?? null;

  // An address that only names a view, or nothing at all, is completed: it then tells the whole state.
  const isBare = params.sort === undefined && params.group === undefined && params.cols === undefined;
  const start = views.find(({ saved }) => saved?.isDefault);
  const filtered = isFiltered(filters);
  useEffect(() => {
    if (isBare && !filtered && view) navigate(addressOf(view, layout), { replace: true });
    else if (isBare && !filtered && params.saved === undefined && start)
      navigate(addressOf(start, layout), { replace: true });
    else if (params.cols === undefined && layout !== '')
      navigate({ params: { ...params, cols: layout } }, { replace: true });
  }, [isBare, filtered, view, start, params, layout]);

  const set = (next: Readonly<Record<string, string>>, replace = false) =>
    navigate({ params: { ...params, ...next } }, { replace });
  return {
    filters,
    sort,
    group,
    cols,
    /** Null for the columns everybody gets. */
    choices,
    views,
    view,
    /** Something else is shown than the view says. */
    changed: view !== null && isChanged(view, { filters, sort: [...sort], group, cols }),
    set,
    setSort: (next: readonly Sort[]) => set({ sort: formatSort(next) }),
    setGroup: (next: ListGroup | null) => set({ group: next ?? '' }),
    /** Null goes back to the columns everybody gets. */
    setChoices: (next: readonly ColumnChoice[] | null) => {
      const text = formatColumns(next);
      rememberLayout(text);
      set({ cols: text }, true);
    },
    open: (next: ListView) => navigate(addressOf(next, layout)),
  };
}

export type AccountList = ReturnType<typeof useAccountList>;
