import type { BackTest } from '#shared/contract/validation.ts';
import { useFormat } from '../../../data/format.ts';
import { Icon } from '../../../ui/icons.tsx';
import { type TableColumn, TableHead } from '../../../ui/table.tsx';

type Suspect = BackTest['leaks']['suspects'][number];

const COLUMNS: readonly TableColumn[] = [
  { label: 'Suspect' },
  { label: 'AUC alone', width: 'c-num', className: 'r' },
  { label: 'Rows', width: 'c-num', className: 'r' },
  { label: 'Churns', width: 'c-num', className: 'r' },
];

/** What to look at, once for all suspects of a kind. */
const ADVICE = {
  score:
    'The score: something it is made of probably knows the outcome. Look at the other suspects, and at how the history was recorded.',
  signal:
    'Signals, as known at the landmarks: check whether their source is written after the decision to leave. They are named, never taken out.',
  column:
    'Columns of the accounts, as they stand today: probably written with the outcome in view, so no score may be built on them. No model here uses them. Look for a status, a licence count set to zero, a tag added later.',
} as const satisfies Record<Suspect['kind'], string>;

/** What separates churn too well to have been known before it. Nothing is taken out because of it. */
export function Leaks({ leaks }: Pick<BackTest, 'leaks'>) {
  const format = useFormat();
  if (leaks.suspects.length === 0) return null;
  const kinds = (['score', 'signal', 'column'] as const).filter((kind) =>
    leaks.suspects.some((suspect) => suspect.kind === kind),
  );
  return (
    <section className="va-leak" aria-label="Too good to be true">
      <Icon name="warn" size={16} />
      <div>
        <h2>{leaks.sentence}</h2>
        <table className="t compact">
          <TableHead columns={COLUMNS} />
          <tbody>
            {leaks.suspects.map(({ kind, name, label, auc, rows, churns }) => (
              <tr key={`${kind}/${name}`}>
                <td>
                  <span className="m">{label}</span>
                  {name !== label && <span className="mut sm"> {name}</span>}
                </td>
                <td className="r">{format.number(auc, 3)}</td>
                <td className="r">{format.number(rows)}</td>
                <td className="r">{format.number(churns)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {kinds.map((kind) => (
          <p key={kind} className="sm">
            {ADVICE[kind]}
          </p>
        ))}
      </div>
    </section>
  );
}
