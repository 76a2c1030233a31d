// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed one by one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons inside hold the focus.
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import type { AccountColumnId } from '#shared/contract/account-columns.ts';
import type { Column } from './columns.tsx';
import { clickSort, type Sort } from './sorting.ts';

type Props = {
  readonly columns: readonly Column[];
  readonly template: string;
  /** Least width, px, where the list scrolls sideways. */
  readonly minWidth: number | undefined;
  readonly sort: readonly Sort[];
  readonly onSort: (sort: readonly Sort[]) => void;
  readonly onWidth: (id: AccountColumnId, width: number) => void;
  readonly onMove: (id: AccountColumnId, by: number) => void;
  readonly picked: 'none' | 'some' | 'all';
  readonly onPickAll: () => void;
  /** Head of the group that passes below. */
  readonly children?: ReactNode;
};

const STEP = 16;

/** Heads of the columns: a click orders, the right edge drags, Alt with the arrows widens, with Shift moves. */
export function Head({
  columns,
  template,
  minWidth,
  sort,
  onSort,
  onWidth,
  onMove,
  picked,
  onPickAll,
  children,
}: Props) {
  const onKey = (event: KeyboardEvent<HTMLButtonElement>, column: Column) => {
    const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (side === 0 || !event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const width = event.currentTarget.parentElement?.offsetWidth ?? column.width;
    if (event.shiftKey) onMove(column.id, side);
    else onWidth(column.id, width + side * STEP);
  };
  return (
    <div role="rowgroup" className="ag-head" style={{ minWidth }}>
      <div role="row" className="ag-row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
        <div role="columnheader" className="ag-pick">
          <input
            type="checkbox"
            aria-label="Select all accounts"
            checked={picked === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = picked === 'some';
            }}
            onChange={onPickAll}
          />
        </div>
        {columns.map((column) => {
          const at = sort.findIndex((item) => item.field === column.sort.field);
          const present = sort[at];
          return (
            <div
              key={column.id}
              role="columnheader"
              title={column.title}
              className={`${column.right ? 'r' : ''}${column.id === 'name' ? ' ag-first' : ''}`}
              aria-sort={at !== 0 || !present ? undefined : present.direction === 'asc' ? 'ascending' : 'descending'}
            >
              <button
                type="button"
                className={present ? 'on' : ''}
                onKeyDown={(event) => onKey(event, column)}
                onClick={(event) => onSort(clickSort(sort, column.sort.field, column.sort.first, event.shiftKey))}
              >
                {column.label}
                {present && (
                  <span aria-hidden="true">{` ${present.direction === 'asc' ? '↑' : '↓'}${sort.length > 1 ? ` ${at + 1}` : ''}`}</span>
                )}
              </button>
              <span
                className="ag-grip"
                aria-hidden="true"
                onPointerDown={(event) => drag(event, (width) => onWidth(column.id, width))}
              />
            </div>
          );
        })}
      </div>
      {children}
    </div>
  );
}

function drag(event: PointerEvent<HTMLSpanElement>, onWidth: (width: number) => void): void {
  const grip = event.currentTarget;
  const from = event.clientX;
  const width = grip.parentElement?.offsetWidth ?? 0;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const move = (next: globalThis.PointerEvent) => onWidth(width + next.clientX - from);
  grip.addEventListener('pointermove', move);
  grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
}
