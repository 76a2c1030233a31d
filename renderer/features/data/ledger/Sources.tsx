import type { OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../../data/format.ts';
import { Section } from '../../../ui/layout.tsx';
import { LoadingState } from '../../../ui/states.tsx';
import { TableHead } from '../../../ui/table.tsx';
import { kindShort } from '../labels.ts';

const COLUMNS = [
  { label: 'Source' },
  { label: 'Rows', width: 'c-rows', className: 'r' },
  { label: 'Newest', width: 'c-newest', className: 'r' },
  { label: 'State', width: 'c-fresh', className: 'r' },
] as const;

type Source = OutputOf<'data.sources'>['sources'][number];

export function Sources({ sources, format }: { readonly sources: readonly Source[] | null; readonly format: Format }) {
  return (
    <Section title="Sources" className="data-side" sub="freshness against the as-of date">
      {sources === null ? (
        <LoadingState label="Loading the sources" rows={6} />
      ) : (
        <table className="t compact sources">
          <TableHead columns={COLUMNS} />
          <tbody>
            {sources.map((source) => (
              <tr key={source.kind} className={source.rows === 0 ? 'dim' : ''}>
                <td
                  title={
                    source.waiting > 0 ? `${format.number(source.waiting)} rows wait for their account` : undefined
                  }
                >
                  {kindShort(source.kind)}
                  {source.waiting > 0 && <span className="dim">, {format.number(source.waiting)} waiting</span>}
                </td>
                <td className="r">{source.rows === 0 ? <span className="dim">–</span> : format.number(source.rows)}</td>
                <td className="r dim">{format.dayMonth(source.newest)}</td>
                <td className={source.freshness === 'stale' ? 'r bad m' : 'r mut'}>{freshness(source, format)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function freshness(source: Source, format: Format): string {
  switch (source.freshness) {
    case 'fresh':
      return 'fresh';
    case 'stale':
      return source.ageDays === null ? 'stale' : `stale, ${format.number(source.ageDays)} d`;
    case 'undated':
      return source.newest === null ? 'no dates' : source.kind === 'surveys' ? 'decays' : 'any age';
    case 'missing':
      return 'missing';
  }
}
