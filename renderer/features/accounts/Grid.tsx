// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed one by one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/noStaticElementInteractions: the role of the grid depends on its grouping.
// biome-ignore-all lint/a11y/useAriaPropsSupportedByRole: the role of the grid depends on its grouping.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keyboard for all of its rows.
import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef } from 'react';
import type { AccountColumnId } from '#shared/contract/account-columns.ts';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { useHref } from '../../state/navigation.ts';
import { type CellContext, type Column, templateOf, widthOf } from './columns.tsx';
import { type GroupContext, GroupRow } from './GroupRow.tsx';
import { Head } from './Head.tsx';
import type { Lines } from './lines.ts';
import { useRowsWindow } from './rows-window.ts';
import { isSelected, type Selection } from './selection.ts';
import type { Sort } from './sorting.ts';

type Props = {
  readonly columns: readonly Column[];
  readonly context: CellContext;
  readonly groups: GroupContext;
  readonly lines: Lines;
  /** Account at a place of the ordered list; undefined while it is on the way. */
  readonly rowAt: (at: number) => AccountRow | undefined;
  readonly rowHeight: number;
  readonly sort: readonly Sort[];
  readonly onSort: (sort: readonly Sort[]) => void;
  readonly onWidth: (id: AccountColumnId, width: number) => void;
  readonly onMove: (id: AccountColumnId, by: number) => void;
  /** The active line. */
  readonly index: number;
  readonly onIndex: (index: number) => void;
  /** Places of the first and last account in the document. */
  readonly onRange: (first: number, last: number) => void;
  readonly onOpen: (row: AccountRow) => void;
  readonly onPreview: () => void;
  readonly onEscape: () => void;
  readonly onToggleGroup: (value: string) => void;
  readonly selection: Selection;
  readonly picked: 'none' | 'some' | 'all';
  readonly onPick: (row: AccountRow, index: number, extend: boolean) => void;
  readonly onPickAll: () => void;
  readonly busy: boolean;
  /** The columns may need more space than there is: the list scrolls sideways. */
  readonly wide: boolean;
};

/** Height of the heads of the columns (grid.css), which scroll with the rows and stay on top of them. */
const HEAD = 32;

