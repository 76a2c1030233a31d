import type { OutputOf } from '#shared/contract/index.ts';
import type { Format } from '../../../data/format.ts';
import { kindShort } from '../labels.ts';

type Preset = OutputOf<'presets.list'>['presets'][number];

/** By system; each opens to its columns and to where their names come from. */
export function Presets({ presets, format }: { readonly presets: readonly Preset[]; readonly format: Format }) {
  const systems = [...Map.groupBy(presets, (preset) => preset.system)].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <div className="presets">
      {systems.map(([system, own]) => (
        <details key={system}>
          <summary>
            <span className="m">{system}</span>
            <span className="dim">
              {[...new Set(own.map((preset) => kindShort(preset.kind).toLowerCase()))].sort().join(' · ')}
            </span>
          </summary>
          {own.map((preset) => (
            <div key={preset.id} className="preset">
              <div>
                <b>{preset.title}</b>
                <span className="dim">
                  {' '}
                  {format.count(Object.values(preset.columns).filter((canonical) => canonical !== '').length, 'column')}
                </span>
              </div>
              <p className="dim sm">{preset.source}</p>
              <dl>
                {Object.entries(preset.columns).map(([header, canonical]) => (
                  <div key={header}>
                    <dt>{header}</dt>
                    <dd className={canonical === '' ? 'dim' : ''}>{canonical === '' ? 'left out' : canonical}</dd>
                  </div>
                ))}
              </dl>
            </div>
          ))}
        </details>
      ))}
    </div>
  );
}
