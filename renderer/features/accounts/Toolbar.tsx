import type { AccountGroup } from '#shared/contract/portfolio.ts';
import type { useFilterBar } from '../../data/filter-fields.ts';
import type { AccountsPage } from '../../data/portfolio.ts';
import { useCommand } from '../../state/commands.ts';
import { useHref } from '../../state/navigation.ts';
import { Segmented } from '../../ui/controls.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { ColumnMenu } from './ColumnMenu.tsx';
import type { Column } from './columns.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { groupOptions } from './groups.ts';
import { Headline } from './Headline.tsx';
import type { ColumnChoice } from './layout.ts';
import { parseGroup } from './saved-views.ts';
import { PRESETS, presetOf } from './sorting.ts';
import { TextFilter } from './TextFilter.tsx';
import type { AccountList } from './useAccountList.ts';
import { ViewMenu } from './ViewMenu.tsx';

type Props = {
  readonly list: AccountList;
  readonly bar: ReturnType<typeof useFilterBar>['bar'];
  readonly totals: AccountsPage['totals'] | null;
  readonly filtered: boolean;
  /** Active accounts of the workspace. */
  readonly active: number;
  readonly facets: Readonly<Record<string, readonly unknown[]>>;
  /** Every column there is to choose. */
  readonly columns: readonly Column[];
  readonly choices: readonly ColumnChoice[];
  readonly exporting: boolean;
  readonly onExport: (format: 'csv' | 'xlsx') => void;
  readonly groups: readonly AccountGroup[] | null;
  readonly closed: ReadonlySet<string>;
  readonly onFold: (values: ReadonlySet<string>) => void;
};

/** What the list is about, and everything that changes what it shows. */
export function Toolbar(props: Props) {
  const { list, bar, groups, closed, onFold } = props;
  const href = useHref();
  useCommand(props.exporting ? null : 'Export the accounts shown as CSV', () => props.onExport('csv'));
  useCommand(props.exporting ? null : 'Export the accounts shown to Excel', () => props.onExport('xlsx'));
  return (
    <div className="acc-top">
      <div className="acc-head">
        <Headline totals={props.totals} filtered={props.filtered} all={props.active} />
        <div className="row acc-acts">
          <a className="btn q" href={href({ view: 'overrides', params: {} })}>
            Overrides
          </a>
          <ViewMenu list={list} />
          <ColumnMenu
            all={props.columns}
            choices={props.choices}
            own={list.choices !== null}
            onChange={list.setChoices}
          />
          <ExportMenu label="Export" disabled={props.exporting} onExport={props.onExport} />
        </div>
      </div>
      <div className="acc-bar">
        <Segmented
          label="Order"
          options={PRESETS}
          value={presetOf(list.sort)}
          onChange={(value) => {
            const preset = PRESETS.find((item) => item.value === value);
            if (preset) list.setSort(preset.sort);
          }}
        />
        <TextFilter />
        <FilterBar {...bar} chips={bar.chips.filter((chip) => chip.id !== 'text')} />
        <div className="acc-group">
          {groups !== null && groups.length > 1 && (
            <button
              type="button"
              className="link sm"
              onClick={() => onFold(closed.size === 0 ? new Set(groups.map(({ value }) => value)) : new Set())}
            >
              {closed.size === 0 ? 'Close all' : 'Open all'}
            </button>
          )}
          <label>
            <span className="dim sm">Group by</span>
            <select
              className="inp"
              value={list.group ?? ''}
              onChange={(event) => list.setGroup(parseGroup(event.currentTarget.value))}
            >
              {groupOptions(props.facets).map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
    </div>
  );
}
