import type { OutputOf } from '#shared/contract/index.ts';
import { joinWords } from '#shared/format/words.ts';
import type { Format } from '../../../data/format.ts';
import { Button } from '../../../ui/controls.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Finding, Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { FILE_KINDS, KIND_TEXT, kindName } from '../labels.ts';

const COLUMNS = [
  { label: 'Kind', width: 'c-kind' },
  { label: 'What it holds' },
  { label: 'Needs at least', width: 'c-needs' },
] as const;

type Source = OutputOf<'data.sources'>['sources'][number];
type Props = {
  readonly empty: boolean;
  readonly readOnly: boolean;
  readonly error: string | null;
  readonly sources: readonly Source[];
  readonly lastImportAt: number | null;
  readonly format: Format;
  readonly onChoose: () => void;
};

export function Overview({ empty, readOnly, error, sources, lastImportAt, format, onChoose }: Props) {
  const present = sources.filter((source) => source.rows > 0);
  const stale = present
    .filter((source) => source.freshness === 'stale')
    .map((source) => kindName(source.kind).toLowerCase());
  const missing = sources.filter((source) => source.rows === 0).map((source) => kindName(source.kind).toLowerCase());
  const rows = present.reduce((sum, source) => sum + source.rows, 0);
  return (
    <>
      <Finding eyebrow={lastImportAt === null ? 'Data' : `Data, last import ${format.moment(lastImportAt)}`}>
        {empty ? (
          'Nothing is imported yet. One folder of exports is enough to start.'
        ) : (
          <>
            <b>
              {format.count(rows, 'row')} from {format.count(present.length, 'source')}.
            </b>{' '}
            {stale.length > 0
              ? `${capital(joinWords(stale))} ${stale.length === 1 ? 'is' : 'are'} stale.`
              : 'Nothing is stale.'}
            {missing.length > 0 && missing.length <= 3 && ` Not imported: ${joinWords(missing)}.`}
          </>
        )}
      </Finding>
      <div className="dz">
        <Icon name="file" size={20} />
        <div className="dz-t">
          <b className="m">Drop files or a folder anywhere on this page</b>
          <div className="dim sm">
            Excel, CSV and other text, JSON lines, zip or gzip, several at once, as they come out of the CRM, help desk,
            billing or product. They are read first; nothing is stored until you import.
          </div>
        </div>
        <Button kind="primary" onClick={onChoose} disabled={readOnly}>
          Choose files
        </Button>
      </div>
      {error !== null && (
        <p className="note bad" role="alert">
          {error}
        </p>
      )}
      {readOnly && <p className="note dim">This workspace is read-only, so nothing can be imported into it.</p>}
      {empty && (
        <Section
          title="What it understands"
          sub="headers in other words are mapped; a file with exactly these columns needs no mapping"
        >
          <table className="t kinds">
            <TableHead columns={COLUMNS} />
            <tbody>
              {FILE_KINDS.map((kind) => (
                <tr key={kind}>
                  <td className="m">{KIND_TEXT[kind].name}</td>
                  <td className="mut">{KIND_TEXT[kind].what}</td>
                  <td className="dim">{KIND_TEXT[kind].needs}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
