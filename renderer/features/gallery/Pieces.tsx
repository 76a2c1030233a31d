import { useState } from 'react';
import type { Format } from '../../data/format.ts';
import { showToast } from '../../state/toasts.ts';
import { Button } from '../../ui/controls.tsx';
import { DropArea } from '../../ui/DropArea.tsx';
import { HowComputed } from '../../ui/HowComputed.tsx';
import { Section } from '../../ui/layout.tsx';
import { NotScored } from '../../ui/NotScored.tsx';
import { Scrubber } from '../../ui/Scrubber.tsx';
import { Toasts } from '../../ui/Toasts.tsx';
import { TableHead } from '../../ui/table.tsx';
import { TREND } from './chart-samples.ts';
import { HOW, NAMES, TOASTS } from './samples.ts';

const nothing = () => undefined;
const DATES = TREND.data.map(({ date }) => date);
const VALUES = TREND.data.map(({ mean }) => mean);

/** What stands around a view or inside many: toasts, the as-of control, heads of tables, help, places to drop files. */
export function Pieces({ format }: { readonly format: Format }) {
  const [index, setIndex] = useState(DATES.length - 1);
  const [toasts, setToasts] = useState(TOASTS);
  return (
    <>
      <Section title="As-of date">
        <div className="gal-row">
          <Scrubber
            dates={DATES}
            values={VALUES}
            index={index}
            onChange={setIndex}
            onHold={(at) => setIndex(at ?? index)}
            dateText={format.weekdayDate}
            valueText={format.score}
          />
          <HowComputed about={HOW} href="#/gallery" />
        </div>
      </Section>
      <Section title="Toasts">
        <div className="gal-toasts">
          <Toasts toasts={toasts} onDismiss={(id) => setToasts(toasts.filter((toast) => toast.id !== id))} />
        </div>
        <div className="gal-row">
          <Button onClick={() => setToasts(TOASTS)}>Show them again</Button>
          <Button onClick={() => showToast('A toast where toasts appear', { label: 'Undo', run: nothing })}>
            Show one in its place
          </Button>
        </div>
      </Section>
      <Section title="A plain table">
        <table className="t">
          <TableHead
            columns={[
              { label: 'Account' },
              { label: 'Segment' },
              { label: 'ARR', className: 'r' },
              { label: 'Open', quiet: true },
            ]}
          />
          <tbody>
            {NAMES.map((name, at) => (
              <tr key={name}>
                <td dir="auto">{name}</td>
                <td>{at % 2 === 0 ? 'SMB' : 'Enterprise'}</td>
                <td className="r">{format.money(12_000 * (at + 1))}</td>
                <td className="r">
                  <a href="#/gallery">Open</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title="A view that takes files">
        <DropArea disabled={false} hint="Drop to read these files" onFiles={nothing}>
          <p className="mut">Drag a file over this place.</p>
        </DropArea>
      </Section>
      <Section title="A view without scores">
        <NotScored>It appears with the first snapshot.</NotScored>
      </Section>
    </>
  );
}
