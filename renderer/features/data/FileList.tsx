import type { Format } from '../../data/format.ts';
import { IconButton } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { Glyph } from '../../ui/tier.tsx';
import { type PlannedFile, questionOf } from './import-plan.ts';
import { kindShort } from './labels.ts';

type Props = {
  readonly files: readonly PlannedFile[];
  readonly selected: number;
  readonly format: Format;
  readonly onSelect: (index: number) => void;
  readonly onRemove: (index: number) => void;
};

export function FileList({ files, selected, format, onSelect, onRemove }: Props) {
  return (
    <Section title="Files" className="files" sub={`${format.number(files.length)}, accounts are imported first`}>
      <table className="t compact">
        <colgroup>
          <col />
          <col className="c-kind" />
          <col className="c-n" />
          <col className="c-n" />
          <col className="c-n" />
          <col className="c-n hn" />
          <col className="c-n hn" />
          <col className="c-state" />
          <col className="c-x" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Kind</th>
            <th scope="col" className="r">
              Read
            </th>
            <th scope="col" className="r">
              Accepted
            </th>
            <th scope="col" className="r">
              Rejected
            </th>
            <th scope="col" className="r hn">
              New
            </th>
            <th scope="col" className="r hn">
              Changed
            </th>
            <th scope="col" className="gapl">
              State
            </th>
            <th scope="col">
              <span className="vh">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map((file, index) => (
            <FileRow
              // biome-ignore lint/suspicious/noArrayIndexKey: two files can have one name.
              key={`${file.source.ref}${index}`}
              file={file}
              current={index === selected}
              format={format}
              onSelect={() => onSelect(index)}
              onRemove={() => onRemove(index)}
            />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type RowProps = {
  readonly file: PlannedFile;
  readonly current: boolean;
  readonly format: Format;
  readonly onSelect: () => void;
  readonly onRemove: () => void;
};

function FileRow({ file, current, format, onSelect, onRemove }: RowProps) {
  const { report, error } = file.preview;
  const number = (value: number) => (error ? <span className="dim">–</span> : format.number(value));
  return (
    <tr className={current ? 'on' : ''}>
      <td>
        <button type="button" className="rowlink" aria-pressed={current} title={report.file} onClick={onSelect}>
          {report.file}
        </button>
      </td>
      <td className="mut">{error ? <span className="dim">–</span> : kindShort(report.kind)}</td>
      <td className="r">{number(report.rowsRead)}</td>
      <td className="r">{number(report.accepted)}</td>
      <td className={report.rejected > 0 ? 'r bad m' : 'r dim'}>{number(report.rejected)}</td>
      <td className="r mut hn">{number(report.created)}</td>
      <td className="r mut hn">{number(report.updated)}</td>
      <td className="gapl">
        <StateText file={file} />
      </td>
      <td className="r">
        <IconButton icon="x" label={`Remove ${report.file}`} onClick={onRemove} />
      </td>
    </tr>
  );
}

function StateText({ file }: { readonly file: PlannedFile }) {
  const { error, report } = file.preview;
  if (error) {
    const question = questionOf(error.code) !== null;
    return (
      <span className={question ? 'tier t-moderate' : 'tier t-critical'}>
        <Glyph role={question ? 'moderate' : 'critical'} size={9} />
        {question ? 'one question' : 'cannot be read'}
      </span>
    );
  }
  return <span className="mut">{report.waiting > 0 ? `ready, ${report.waiting} waiting` : 'ready'}</span>;
}
