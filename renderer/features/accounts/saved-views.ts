import { LIST_GROUPS, type ListGroup } from '#shared/contract/portfolio.ts';
import type { SavedView } from '#shared/contract/views.ts';
import type { AddressPatch } from '../../state/navigation.ts';
import { formatHash } from '../../state/url.ts';
import { formatColumns, knownColumns, parseColumns } from './layout.ts';
import { formatSort } from './sorting.ts';

type Definition = SavedView['definition'];

/** A view of the list: one that comes with the application, or one that somebody saved. */
export type ListView = {
  /** In the address: a word for those that come with the application, else the number of the view. */
  readonly key: string;
  readonly name: string;
  readonly definition: Definition;
  /** Null for those that come with the application. */
  readonly saved: SavedView | null;
};

const definition = (columns: string | null, group: ListGroup | null): Definition => ({
  filters: columns === null ? {} : { status: ['active'] },
  sort: [{ field: 'score', direction: 'asc' }],
  group,
  columns: columns === null ? null : [...(parseColumns(columns) ?? [])],
});

/** The columns of the monitoring report (30-method.md R45), as of a day and as a development. */
export const MONITORING = 'monitoring';
const MONITORING_TREND = 'monitoring-trend';

const BUILT_IN: readonly ListView[] = [
  { key: 'all', name: 'All accounts', definition: definition(null, null), saved: null },
  {
    key: MONITORING,
    name: 'Monitoring report',
    definition: definition('name,csm,score,tier,lastTouch,topDriver~220,action~260,changeMonth~84', 'csm'),
    saved: null,
  },
  {
    key: MONITORING_TREND,
    name: 'Monitoring report, trend',
    definition: definition('name,csm,score,tier,spark,changeMonth~84,change30,change90,change180,momentum', 'csm'),
    saved: null,
  },
];

/** Whether a view shows the summary of the monitoring report above its list. */
export function isMonitoring(key: string | undefined): boolean {
  return key === MONITORING || key === MONITORING_TREND;
}

export function listViews(saved: readonly SavedView[]): readonly ListView[] {
  return [
    ...BUILT_IN,
    ...saved.map((view) => ({ key: String(view.id), name: view.name, definition: view.definition, saved: view })),
  ];
}

export function parseGroup(text: string | undefined): ListGroup | null {
  return LIST_GROUPS.find((field) => field === text) ?? null;
}

/** The address of a view; `layout` holds the reader's columns for views that leave them alone. */
export function addressOf({ key, definition: { filters, sort, group, columns } }: ListView, layout: string) {
  return {
    view: 'accounts',
    filters,
    params: {
      saved: key,
      sort: formatSort(sort),
      group: group ?? '',
      cols: columns === null ? layout : formatColumns(knownColumns(columns)),
    },
  } as const satisfies AddressPatch;
}

type State = Pick<Definition, 'filters' | 'sort' | 'group'> & { readonly cols: string };

/** Whether the list shows something else than the view says. */
export function isChanged(view: ListView, state: State): boolean {
  const own = view.definition.columns !== null;
  const text = (filters: Definition['filters'], sort: Definition['sort'], group: string | null, cols: string): string =>
    formatHash({
      view: 'accounts',
      id: null,
      asOf: null,
      filters,
      params: { sort: formatSort(sort), group: group ?? '', cols: own ? cols : '' },
    });
  const { filters, sort, group } = view.definition;
  return (
    text(filters, sort, group, addressOf(view, '').params.cols) !==
    text(state.filters, state.sort, state.group, state.cols)
  );
}
