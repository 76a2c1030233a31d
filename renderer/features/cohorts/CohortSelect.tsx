import type { CohortList } from '../../data/cohorts.ts';

type Props = {
  readonly letter: 'A' | 'B';
  readonly cohorts: CohortList['cohorts'];
  readonly value: string;
  readonly onPick: (value: string) => void;
};

/** Which cohort a letter stands for. */
export function CohortSelect({ letter, cohorts, value, onPick }: Props) {
  return (
    <label className="co-sel">
      <span className={`ab ab-${letter}`} aria-hidden="true">
        {letter}
      </span>
      <span className="vh">Cohort {letter}</span>
      <select className="inp" value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {cohorts.map((cohort) => (
          <option key={cohort.value} value={cohort.value}>
            {cohort.label} ({cohort.accounts})
          </option>
        ))}
      </select>
    </label>
  );
}
