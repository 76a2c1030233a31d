// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed one by one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid handles the keyboard for all of its rows.
import { useElementSize } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import type { AccountRow } from '#shared/contract/portfolio.ts';
import { useHref } from '../../state/navigation.ts';
import { type CellContext, type Column, templateOf } from './columns.tsx';
import { clickSort, type Sort } from './sorting.ts';

type Props = {
  readonly columns: readonly Column[];
  readonly context: CellContext;
  readonly total: number;
  readonly rowAt: (index: number) => AccountRow | undefined;
  readonly rowHeight: number;
  readonly sort: readonly Sort[];
  readonly onSort: (sort: readonly Sort[]) => void;
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onRange: (first: number, last: number) => void;
  readonly onOpen: (row: AccountRow) => void;
  readonly onPreview: () => void;
  readonly onClosePreview: () => void;
  readonly busy: boolean;
};

/** Height of the header of the columns (accounts.css), which scrolls with the rows and stays on top of them. */
const HEAD = 32;

export function Grid(props: Props) {
  const { columns, total, rowAt, rowHeight, index, onIndex, onOpen, onRange, busy, context } = props;
  const href = useHref();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizeRef, height } = useElementSize<HTMLDivElement>();
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingEnd: HEAD,
    initialOffset: Math.max(0, (index - 4) * rowHeight),
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of rows needs another measure.
  useEffect(() => virtual.measure(), [rowHeight, virtual]);

  const perPage = Math.max(1, Math.floor(height / rowHeight) - 2);
  const moveTo = (to: number) => {
    const next = Math.max(0, Math.min(total - 1, to));
    onIndex(next);
    virtual.scrollToIndex(next);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const moves: Readonly<Record<string, number>> = {
      j: index + 1,
      ArrowDown: index + 1,
      k: index - 1,
      ArrowUp: index - 1,
      PageDown: index + perPage,
      PageUp: index - perPage,
      Home: 0,
      End: total - 1,
    };
    const to = moves[event.key];
    const row = rowAt(index);
    if (to !== undefined) moveTo(to);
    else if (event.key === 'Enter' && row) onOpen(row);
    else if (event.key === ' ') props.onPreview();
    else if (event.key === 'Escape') props.onClosePreview();
    else return;
    event.preventDefault();
  };

  const template = useMemo(() => templateOf(columns), [columns]);
  return (
    <div className="ag" ref={sizeRef}>
      <div
        ref={scroller}
        className="ag-scroll"
        role="grid"
        aria-label="Accounts"
        aria-rowcount={total + 1}
        aria-colcount={columns.length}
        aria-busy={busy}
        aria-activedescendant={total > 0 ? `account-row-${index}` : undefined}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <Head columns={columns} template={template} sort={props.sort} onSort={props.onSort} />
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map((item) => (
            <GridRow
              key={item.key}
              at={item.index}
              top={item.start}
              template={template}
              row={rowAt(item.index)}
              columns={columns}
              context={context}
              rowHeight={rowHeight}
              selected={item.index === index}
              onIndex={onIndex}
              onOpen={onOpen}
              href={href}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function Head({
  columns,
  template,
  sort,
  onSort,
}: Pick<Props, 'columns' | 'sort' | 'onSort'> & { readonly template: string }) {
  return (
    <div role="rowgroup" className="ag-head">
      <div role="row" className="ag-row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => {
          const at = sort.findIndex((item) => item.field === column.sort?.field);
          const present = sort[at];
          const order = present ? (present.direction === 'asc' ? 'ascending' : 'descending') : 'none';
          return (
            <div
              key={column.id}
              role="columnheader"
              className={column.right ? 'r' : ''}
              title={column.title}
              {...(column.sort ? { 'aria-sort': order } : {})}
            >
              {column.sort ? (
                <button
                  type="button"
                  className={present ? 'on' : ''}
                  onClick={(event: MouseEvent) =>
                    column.sort && onSort(clickSort(sort, column.sort.field, column.sort.first, event.shiftKey))
                  }
                >
                  {column.label}
                  {present && (
                    <span aria-hidden="true">{` ${present.direction === 'asc' ? '↑' : '↓'}${sort.length > 1 ? ` ${at + 1}` : ''}`}</span>
                  )}
                </button>
              ) : (
                column.label
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = Pick<Props, 'columns' | 'context' | 'rowHeight' | 'onIndex' | 'onOpen'> & {
  readonly at: number;
  readonly top: number;
  readonly template: string;
  readonly row: AccountRow | undefined;
  readonly selected: boolean;
  readonly href: ReturnType<typeof useHref>;
};

/** Scrolling moves the window over the list; a row that stays is not drawn again. */
const GridRow = memo(function GridRow(props: RowProps) {
  const { at, top, template, row, columns, context, rowHeight, selected, onIndex, onOpen, href } = props;
  const style = { gridTemplateColumns: template, height: rowHeight, transform: `translateY(${top}px)` };
  const classes = `ag-row ag-body${selected ? ' on' : ''}${row && row.score === null ? ' none' : ''}`;
  if (!row) {
    return (
      <div role="row" id={`account-row-${at}`} className={classes} aria-rowindex={at + 2} style={style}>
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
      aria-selected={selected}
      style={style}
      onClick={() => onIndex(at)}
      onDoubleClick={() => onOpen(row)}
    >
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className={column.right ? 'r' : ''}>
          {column.id === 'name' ? (
            <a className="ag-name" tabIndex={-1} href={href({ view: 'account', id: row.accountId, params: {} })}>
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
