import type { QualityReport } from '#shared/contract/quality.ts';
import type { Format } from '../../../data/format.ts';
import { Meter } from '../../../ui/figures.tsx';
import { Section } from '../../../ui/layout.tsx';
import { kindShort } from '../labels.ts';

type Source = QualityReport['sources'][number];

/** Each source: how much, how new, how complete. */
export function QualitySources({
  sources,
  accounts,
  format,
}: {
  readonly sources: readonly Source[];
  readonly accounts: number;
  readonly format: Format;
}) {
  return (
    <Section title="Sources" className="data-next" sub="open one for its columns">
      <div className="presets q-sources">
        {sources.map((source) => (
          <details key={source.kind}>
            <summary className={source.rows === 0 ? 'dim' : ''}>
              <span className="m">{kindShort(source.kind)}</span>
              <span className="r">{source.rows === 0 ? 'no rows' : format.count(source.rows, 'row')}</span>
              <span className="r mut">
                {source.rows === 0
                  ? ''
                  : `${format.percent(accounts === 0 ? null : source.accounts / accounts)} of accounts`}
              </span>
              <span className="r mut hn">{source.newest === null ? '' : `newest ${format.date(source.newest)}`}</span>
              <span className={source.freshness === 'stale' ? 'r bad m' : 'r mut'}>{stateOf(source, format)}</span>
            </summary>
            <div className="q-source">
              <p className="mut sm">{sentence(source, format)}</p>
              <div className="q-columns">
                {source.completeness.map(({ column, filled }) => (
                  <div key={column}>
                    <span className="ell" title={column}>
                      {column}
                    </span>
                    <Meter share={filled / 100} />
                    <span className="r">{format.number(filled)}%</span>
                  </div>
                ))}
              </div>
            </div>
          </details>
        ))}
      </div>
    </Section>
  );
}

function stateOf(source: Source, format: Format): string {
  if (source.rows === 0) return 'missing';
  if (source.freshness === 'stale')
    return source.ageDays === null ? 'stale' : `stale, ${format.number(source.ageDays)} d`;
  return source.freshness === 'undated' ? 'any age' : 'fresh';
}

function sentence(source: Source, format: Format): string {
  const parts: string[] = [];
  if (source.oldest !== null && source.newest !== null)
    parts.push(`From ${format.date(source.oldest)} to ${format.date(source.newest)}.`);
  if (source.staleAfterDays !== null)
    parts.push(`Counts as stale ${format.count(source.staleAfterDays, 'day')} after its newest fact.`);
  if (source.duplicates > 0) parts.push(`${format.count(source.duplicates, 'row')} repeated a key within a file.`);
  if (source.rejected > 0) parts.push(`${format.count(source.rejected, 'row')} rejected and not corrected.`);
  if (source.waiting > 0) parts.push(`${format.count(source.waiting, 'row')} waiting for an account.`);
  return parts.join(' ');
}
