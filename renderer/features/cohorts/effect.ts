import type { ChangeRow } from '../../charts/toOption/cohort-initiative.ts';
import type { InitiativeEffect } from '../../data/cohorts.ts';

/** What the change is made of, the estimate last; without comparable accounts there is no estimate (30-method.md 4.5). */
export function changeRows(
  effect: Pick<InitiativeEffect, 'touched' | 'comparable' | 'regression' | 'effect'>,
): readonly ChangeRow[] {
  const { touched, comparable, regression } = effect;
  const alone = (name: string, value: number | null): ChangeRow => ({
    name,
    value,
    low: null,
    high: null,
    strong: false,
  });
  return [
    alone('Touched', touched.change),
    ...(comparable ? [alone('Comparable', comparable.change)] : []),
    ...(regression ? [alone('Regression alone', regression.expected - regression.atDate)] : []),
    ...(comparable
      ? [
          {
            name: 'Touched less comparable',
            value: effect.effect.difference,
            low: effect.effect.interval?.low ?? null,
            high: effect.effect.interval?.high ?? null,
            strong: true,
          },
        ]
      : []),
  ];
}
