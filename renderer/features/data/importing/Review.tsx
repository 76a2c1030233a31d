import { useEffect, useRef } from 'react';
import type { ImportOptions } from '#shared/contract/importing.ts';
import { joinWords } from '#shared/format/words.ts';
import type { Format } from '../../../data/format.ts';
import { Button } from '../../../ui/controls.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { ProgressBar } from '../../../ui/states.tsx';
import { FileBar } from './FileBar.tsx';
import { FileList } from './FileList.tsx';
import { FileProblem } from './FileProblem.tsx';
import type { Flow } from './flow.ts';
import { Issues } from './Issues.tsx';
import { askOf, keyOf, type PlannedTable, stateOf, totalsOf } from './import-plan.ts';
import { Mapping } from './Mapping.tsx';
import { PreviewRows } from './PreviewRows.tsx';
import { Questions } from './Questions.tsx';
import { RawRows } from './RawRows.tsx';
import './review.css';

type Props = {
  readonly flow: Flow;
  readonly format: Format;
  readonly onSelect: (key: string) => void;
  readonly onOptions: (options: ReadonlyMap<string, ImportOptions>) => void;
  readonly onLeave: (keys: readonly string[], left: boolean) => void;
  readonly onChoose: () => void;
  readonly onDiscard: () => void;
  readonly onImport: () => void;
};

/** What an import would do, table by table. */
export function Review({ flow, format, onSelect, onOptions, onLeave, onChoose, onDiscard, onImport }: Props) {
  const { tables } = flow;
  const table = tables.find(({ preview }) => keyOf(preview) === flow.selected) ?? tables[0];
  const busy = flow.phase === 'reading';
  const body = useFocusKept(busy);
  const questions = questionCount(tables);
  const totals = totalsOf(tables.filter((one) => stateOf(one) === 'ready').map((one) => one.preview.report));
  const next = tables.find((one) => stateOf(one) === 'asks');
  return (
    <>
      <Finding
        eyebrow="Data, import"
        actions={
          <>
            <Button kind="quiet" onClick={onDiscard}>
              Discard
            </Button>
            <Button onClick={onChoose} disabled={busy}>
              Add files
            </Button>
            <Button kind="primary" disabled={busy || questions > 0 || totals.accepted === 0} onClick={onImport}>
              {questions > 0
                ? `Answer ${format.count(questions, 'question')} to import`
                : `Import ${format.count(totals.accepted, 'row')}`}
            </Button>
          </>
        }
      >
        <Sentence tables={tables} format={format} />
      </Finding>
      {flow.error !== null && (
        <p className="note bad" role="alert">
          {flow.error}
        </p>
      )}
      <div className="busy-line">
        {busy && (
          <ProgressBar
            label={flow.progress?.label ?? 'Reading again'}
            fraction={flow.progress?.fraction ?? null}
            onCancel={flow.cancel ?? undefined}
          />
        )}
      </div>
      {tables.length > 1 && (
        <FileList
          tables={tables}
          selected={table ? keyOf(table.preview) : ''}
          format={format}
          onSelect={onSelect}
          onLeave={onLeave}
        />
      )}
      {table && (
        // The table's part of the page takes the focus when the control that had it is gone.
        <section ref={body} tabIndex={-1} className="table-review" aria-label={table.preview.report.file}>
          <Table
            key={keyOf(table.preview)}
            table={table}
            tables={tables}
            format={format}
            onOptions={onOptions}
            onLeave={(left) => onLeave([keyOf(table.preview)], left)}
          />
          {next && next !== table && stateOf(table) !== 'asks' && (
            <div className="row next-question">
              <Button onClick={() => onSelect(keyOf(next.preview))}>Next question: {next.preview.report.file}</Button>
            </div>
          )}
        </section>
      )}
    </>
  );
}

type TableProps = {
  readonly table: PlannedTable;
  readonly tables: readonly PlannedTable[];
  readonly format: Format;
  readonly onOptions: Props['onOptions'];
  readonly onLeave: (left: boolean) => void;
};

function Table({ table, tables, format, onOptions, onLeave }: TableProps) {
  const { left, options, preview } = table;
  const own = (next: ImportOptions) => onOptions(new Map([[keyOf(preview), next]]));
  const read = preview.error === null ? preview.report.kind : (options.kind ?? preview.kindGuess);
  const kind = read === 'records' ? null : read;
  return (
    <>
      <FileBar table={table} format={format} onOptions={own} onLeave={onLeave} />
      {left ? (
        <p className="dim">
          This table is left out: nothing of it is imported. Put it back to see what it would bring.
        </p>
      ) : (
        <>
          {preview.error && (preview.questions.length === 0 || askOf(preview.error.code) !== 'values') && (
            <FileProblem
              key={`${preview.error.code}${preview.error.message}`}
              table={table}
              onOptions={own}
              onLeave={() => onLeave(true)}
            />
          )}
          <Questions table={table} tables={tables} format={format} onAnswer={onOptions} />
          {kind !== null && preview.columns.length > 0 && (
            <div className={preview.error ? undefined : 'data-cols'}>
              <Mapping table={table} kind={kind} format={format} onOptions={own} />
              {!preview.error && <Issues table={table} format={format} />}
            </div>
          )}
          {preview.error && preview.rawRows.length > 0 && (
            <Section title="First rows" className="preview" sub="as the file is cut now">
              <RawRows table={table} />
            </Section>
          )}
          {!preview.error && <PreviewRows preview={preview} format={format} />}
        </>
      )}
    </>
  );
}

function questionCount(tables: readonly PlannedTable[]): number {
  return tables
    .filter((table) => stateOf(table) === 'asks')
    .reduce((sum, { preview }) => sum + Math.max(1, preview.questions.length), 0);
}

function Sentence({ tables, format }: { readonly tables: readonly PlannedTable[]; readonly format: Format }) {
  const of = (state: ReturnType<typeof stateOf>) => tables.filter((table) => stateOf(table) === state);
  const totals = totalsOf(of('ready').map((table) => table.preview.report));
  const questions = questionCount(tables);
  const refused = of('refused').length;
  const read = totals.read + totalsOf(of('asks').map((table) => table.preview.report)).read;
  const counts = [
    { count: questions, text: format.count(questions, 'question') },
    { count: totals.rejected, text: format.count(totals.rejected, 'rejected row') },
    { count: totals.waiting, text: `${format.count(totals.waiting, 'row')} waiting for an account` },
    { count: refused, text: `${format.count(refused, 'file')} that cannot be read` },
    { count: of('left').length, text: `${format.count(of('left').length, 'table')} you leave out` },
  ].filter(({ count }) => count > 0);
  const one = counts.length === 1 && counts[0]?.count === 1;
  return (
    <>
      <b>
        {format.number(totals.accepted)} of {format.count(read, 'row')} {read === 1 ? 'is' : 'are'} ready.
      </b>{' '}
      {counts.length > 0 && `${joinWords(counts.map(({ text }) => text))} ${one ? 'is' : 'are'} left. `}
      Nothing is stored until you import.
    </>
  );
}

/** When reading ends and the control with the focus is gone, the focus goes to the table instead of nowhere. */
function useFocusKept(busy: boolean) {
  const body = useRef<HTMLElement>(null);
  const was = useRef(busy);
  useEffect(() => {
    if (was.current && !busy && document.activeElement === document.body) body.current?.focus({ preventScroll: true });
    was.current = busy;
  }, [busy]);
  return body;
}
