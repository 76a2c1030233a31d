import { type KeyboardEvent, useState } from 'react';
import type { Format } from '../../../data/format.ts';
import { Segmented } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { Glyph, type Role } from '../../../ui/tier.tsx';
import { kindShort } from '../labels.ts';
import { keyOf, type PlannedTable, stateOf, type TableState } from './import-plan.ts';

const COLUMNS = [
  { label: 'File' },
  { label: 'Kind', width: 'c-kind' },
  { label: 'Read', width: 'c-n', className: 'r' },
  { label: 'Accepted', width: 'c-n', className: 'r hn' },
  { label: 'Rejected', width: 'c-n', className: 'r' },
  { label: 'New', width: 'c-n', className: 'r hn' },
  { label: 'Changed', width: 'c-n', className: 'r hn' },
  { label: 'State', width: 'c-state', className: 'gapl' },
  { label: 'Leave out', width: 'c-x', quiet: true },
] as const;

type Props = {
  readonly tables: readonly PlannedTable[];
  readonly selected: string;
  readonly format: Format;
  readonly onSelect: (key: string) => void;
  readonly onLeave: (keys: readonly string[], left: boolean) => void;
};

/** More tables than this scroll in a box of their own. */
const LOW = 10;

const STATE_NAMES: Readonly<Record<TableState, string>> = {
  ready: 'Ready',
  asks: 'Asks',
  refused: 'Not readable',
  left: 'Left out',
};

/** Every table of the import with its state; arrow keys move between them. */
export function FileList({ tables, selected, format, onSelect, onLeave }: Props) {
  const [only, setOnly] = useState<TableState | 'all'>('all');
  const states = (Object.keys(STATE_NAMES) as TableState[])
    .map((state) => ({ state, count: tables.filter((table) => stateOf(table) === state).length }))
    .filter(({ count }) => count > 0);
  const asking = tables.filter((table) => stateOf(table) === 'asks');
  const kept = only === 'all' || states.some(({ state }) => state === only) ? only : 'all';
  const shown = tables.filter((table) => kept === 'all' || stateOf(table) === kept);
  const anchor = shown.some(({ preview }) => keyOf(preview) === selected)
    ? selected
    : shown[0] && keyOf(shown[0].preview);
  return (
    <Section
      title="Files"
      className="files"
      sub={`${format.number(tables.length)}, accounts are imported first`}
      tools={
        states.length > 1 && (
          <>
            {asking.length > 1 && asking.length < tables.length && (
              <button
                type="button"
                className="link"
                onClick={() =>
                  onLeave(
                    asking.map(({ preview }) => keyOf(preview)),
                    true,
                  )
                }
              >
                Leave out the {format.number(asking.length)} that ask
              </button>
            )}
            <Segmented
              small
              label="Files shown"
              options={[
                { value: 'all', label: `All ${format.number(tables.length)}` },
                ...states.map(({ state, count }) => ({
                  value: state,
                  label: `${STATE_NAMES[state]} ${format.number(count)}`,
                })),
              ]}
              value={kept}
              onChange={setOnly}
            />
          </>
        )
      }
    >
      <div className={shown.length > LOW ? 'files-body high' : 'files-body'}>
        <table className="t compact">
          <TableHead columns={COLUMNS} />
          <tbody onKeyDown={moveFocus}>
            {shown.map((table) => {
              const key = keyOf(table.preview);
              return (
                <FileRow
                  key={key}
                  table={table}
                  current={key === selected}
                  reachable={key === anchor}
                  format={format}
                  onSelect={() => onSelect(key)}
                  onLeave={(left) => onLeave([key], left)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** Arrow keys move between the names and choose, as in a list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.rowlink')];
  const at = event.target instanceof HTMLElement ? links.indexOf(event.target) : -1;
  if (at === -1) return;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: links.length - 1,
  };
  const to = moves[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const link = links[Math.max(0, Math.min(links.length - 1, to))];
  link?.focus();
  link?.click();
}

type RowProps = {
  readonly table: PlannedTable;
  readonly current: boolean;
  readonly reachable: boolean;
  readonly format: Format;
  readonly onSelect: () => void;
  readonly onLeave: (left: boolean) => void;
};

function FileRow({ table, current, reachable, format, onSelect, onLeave }: RowProps) {
  const { left, preview } = table;
  const { report, error } = preview;
  const number = (value: number) => (error || left ? <span className="dim">–</span> : format.number(value));
  const kind = error === null ? report.kind : preview.kindGuess;
  return (
    <tr className={`${current ? 'on' : ''}${left ? ' dim' : ''}`}>
      <td>
        <button
          type="button"
          className="rowlink"
          aria-pressed={current}
          tabIndex={reachable ? 0 : -1}
          title={report.file}
          onClick={onSelect}
        >
          {report.file}
        </button>
      </td>
      <td className="mut">{kind === null ? <span className="dim">–</span> : kindShort(kind)}</td>
      <td className="r">{left || report.rowsRead === 0 ? number(report.rowsRead) : format.number(report.rowsRead)}</td>
      <td className="r hn">{number(report.accepted)}</td>
      <td className={report.rejected > 0 && !left ? 'r bad m' : 'r dim'}>{number(report.rejected)}</td>
      <td className="r mut hn">{number(report.created)}</td>
      <td className="r mut hn">{number(report.updated)}</td>
      <td className="gapl">
        <StateText table={table} format={format} />
      </td>
      <td className="r">
        <button
          type="button"
          className="link"
          aria-label={`${left ? 'Put back' : 'Leave out'} ${report.file}`}
          onClick={() => onLeave(!left)}
        >
          {left ? 'Put back' : 'Leave out'}
        </button>
      </td>
    </tr>
  );
}

const MARKS: Readonly<Record<TableState, Role>> = {
  ready: 'healthy',
  asks: 'moderate',
  refused: 'critical',
  left: 'none',
};

function StateText({ table, format }: { readonly table: PlannedTable; readonly format: Format }) {
  const state = stateOf(table);
  const tone = state === 'asks' ? ' t-moderate' : state === 'refused' ? ' t-critical' : ' mut';
  return (
    <span className={`tier${tone}`}>
      <Glyph role={MARKS[state]} size={9} />
      {stateText(table, state, format)}
    </span>
  );
}

function stateText({ preview }: PlannedTable, state: TableState, format: Format): string {
  const { questions, report } = preview;
  switch (state) {
    case 'left':
      return 'left out';
    case 'refused':
      return 'cannot be read';
    case 'asks':
      return format.count(Math.max(1, questions.length), 'question');
    case 'ready':
      if (report.waiting > 0) return `ready, ${format.number(report.waiting)} waiting`;
      return report.accepted > 0 && report.unchanged + report.duplicates === report.accepted
        ? 'stored already'
        : 'ready';
  }
}
