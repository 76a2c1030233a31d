import type { WhatIfResult } from '#shared/contract/whatif.ts';
import type { Format } from '../data/format.ts';
import { Delta, Kpi, KpiRow } from '../ui/figures.tsx';

type Props = {
  readonly result: WhatIfResult;
  /** What the new side is: `Scenario`, `Draft`. */
  readonly name: string;
  readonly format: Format;
};

/** What the new side changes, against the official version. */
export function Figures({ result, name, format }: Props) {
  const { before, after, movedUp, movedDown } = result;
  const mean = before.mean === null || after.mean === null ? null : after.mean - before.mean;
  return (
    <KpiRow label={`${name} against official`} className="wi-kpis">
      <Kpi
        label="Mean health, of 100"
        value={format.number(after.mean, 1)}
        detail={<Against delta={<Delta value={mean} />} text={`was ${format.number(before.mean, 1)}`} />}
      />
      <Kpi
        label="Accounts below 50"
        value={format.number(after.atRiskAccounts)}
        detail={
          <Against
            delta={<Delta value={after.atRiskAccounts - before.atRiskAccounts} decimals={0} inverse />}
            text={`was ${format.number(before.atRiskAccounts)}`}
          />
        }
      />
      <Kpi
        label="At-risk ARR, score < 50"
        value={format.money(after.atRiskArr)}
        detail={
          <Against
            delta={
              <Delta
                value={after.atRiskArr - before.atRiskArr}
                decimals={0}
                inverse
                text={format.money(Math.abs(after.atRiskArr - before.atRiskArr))}
              />
            }
            text={`was ${format.money(before.atRiskArr)}`}
          />
        }
      />
      <Kpi
        label="Move to a higher tier"
        value={format.number(movedUp.accounts)}
        detail={`${format.money(movedUp.arr)} ARR`}
      />
      <Kpi
        label="Move to a lower tier"
        value={format.number(movedDown.accounts)}
        detail={`${format.money(movedDown.arr)} ARR`}
      />
    </KpiRow>
  );
}

function Against({ delta, text }: { readonly delta: React.ReactNode; readonly text: string }) {
  return (
    <>
      {delta}
      <span>{text}</span>
    </>
  );
}