export function Grid(props: Props) {
  const { columns, lines, rowAt, rowHeight, index, onIndex, onOpen, onRange, busy, context, selection } = props;
  const href = useHref();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, height } = useElementSize<HTMLDivElement>();
  const { count } = lines;
  const grouped = lines.headOf(0) !== null;
  const rows = useRowsWindow(scroller, { count, lineHeight: rowHeight, height, head: HEAD, start: index });
  const { first, last } = rows;
  useEffect(() => {
    const at = (line: number): number => {
      const found = lines.lineAt(line);
      return found?.kind === 'row' ? found.at : -1;
    };
    let [from, to] = [first, last];
    while (from < last && at(from) < 0) from += 1;
    while (to > first && at(to) < 0) to -= 1;
    if (at(from) >= 0) onRange(at(from), Math.max(at(from), at(to)));
  }, [first, last, lines, onRange]);

  // Stable, so that a row that stays is not drawn again when others are picked or fetched.
  const latestPick = useRef(props.onPick);
  useEffect(() => {
    latestPick.current = props.onPick;
  });
  const onPick = useCallback<Props['onPick']>((row, line, extend) => latestPick.current(row, line, extend), []);

  const perPage = Math.max(1, Math.floor(height / rowHeight) - 2);
  const moveTo = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    onIndex(next);
    rows.reveal(next, grouped ? rowHeight : 0);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const line = lines.lineAt(index);
    const row = line?.kind === 'row' ? rowAt(line.at) : undefined;
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') props.onPickAll();
    else if (event.ctrlKey || event.metaKey) return;
    else if (MOVES[event.key]) moveTo(MOVES[event.key]?.(index, perPage, count) ?? index);
    else if (event.key.toLowerCase() === 'x' && row) props.onPick(row, index, event.shiftKey);
    else if (line?.kind === 'group' && turnsGroup(event.key, line.open)) props.onToggleGroup(line.group.value);
    else if (event.key === 'ArrowLeft' && grouped) moveTo(lines.headOf(index) ?? index);
    else if (event.key === 'Enter' && row) onOpen(row);
    else if (event.key === ' ') props.onPreview();
    else if (event.key === 'Escape') props.onEscape();
    else return;
    event.preventDefault();
  };

  const template = useMemo(() => templateOf(columns), [columns]);
  const minWidth = props.wide ? widthOf(columns) : undefined;
  const headLine = count > 0 ? lines.headOf(rows.upper) : null;
  const passing = headLine === null || headLine === rows.upper ? undefined : lines.lineAt(headLine);
  const visible = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
  return (
    <div className="ag" ref={sizeRef}>
      <div
        ref={scroller}
        className={`ag-scroll${props.wide ? ' ag-wide' : ''}${props.picked === 'none' ? '' : ' ag-picking'}`}
        role={grouped ? 'treegrid' : 'grid'}
        aria-label="Accounts"
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable={true}
        aria-busy={busy}
        aria-activedescendant={index >= first && index <= last ? `account-row-${index}` : undefined}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <Head
          minWidth={minWidth}
          columns={columns}
          template={template}
          sort={props.sort}
          onSort={props.onSort}
          onWidth={props.onWidth}
          onMove={props.onMove}
          picked={props.picked}
          onPickAll={props.onPickAll}
        >
          {passing?.kind === 'group' && (
            <GroupRow
              group={passing.group}
              open={passing.open}
              columns={columns}
              context={props.groups}
              style={{ gridTemplateColumns: template, height: rowHeight }}
              active={false}
              onToggle={(value) => {
                if (headLine !== null) moveTo(headLine);
                props.onToggleGroup(value);
              }}
            />
          )}
        </Head>
        <div role="rowgroup" className="ag-rows" style={{ height: rows.spacer, minWidth }}>
          {visible.map((at) => {
            const line = lines.lineAt(at);
            const top = rows.topOf(at);
            if (line?.kind === 'group')
              return (
                <GroupRow
                  key={`group ${line.group.value}`}
                  line={at}
                  group={line.group}
                  open={line.open}
                  columns={columns}
                  context={props.groups}
                  style={{ gridTemplateColumns: template, height: rowHeight, transform: `translateY(${top}px)` }}
                  active={at === index}
                  onToggle={(value) => {
                    onIndex(at);
                    props.onToggleGroup(value);
                  }}
                />
              );
            const row = line ? rowAt(line.at) : undefined;
            return (
              <GridRow
                key={at}
                at={at}
                top={top}
                template={template}
                row={row}
                level={grouped ? 2 : undefined}
                columns={columns}
                context={context}
                rowHeight={rowHeight}
                active={at === index}
                picked={row !== undefined && isSelected(selection, row.accountId)}
                onIndex={onIndex}
                onPick={onPick}
                onOpen={onOpen}
                href={href}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where a key leads from line `index`; `page` lines fit in the box. */
const MOVES: Readonly<Record<string, (index: number, page: number, count: number) => number>> = {
  j: (index) => index + 1,
  ArrowDown: (index) => index + 1,
  k: (index) => index - 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index, page) => index + page,
  PageUp: (index, page) => index - page,
  Home: () => 0,
  End: (_index, _page, count) => count - 1,
};

function turnsGroup(key: string, open: boolean): boolean {
  return key === 'Enter' || key === ' ' || (open ? key === 'ArrowLeft' : key === 'ArrowRight');
}

type RowProps = Pick<Props, 'columns' | 'context' | 'rowHeight' | 'onIndex' | 'onOpen' | 'onPick'> & {
  readonly at: number;
  readonly top: number;
  readonly template: string;
  readonly row: AccountRow | undefined;
  readonly level: number | undefined;
  readonly active: boolean;
  readonly picked: boolean;
  readonly href: ReturnType<typeof useHref>;
};

/** Scrolling moves the window over the list; a row that stays is not drawn again. */
const GridRow = memo(function GridRow(props: RowProps) {
  const { at, top, template, row, level, columns, context, rowHeight, active, picked, onIndex, onPick, href } = props;
  const style = { gridTemplateColumns: template, height: rowHeight, transform: `translateY(${top}px)` };
  const classes = `ag-row ag-body${active ? ' on' : ''}${picked ? ' pk' : ''}${row && row.score === null ? ' none' : ''}`;
  if (!row) {
    return (
      <div
        role="row"
        id={`account-row-${at}`}
        className={classes}
        aria-rowindex={at + 2}
        aria-level={level}
        style={style}
      >
        <div role="gridcell" style={{ gridColumn: '1 / -1' }} aria-label="Loading">
          <i className="sk" style={{ width: `${38 + ((at * 7) % 24)}%` }} />
        </div>
      </div>
    );
  }
  return (
    <div
      role="row"
      id={`account-row-${at}`}
      className={classes}
      aria-rowindex={at + 2}
      aria-level={level}
      aria-selected={picked}
      aria-current={active ? 'true' : undefined}
      style={style}
      onClick={() => onIndex(at)}
      onDoubleClick={() => props.onOpen(row)}
    >
      <div role="gridcell" className="ag-pick">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${row.name}`}
          checked={picked}
          onChange={(event) => onPick(row, at, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
        />
      </div>
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={`${column.right ? 'r' : ''}${column.id === 'name' ? ' ag-first' : ''}`}
        >
          {column.id === 'name' ? (
            <a
              className="ag-name"
              tabIndex={-1}
              dir="auto"
              title={row.name}
              href={href({ view: 'account', id: row.accountId, params: {} })}
            >
              {row.name}
            </a>
          ) : (
            column.cell(row, context)
          )}
        </div>
      ))}
    </div>
  );
});
