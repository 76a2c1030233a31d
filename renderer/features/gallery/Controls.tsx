import { useState } from 'react';
import { Button, Chip, Dialog, IconButton, Segmented, SelectField, TextArea, TextField } from '../../ui/controls.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { Section } from '../../ui/layout.tsx';
import { NAMES } from './samples.ts';

const nothing = () => undefined;
const RANGES = [
  { value: '6', label: '6 mo' },
  { value: '12', label: '12 mo' },
  { value: 'all', label: 'All' },
] as const;
const FIELDS = [
  { key: 'segment', label: 'Segment', options: [{ value: 'SMB', label: 'SMB', note: '120' }], selected: ['SMB'] },
];

/** Everything that is pressed, typed or chosen. */
export function Controls() {
  const [range, setRange] = useState<(typeof RANGES)[number]['value']>('12');
  const [open, setOpen] = useState(false);
  return (
    <Section title="Controls">
      <div className="gal-row">
        <Button>Default</Button>
        <Button kind="primary" keys="⌘ ↵">
          Primary
        </Button>
        <Button kind="quiet">Quiet</Button>
        <Button kind="danger">Remove</Button>
        <Button disabled>Disabled</Button>
        <IconButton icon="x" label="Close" />
        <IconButton icon="undo" label="Undo" disabled />
        <Segmented label="Months" options={RANGES} value={range} onChange={setRange} />
        <Segmented small label="Months, small" options={RANGES} value={range} onChange={setRange} />
        <Chip field="Segment" value="SMB" onRemove={nothing} />
        <Chip field="Text" value={NAMES[1]} onRemove={nothing} />
        <Button onClick={() => setOpen(true)}>Open a dialog</Button>
      </div>
      <FilterBar
        chips={[{ id: 'segment:SMB', field: 'Segment', value: 'SMB' }]}
        fields={FIELDS}
        onRemove={nothing}
        onToggle={nothing}
        onClear={nothing}
      />
      <div className="gal-cols">
        <TextField label="Name" defaultValue={NAMES[0]} help="Shown in the header" />
        <TextField label="Score" defaultValue="104" error="A score is a number from 0 to 100." />
        <TextField label="Disabled" defaultValue="Fixed" disabled />
        <SelectField label="Reason" options={[{ value: 'a', label: 'New information' }]} defaultValue="a" />
        <TextArea label="Why" defaultValue={NAMES[2]} dir="auto" help="20 of at least 20 characters" />
        <TextArea label="Why, refused" defaultValue="short" error="Say why in at least 20 characters." />
      </div>
      <Dialog open={open} title="A dialog" onClose={() => setOpen(false)}>
        <p>What is asked, in a sentence.</p>
        <div className="row end">
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button kind="primary" onClick={() => setOpen(false)}>
            Do it
          </Button>
        </div>
      </Dialog>
    </Section>
  );
}
