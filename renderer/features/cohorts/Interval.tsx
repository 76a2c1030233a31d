import type { CohortComparison } from '../../data/cohorts.ts';
import { useFormat } from '../../data/format.ts';
import { Delta } from '../../ui/figures.tsx';
import { turned } from './difference.ts';

type Props = {
  readonly of: Pick<CohortComparison['health'], 'difference' | 'interval'>;
  /** 100 turns shares into percentage points. */
  readonly scale: 1 | 100;
  readonly decimals: number;
};

/** What B has more or less than A, with its interval; a dash where there are too few to say. */
export function Interval({ of, scale, decimals }: Props) {
  const format = useFormat();
  const { value, low, high } = turned(of, scale);
  return (
    <span className="co-int">
      <Delta value={value} decimals={decimals} unit={scale === 100 ? ' pt' : ''} />
      {low !== null && high !== null && (
        <span className="dim mi">
          {format.signed(low, 0)} to {format.signed(high, 0)}
        </span>
      )}
    </span>
  );
}
