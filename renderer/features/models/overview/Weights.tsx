import type { ModelInfo } from '#shared/contract/models.ts';
import type { Format } from '../../../data/format.ts';
import { weightText } from '../../../editing/texts.ts';
import { useHref } from '../../../state/navigation.ts';
import { Section } from '../../../ui/layout.tsx';
import { TableHead } from '../../../ui/table.tsx';

const COLUMNS = [
  { label: 'Dimension', width: 'c-name' },
  { label: 'Weight', width: 'c-weight', className: 'r' },
  { label: 'Bar', quiet: true },
  { label: 'Documented range', width: 'c-range' },
  { label: 'Signals', width: 'c-count', className: 'r' },
] as const;

/** Dimensions with their share of the score, and the range the source states for it. */
export function Weights({ model, format }: { readonly model: ModelInfo; readonly format: Format }) {
  const href = useHref();
  const top = Math.max(
    ...model.dimensions.flatMap((dimension) => [dimension.weight, dimension.documentedRange?.max ?? 0]),
  );
  const share = (value: number) => `${(value / top) * 100}%`;
  return (
    <Section title="Dimensions" sub="share of the score; band = documented range">
      <table className="t weights">
        <TableHead columns={COLUMNS} />
        <tbody>
          {model.dimensions.map(({ id, name, weight, documentedRange: range, signals, origin }) => (
            <tr key={id}>
              <td className="m">
                <a
                  className="crumb"
                  href={href({ params: { model: model.modelVersion, tab: 'reference', at: `dimension-${id}` } })}
                >
                  {name}
                </a>
                {origin === 'default' && (
                  <span className="dim models-def" title="The weight is a default, not from your requirements">
                    default
                  </span>
                )}
              </td>
              <td className="r b">{weightText(weight, format)}</td>
              <td aria-hidden="true">
                <span className="wbar">
                  {range && <u style={{ left: share(range.min), width: share(range.max - range.min) }} />}
                  <i style={{ width: share(weight) }} />
                </span>
              </td>
              <td className="mut">
                {range ? `${range.min} to ${range.max}%` : <span className="dim">none stated</span>}
              </td>
              <td className="r mut">{format.number(signals.length)}</td>
            </tr>
          ))}
          <tr className="sum">
            <td>Total</td>
            <td className="r b">
              {weightText(
                model.dimensions.reduce((sum, dimension) => sum + dimension.weight, 0),
                format,
              )}
            </td>
            <td colSpan={3} />
          </tr>
        </tbody>
      </table>
    </Section>
  );
}
