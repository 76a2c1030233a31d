import type { AccountDetail } from '#shared/contract/account.ts';
import type { Format } from '../../data/format.ts';
import { Section } from '../../ui/layout.tsx';
import { type TableColumn, TableHead } from '../../ui/table.tsx';
import { versionName } from './change-text.ts';
import { CHECK_INS } from './outlook.ts';

type Onboarding = NonNullable<AccountDetail['onboarding']>;
type Props = { readonly onboarding: Onboarding; readonly format: Format };

const COLUMNS: readonly TableColumn[] = [
  { label: 'Dimension', width: 'c-name' },
  { label: 'Weight', width: 'c-weight', className: 'r' },
  { label: 'Bar', className: 'gapl', quiet: true },
  { label: 'Score', width: 'c-score', className: 'r' },
  { label: 'Covered', width: 'c-score', className: 'r' },
];

/** A new account: how far it is, what its score is made of, and whether it was looked after on days 7, 14 and 30. */
export function OnboardingPanel({ onboarding, format }: Props) {
  const { day, lastDay, checkIns, dimensions, preview, previewFrom } = onboarding;
  const at = (when: number) => `${Math.min(100, (when / lastDay) * 100)}%`;
  return (
    <Section
      title="Onboarding"
      sub={`day ${day} of ${lastDay}, scored by ${versionName(onboarding.modelVersion)}`}
      className="onb"
    >
      <div className="onb-line" aria-hidden="true">
        <i style={{ width: at(day) }} />
        {checkIns.map((checkIn) => (
          <span key={checkIn.day} className="tick" style={{ left: at(checkIn.day) }}>
            <u className={checkIn.state} />
            day {checkIn.day}
          </span>
        ))}
      </div>
      <div className="onb-cols">
        <table className="t compact onb-dims">
          <TableHead columns={COLUMNS} />
          <tbody>
            {dimensions.map((dimension) => (
              <tr key={dimension.id}>
                <td title={dimension.name}>{dimension.name}</td>
                <td className="r dim">
                  {format.number(dimension.weight, Number.isInteger(dimension.weight) ? 0 : 1)}%
                </td>
                <td className="gapl">
                  {dimension.score === null ? (
                    <span className="trk hatch" />
                  ) : (
                    <span className="trk" aria-hidden="true">
                      <i className="f-ink" style={{ width: `${dimension.score}%` }} />
                    </span>
                  )}
                </td>
                <td className={dimension.score === null ? 'r dim' : 'r b'}>
                  {dimension.score === null ? 'no data' : format.number(dimension.score, 1)}
                </td>
                <td className="r dim">{format.percent(dimension.coverage)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <ul className="lis">
            {checkIns.map((checkIn) => (
              <li key={checkIn.day}>
                <span>Check-in, day {checkIn.day}</span>
                <span className="dim">{format.dayMonth(checkIn.date)}</span>
                <span
                  className={
                    checkIn.state === 'missed' ? 'bad c-state' : checkIn.state === 'due' ? 'm c-state' : 'mut c-state'
                  }
                >
                  {CHECK_INS[checkIn.state]}
                </span>
              </li>
            ))}
            <li>
              <span>Standard score, preview</span>
              <span className={preview === null ? 'dim' : 'b'}>
                {preview !== null
                  ? format.score(preview)
                  : day < previewFrom
                    ? `from day ${previewFrom}`
                    : 'too little data'}
              </span>
            </li>
          </ul>
        </div>
      </div>
    </Section>
  );
}
