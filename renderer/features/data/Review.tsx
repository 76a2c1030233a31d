import type { ImportOptions } from '#shared/contract/data.ts';
import { joinWords } from '#shared/format/words.ts';
import type { Format } from '../../data/format.ts';
import { Button } from '../../ui/controls.tsx';
import { Finding } from '../../ui/layout.tsx';
import { ProgressBar } from '../../ui/states.tsx';
import { FileBar } from './FileBar.tsx';
import { FileList } from './FileList.tsx';
import { FileProblem } from './FileProblem.tsx';
import type { Flow } from './flow.ts';
import { Issues } from './Issues.tsx';
import { questionOf, readsTogether, totalsOf } from './import-plan.ts';
import { Mapping } from './Mapping.tsx';
import { PreviewRows } from './PreviewRows.tsx';

type Props = {
  readonly flow: Flow;
  readonly format: Format;
  readonly onSelect: (index: number) => void;
  readonly onOptions: (index: number, options: ImportOptions) => void;
  readonly onRemove: (index: number) => void;
  readonly onChoose: () => void;
  readonly onDiscard: () => void;
  readonly onImport: () => void;
};

/** What an import would do, file by file. */
export function Review({ flow, format, onSelect, onOptions, onRemove, onChoose, onDiscard, onImport }: Props) {
  const { files, selected } = flow;
  const file = files[selected];
  const readable = files.filter((one) => one.preview.error === null);
  const questions = files.filter(
    (one) => one.preview.error !== null && questionOf(one.preview.error.code) !== null,
  ).length;
  const unreadable = files.length - readable.length - questions;
  const totals = totalsOf(readable.map((one) => one.preview.report));
  const busy = flow.phase === 'reading';
  const left = [
    questions > 0 ? format.count(questions, 'question') : '',
    totals.rejected > 0 ? format.count(totals.rejected, 'rejected row') : '',
    totals.waiting > 0 ? `${format.count(totals.waiting, 'row')} waiting for an account` : '',
    unreadable > 0 ? `${format.count(unreadable, 'file')} that cannot be read` : '',
  ].filter((part) => part !== '');
  const single = left.length === 1 && questions + totals.rejected + totals.waiting + unreadable === 1;
  return (
    <>
      <Finding
        eyebrow="Data, import"
        actions={
          <>
            <Button kind="quiet" onClick={onDiscard}>
              Discard
            </Button>
            <Button kind="primary" disabled={busy || questions > 0 || totals.accepted === 0} onClick={onImport}>
              {questions > 0
                ? `Answer ${format.count(questions, 'question')} to import`
                : `Import ${format.count(totals.accepted, 'row')}`}
            </Button>
          </>
        }
      >
        <b>
          {format.number(totals.accepted)} of {format.count(totals.read, 'row')} {totals.read === 1 ? 'is' : 'are'}{' '}
          ready.
        </b>{' '}
        {left.length > 0 ? `${joinWords(left)} ${single ? 'is' : 'are'} left. ` : ''}Nothing is stored until you import.
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
      {files.length > 1 && (
        <FileList files={files} selected={selected} format={format} onSelect={onSelect} onRemove={onRemove} />
      )}
      {file && (
        <>
          <FileBar
            file={file}
            format={format}
            busy={busy}
            onOptions={(options) => onOptions(selected, options)}
            onChoose={onChoose}
          />
          {file.preview.error ? (
            <FileProblem
              key={file.source.ref}
              file={file}
              busy={busy}
              onOptions={(options) => onOptions(selected, options)}
              onRemove={() => onRemove(selected)}
            />
          ) : (
            <>
              <div className="data-cols">
                <Mapping
                  kind={file.preview.report.kind}
                  columns={file.preview.columns}
                  options={file.options}
                  disabled={busy || file.shared}
                  format={format}
                  onOptions={(options) => onOptions(selected, options)}
                />
                <Issues
                  file={file}
                  alone={files.length > 1 && !readsTogether(file.options) && Object.keys(file.options).length > 0}
                  format={format}
                />
              </div>
              <PreviewRows preview={file.preview} format={format} />
            </>
          )}
        </>
      )}
    </>
  );
}
