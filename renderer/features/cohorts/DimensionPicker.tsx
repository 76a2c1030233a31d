import { Popover } from '@mantine/core';
import { useState } from 'react';
import { Button } from '../../ui/controls.tsx';
import { Icon } from '../../ui/icons.tsx';
import type { Dimension } from './address.ts';

const GROUPS = [
  { id: 'start', title: 'When they started' },
  { id: 'attribute', title: 'What they are' },
  { id: 'behaviour', title: 'What they do' },
  { id: 'custom', title: 'Your attributes' },
] as const;
const SEARCH_FROM = 20;

type Props = {
  readonly dimensions: readonly Dimension[];
  readonly value: Dimension;
  readonly onPick: (id: string) => void;
};

/** Every dimension, with how an account gets its cohort. */
export function DimensionPicker({ dimensions, value, onPick }: Props) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const found = dimensions.filter(({ label }) => label.toLowerCase().includes(words));
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      offset={4}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button aria-expanded={open} aria-label={`Cohorts by ${value.label}`} onClick={() => setOpen(!open)}>
          <span className="ell co-by">{value.label}</span> <Icon name="down" size={14} />
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Cohorts by">
        <div className="co-dims">
          {dimensions.length > SEARCH_FROM && (
            <input
              className="inp"
              placeholder="Find a dimension"
              aria-label="Find a dimension"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
          {GROUPS.map(({ id, title }) => {
            const members = found.filter(({ group }) => group === id);
            return (
              members.length > 0 && (
                <fieldset key={id} aria-label={title}>
                  <div className="t">{title}</div>
                  {members.map((dimension) => (
                    <button
                      key={dimension.id}
                      type="button"
                      aria-pressed={dimension.id === value.id}
                      disabled={dimension.cohorts === 0}
                      onClick={() => {
                        onPick(dimension.id);
                        setOpen(false);
                      }}
                    >
                      <span className="n">
                        <bdi className="ell">{dimension.label}</bdi>
                        <span className="dim mi">
                          {dimension.cohorts === 0 ? 'not known' : dimension.cohorts}
                          {dimension.cohorts > 0 && <span className="vh"> cohorts</span>}
                        </span>
                      </span>
                      <span className="why">{dimension.how}</span>
                    </button>
                  ))}
                </fieldset>
              )
            );
          })}
          {found.length === 0 && <div className="dim sm">No dimension matches.</div>}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
