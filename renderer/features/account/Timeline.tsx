import { useState } from 'react';
import type { TimelineItem } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Segmented } from '../../ui/controls.tsx';
import { Section } from '../../ui/layout.tsx';
import { EmptyState } from '../../ui/states.tsx';

const SHOWN = 10;
const GROUPS = [
  { value: 'touch', label: 'Touch', kinds: ['touchpoint', 'contact', 'note', 'override'] },
  { value: 'goals', label: 'Goals', kinds: ['milestone'] },
  { value: 'tickets', label: 'Tickets', kinds: ['ticket'] },
  { value: 'surveys', label: 'Surveys', kinds: ['survey'] },
  { value: 'money', label: 'Contract', kinds: ['invoice', 'contract', 'outcome'] },
] as const satisfies readonly {
  readonly value: string;
  readonly label: string;
  readonly kinds: readonly TimelineItem['kind'][];
}[];

type Item = Omit<TimelineItem, 'kind'> & { readonly kind: string };
type Props = {
  readonly asOf: string;
  /** Newest first. */
  readonly timeline: readonly Item[];
  readonly format: Format;
  /** What would appear here once it is imported. */
  readonly empty: string;
  readonly className?: string;
};

/** What was recorded, newest first, to read kind by kind. */
export function Timeline({ asOf, timeline, format, empty, className = '' }: Props) {
  const [group, setGroup] = useState('all');
  const [all, setAll] = useState(false);
  const inGroup = (item: Item, value: string): boolean =>
    GROUPS.some((one) => one.value === value && one.kinds.some((kind) => kind === item.kind));
  const present = GROUPS.filter((one) => timeline.some((item) => inGroup(item, one.value)));
  const options = [{ value: 'all', label: 'All' }, ...present.map(({ value, label }) => ({ value, label }))];
  const found = group === 'all' ? timeline : timeline.filter((item) => inGroup(item, group));
  const shown = all ? found : found.slice(0, SHOWN);
  const year = asOf.slice(0, 4);
  return (
    <Section
      title="Timeline"
      className={`timeline ${className}`}
      tools={
        present.length > 1 && (
          <Segmented small label="Kind of entry" options={options} value={group} onChange={setGroup} />
        )
      }
    >
      {timeline.length === 0 ? (
        <EmptyState title="Nothing has been recorded.">{empty}</EmptyState>
      ) : (
        <ol className="tl">
          {shown.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two entries of one day can be identical.
            <li key={`${item.date}${item.title}${index}`}>
              <time className="dim sm" dateTime={item.date}>
                {item.date.startsWith(year) ? format.dayMonth(item.date) : format.monthYear(item.date)}
              </time>
              <span className={`n ${item.tone}`}>
                <i />
              </span>
              <span>
                <b className="m">{item.title}</b>
                {item.detail !== null && item.detail !== '' && (
                  <>
                    {' '}
                    <bdi className="mut">{item.detail}</bdi>
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {found.length > SHOWN && (
        <button type="button" className="link sm" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Latest ${SHOWN}` : `All ${format.number(found.length)}`}
        </button>
      )}
    </Section>
  );
}
