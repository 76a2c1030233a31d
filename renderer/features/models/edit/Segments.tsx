import { thresholdsFor } from '#shared/model/thresholds.ts';
import { useEditor } from '../../../editing/editor.ts';
import { removeAt, replaceAt } from '../../../editing/edits.ts';
import { NumberInput, TextInput } from '../../../editing/fields.tsx';
import { IconButton } from '../../../ui/controls.tsx';
import { Section } from '../../../ui/layout.tsx';

/** Shifts of the two cuts per segment, and the bounds they lead to. */
export function Segments() {
  const { model, segments, edit } = useEditor();
  const put = (segmentOverlays: typeof model.segmentOverlays) => edit((now) => ({ ...now, segmentOverlays }));
  const used = model.segmentOverlays.map(({ segment }) => segment.toLowerCase());
  const free = segments.filter((segment) => !used.includes(segment.toLowerCase()));
  const bounds = model.tiers.slice(0, -1);
  return (
    <Section
      title="Thresholds per segment"
      sub="shift of the two cuts, and where tiers then start"
      tools={
        <button
          type="button"
          className="link"
          onClick={() =>
            put([
              ...model.segmentOverlays,
              { segment: free[0] ?? '', healthyShift: 0, atRiskShift: 0, origin: 'default' },
            ])
          }
        >
          Add a segment
        </button>
      }
    >
      {model.segmentOverlays.length === 0 ? (
        <p className="dim">The same for every segment.</p>
      ) : (
        <table className="t me-segments">
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col" className="c-from r">
                Healthy
              </th>
              <th scope="col" className="c-from r">
                At risk
              </th>
              {bounds.map((tier) => (
                <th key={tier.name} scope="col" className="r">
                  {tier.name} from
                </th>
              ))}
              <th scope="col" className="c-x">
                <span className="vh">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {model.segmentOverlays.map((overlay, index) => {
              const shifted = thresholdsFor(model, overlay.segment);
              const name = overlay.segment === '' ? `segment ${index + 1}` : overlay.segment;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps its place while its segment is renamed.
                <tr key={index}>
                  <td>
                    <TextInput
                      label={`Segment ${index + 1}`}
                      path={`segmentOverlays.${index}.segment`}
                      value={overlay.segment}
                      suggestions={free}
                      onPut={(segment) => put(replaceAt(model.segmentOverlays, index, { ...overlay, segment }))}
                    />
                  </td>
                  <td>
                    <NumberInput
                      label={`Shift of the healthy cut for ${name}`}
                      path={`segmentOverlays.${index}.healthyShift`}
                      value={overlay.healthyShift}
                      onPut={(healthyShift) =>
                        put(replaceAt(model.segmentOverlays, index, { ...overlay, healthyShift, origin: 'default' }))
                      }
                    />
                  </td>
                  <td>
                    <NumberInput
                      label={`Shift of the at-risk cut for ${name}`}
                      path={`segmentOverlays.${index}.atRiskShift`}
                      value={overlay.atRiskShift}
                      onPut={(atRiskShift) =>
                        put(replaceAt(model.segmentOverlays, index, { ...overlay, atRiskShift, origin: 'default' }))
                      }
                    />
                  </td>
                  {bounds.map((tier, at) => (
                    <td key={tier.name} className={shifted[at] === tier.from ? 'r dim' : 'r b'}>
                      {shifted[at]}
                    </td>
                  ))}
                  <td>
                    <IconButton
                      icon="x"
                      label={`Remove ${name}`}
                      onClick={() => put(removeAt(model.segmentOverlays, index))}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Section>
  );
}
