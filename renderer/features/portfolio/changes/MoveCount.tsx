import type { Filters } from '#shared/contract/common.ts';
import { useFormat } from '../../../data/format.ts';
import { MOVE_KEYS, useFilters, withoutFilters } from '../../../state/filters.ts';

type Props = {
  readonly count: number;
  /** What is counted, for those who only hear it. */
  readonly label: string;
  /** The filters that leave these accounts. */
  readonly picks: Pick<Filters, 'since' | 'moved' | 'tierBefore' | 'tier'>;
};

/** A number of accounts that filters the page to them, and lets go of them again. */
export function MoveCount({ count, label, picks }: Props) {
  const { filters, set } = useFilters();
  const format = useFormat();
  if (count === 0) return <span className="dim">0</span>;
  const pressed = (Object.keys(picks) as (keyof typeof picks)[]).every(
    (key) => JSON.stringify(filters[key]) === JSON.stringify(picks[key]),
  );
  const rest = withoutFilters(filters, [
    ...MOVE_KEYS,
    ...(filters.tierBefore || picks.tier ? (['tier'] as const) : []),
  ]);
  return (
    <button
      type="button"
      className="cnt"
      aria-pressed={pressed}
      aria-label={`${label}: ${format.count(count, 'account')}`}
      onClick={() => set(pressed ? rest : { ...rest, ...picks })}
    >
      {format.number(count)}
    </button>
  );
}
