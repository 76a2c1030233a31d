import type { Filters } from '#shared/contract/common.ts';
import { useFilters, withFilter } from '../../state/filters.ts';

type Name = 'change30Below' | 'expansionReady' | 'renewalWithin' | 'scoreMax' | 'tierDrop' | 'unusual';

/** Filters the page to the accounts of a section, and lets go of them again. */
export function OwnFilter<K extends Name>({
  name,
  value,
  what,
}: {
  readonly name: K;
  readonly value: NonNullable<Filters[K]>;
  /** The accounts, in words. */
  readonly what: string;
}) {
  const { filters, set } = useFilters();
  const pressed = filters[name] === value;
  return (
    <button
      type="button"
      className="link own"
      aria-pressed={pressed}
      aria-label={`Filter the page: ${what}`}
      onClick={() => set(withFilter(filters, name, pressed ? undefined : value))}
    >
      {pressed ? 'Filtered' : 'Filter'}
    </button>
  );
}
