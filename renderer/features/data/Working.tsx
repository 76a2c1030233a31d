import type { Format } from '../../data/format.ts';
import { Finding } from '../../ui/layout.tsx';
import { LoadingState, ProgressBar } from '../../ui/states.tsx';
import type { Flow } from './flow.ts';
import { totalsOf } from './import-plan.ts';

/** Reading or importing: what is being done, how far it is, and the way out. */
export function Working({ flow, format }: { readonly flow: Flow; readonly format: Format }) {
  const { progress, cancel } = flow;
  const reading = flow.phase === 'reading';
  const ready = totalsOf(flow.files.filter((file) => file.preview.error === null).map((file) => file.preview.report));
  const rows = progress?.rows;
  const label = `${progress?.label ?? (reading ? 'Reading' : 'Starting')}${rows === null || rows === undefined ? '' : `, ${format.count(rows, 'row')}`}`;
  return (
    <>
      <Finding eyebrow="Data, import">
        {reading
          ? 'Reading the files. Nothing is stored yet.'
          : `Importing ${format.count(ready.accepted, 'row')} from ${format.count(ready.files, 'file')}.`}
      </Finding>
      <div className="working">
        <ProgressBar label={label} fraction={progress?.fraction ?? null} onCancel={cancel ?? undefined} />
        <div className="foot">
          {reading
            ? 'Cancelling leaves the workspace as it is.'
            : 'Each file is stored whole or not at all. Cancelling keeps the files that are already done and stores nothing of the one in progress.'}
        </div>
      </div>
      <LoadingState label={reading ? 'Reading' : 'Importing'} rows={5} />
    </>
  );
}
