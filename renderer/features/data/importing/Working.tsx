import type { Format } from '../../../data/format.ts';
import { Finding } from '../../../ui/layout.tsx';
import { LoadingState, ProgressBar } from '../../../ui/states.tsx';
import type { Flow } from './flow.ts';
import { stateOf, totalsOf } from './import-plan.ts';
import { roundRate, secondsLeft, timeLeftText } from './pace.ts';

const NOTES = {
  reading: 'Cancelling leaves the workspace as it is.',
  importing: 'All files are stored together or none: cancelling stores nothing.',
  undoing: 'Cancelling leaves the import as it is.',
} as const;

/** Reading, importing or taking back: what is being done, how far it is, how long it may take, and the way out. */
export function Working({ flow, format }: { readonly flow: Flow; readonly format: Format }) {
  const { progress, pace, cancel } = flow;
  const phase = flow.phase === 'importing' || flow.phase === 'undoing' ? flow.phase : 'reading';
  const ready = totalsOf(
    flow.tables.filter((table) => stateOf(table) === 'ready').map((table) => table.preview.report),
  );
  const left = secondsLeft(pace);
  const rate = pace?.rowsPerSecond ?? null;
  const facts = [
    progress?.rows ? format.count(progress.rows, 'row') : '',
    rate === null ? '' : `${format.number(roundRate(rate))} rows/s`,
    left === null ? '' : timeLeftText(left),
  ].filter((fact) => fact !== '');
  return (
    <>
      <Finding eyebrow={phase === 'undoing' ? 'Data, undo' : 'Data, import'}>
        {phase === 'reading'
          ? 'Reading the files. Nothing is stored yet.'
          : phase === 'undoing'
            ? 'Taking the import back.'
            : `Importing ${format.count(ready.accepted, 'row')} from ${format.count(ready.files, 'file')}.`}
      </Finding>
      <div className="working">
        <ProgressBar
          label={progress?.label ?? 'Starting'}
          fraction={progress?.fraction ?? null}
          onCancel={cancel ?? undefined}
        />
        <div className="foot working-facts">
          <span>{NOTES[phase]}</span>
          <span>{facts.join(', ')}</span>
        </div>
      </div>
      <LoadingState label={phase === 'reading' ? 'Reading' : 'Working'} rows={5} />
    </>
  );
}
