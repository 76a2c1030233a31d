/** Stable names: `HowComputed`, `Explanation`. The answer to "how is this computed?" beside a figure, a chart or a list. */
import { Popover } from '@mantine/core';
import { memo, useId, useState } from 'react';

export type Explanation = {
  /** What is explained, by the name that stands beside it: `Mean health`. */
  readonly of: string;
  /** The computation in the words of the field, one step a line. */
  readonly formula: readonly string[];
  /** Facts and settings that go in. */
  readonly inputs: readonly string[];
  /** What to keep in mind when reading it. */
  readonly note?: string;
};

type Props = {
  readonly about: Explanation;
  /** Address of the accounts behind the figure. */
  readonly href?: string | undefined;
  /** What that address leads to, where it is something else. */
  readonly linkText?: string;
};

/** A question mark that opens formula, inputs and the way to the rows. Props only. */
export const HowComputed = memo(function HowComputed({ about, href, linkText = 'Accounts behind it' }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      width={320}
      offset={4}
      trapFocus
      returnFocus
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <button
          type="button"
          className="how"
          aria-label={`${about.of}: how is this computed?`}
          title="How is this computed?"
          onClick={() => setOpen(!open)}
        >
          <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" aria-hidden="true">
            <circle cx="7" cy="7" r="5.8" />
            <path d="M5.4 5.7a1.65 1.65 0 1 1 2.4 1.5c-.5.25-.8.5-.8 1" strokeWidth="1.2" strokeLinecap="round" />
            <path d="M7 9.9v.02" strokeWidth="1.5" strokeLinecap="round" />
          </svg>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-labelledby={id}>
        {open && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what is read here is reached by the keyboard as well
          <div className="howpop" tabIndex={0} data-autofocus>
            <h3 id={id}>{about.of}</h3>
            <p className="k">How it is computed</p>
            {about.formula.map((line) => (
              <p key={line}>{line}</p>
            ))}
            <p className="k">From</p>
            <ul>
              {about.inputs.map((input) => (
                <li key={input}>{input}</li>
              ))}
            </ul>
            {about.note !== undefined && <p className="mut">{about.note}</p>}
            {href !== undefined && (
              <a className="link" href={href} onClick={() => setOpen(false)}>
                {linkText}
              </a>
            )}
          </div>
        )}
      </Popover.Dropdown>
    </Popover>
  );
});
