import { useEditor } from '../../../editing/editor.ts';
import { removeAt, replaceAt } from '../../../editing/edits.ts';
import { NumberInput } from '../../../editing/fields.tsx';
import type { ModelDocument } from '../../../state/drafts.ts';
import { IconButton, SelectField } from '../../../ui/controls.tsx';

type Overlay = ModelDocument['segmentOverlays'][number];

/** Shifts of the two cuts per segment, in score points. */
export function Overlays() {
  const { model, segments, edit } = useEditor();
  const { segmentOverlays } = model;
  const put = (next: Overlay[]) => edit((now) => ({ ...now, segmentOverlays: next }));
  const plain = (text: string) => text.toLowerCase().replaceAll(/[\s-]/g, '');
  const used = segmentOverlays.map(({ segment }) => plain(segment));
  const free = segments.filter((segment) => !used.includes(plain(segment)));
  const shift = (index: number, overlay: Overlay, key: 'healthyShift' | 'atRiskShift', what: string) => (
    <NumberInput
      label={`Shift of the ${what} cut for ${overlay.segment}`}
      path={`segmentOverlays.${index}.${key}`}
      className="wi-bound"
      value={overlay[key]}
      onPut={(value) => put(replaceAt(segmentOverlays, index, { ...overlay, [key]: value, origin: 'default' }))}
    />
  );
  return (
    <div className="wi-overlays">
      {segmentOverlays.length === 0 ? (
        <p className="dim sm">Bounds are the same for every segment.</p>
      ) : (
        <table className="t compact">
          <thead>
            <tr>
              <th scope="col">Shift of bounds in</th>
              <th scope="col" className="r">
                Healthy
              </th>
              <th scope="col" className="r">
                At risk
              </th>
              <th scope="col" className="c-x">
                <span className="vh">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {segmentOverlays.map((overlay, index) => (
              <tr key={overlay.segment}>
                <td className="ell" title={overlay.segment}>
                  {overlay.segment}
                </td>
                <td>{shift(index, overlay, 'healthyShift', 'healthy')}</td>
                <td>{shift(index, overlay, 'atRiskShift', 'at-risk')}</td>
                <td>
                  <IconButton
                    icon="x"
                    size={12}
                    label={`Same bounds for ${overlay.segment}`}
                    onClick={() => put(removeAt(segmentOverlays, index))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {free.length > 0 && (
        <SelectField
          hideLabel
          label="Shift the bounds of a segment"
          value=""
          options={[
            { value: '', label: 'Shift the bounds of a segment' },
            ...free.map((segment) => ({ value: segment, label: segment })),
          ]}
          onChange={(event) => {
            const segment = event.currentTarget.value;
            if (segment !== '')
              put([...segmentOverlays, { segment, healthyShift: 0, atRiskShift: 0, origin: 'default' }]);
          }}
        />
      )}
    </div>
  );
}
